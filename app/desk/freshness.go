package desk

import (
	"cmp"
	"time"

	"passdesk/app/settings"
)

// Freshness is what the time since the last check of the directory means.
type Freshness string

// The stages of a directory. Issuers that were added at this desk have none:
// they do not age.
const (
	Fresh  Freshness = "fresh"
	Ageing Freshness = "ageing" // works, and is to be updated within some days
	Stale  Freshness = "stale"  // cards of its issuers get reason.StaleDirectory
)

// freshFor is how long nothing is said.
const freshFor = 7 * 24 * time.Hour

// Freshness gives the stage of the directory now and, while it is ageing, the
// days that are left, the one under way among them. It goes by the hours that
// have passed, as the verifier does: a desk never calls a list good that its
// cards are refused by, or the other way round.
func (s State) Freshness() (stage Freshness, left int) {
	const day = 24 * time.Hour
	checked := s.About.Directory.Checked
	limit := day * time.Duration(cmp.Or(s.Setup.Set.DirectoryMaxAgeDays, settings.Default().DirectoryMaxAgeDays))
	switch age := s.Now.Sub(checked); {
	case checked.IsZero():
		return Fresh, 0
	case age > limit:
		return Stale, 0
	case age > freshFor:
		return Ageing, max(1, int((limit-age+day-1)/day)) // on the limit itself it is the last
	default:
		return Fresh, 0
	}
}
