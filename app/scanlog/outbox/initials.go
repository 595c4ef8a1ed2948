package outbox

import (
	"time"

	"passdesk/app/scanlog"
)

var _ scanlog.Initials = (*Outbox)(nil)

// KeepInitials implements scanlog.Initials: on this computer, never in the
// server.
func (o *Outbox) KeepInitials(desk string, number int64, letters string, until time.Time) error {
	return o.local.KeepInitials(desk, number, letters, until)
}

// InitialsOf implements scanlog.Initials: those that were kept here.
func (o *Outbox) InitialsOf(rows []scanlog.Row, now time.Time) (map[int64]scanlog.Kept, error) {
	return o.local.InitialsOf(rows, now)
}

// ForgetInitials implements scanlog.Initials.
func (o *Outbox) ForgetInitials(now time.Time) error { return o.local.ForgetInitials(now) }
