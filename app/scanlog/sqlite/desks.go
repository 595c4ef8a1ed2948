package sqlite

import (
	"passdesk/app/scanlog"
)

// Desks gives the names under which the log has entries, in order.
func (s *Store) Desks() ([]string, error) {
	desks, err := collect(s.db, scanText, distinctSQL("desk"), nil)
	return desks, failed("read the log", err)
}

// After gives a desk's entries behind the one of a number, oldest first and at
// most limit.
func (s *Store) After(desk string, number int64, limit int) ([]scanlog.Entry, error) {
	rows, err := collect(s.db, scanRow, `SELECT key, `+columns+` FROM entries WHERE desk = ? AND number > ?
		ORDER BY number LIMIT ?`, []any{scanlog.CleanText(desk), number, limit})
	entries := make([]scanlog.Entry, len(rows))
	for i, r := range rows {
		entries[i] = r.Entry
	}
	return entries, failed("read the log", err)
}
