package sqlite

import (
	"database/sql"

	"passdesk/app/scanlog"
)

// Desks gives the names under which the log has entries, in order.
func (s *Store) Desks() ([]string, error) {
	// Each step finds the next name in the index by_number, however many entries
	// there are of one.
	desks, err := collect(s.db, scanText, `WITH RECURSIVE names(desk) AS (
		SELECT min(desk) FROM entries
		UNION ALL SELECT (SELECT min(desk) FROM entries WHERE desk > names.desk) FROM names WHERE names.desk IS NOT NULL)
		SELECT desk FROM names WHERE desk IS NOT NULL`, nil)
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

func scanText(rows *sql.Rows) (text string, err error) {
	err = rows.Scan(&text)
	return text, err
}
