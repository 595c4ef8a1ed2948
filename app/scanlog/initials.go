package scanlog

import "time"

// Initials keeps letters of visitors' names for some hours, where a site has
// chosen that. They stand beside the log and outside its chain: no Entry has
// them, no export, and no server. Each is removed when its time is over, so
// that nothing of it is left in the file.
type Initials interface {
	// KeepInitials keeps those that belong to a desk's entry until a moment.
	KeepInitials(desk string, number int64, letters string, until time.Time) error
	// InitialsOf gives those of rows that are not over, by the rows' keys.
	InitialsOf(rows []Row, now time.Time) (map[int64]Kept, error)
	// ForgetInitials removes those whose time is over. It returns an error
	// while another program still reads them.
	ForgetInitials(now time.Time) error
}

// Kept are initials with the moment at which they are removed.
type Kept struct {
	Letters string
	Until   time.Time
}

// MostInitials is how many letters are kept of a name at the most.
const MostInitials = 4
