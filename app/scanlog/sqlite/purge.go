package sqlite

import (
	"database/sql"
	"time"

	"passdesk/app/scanlog"
)

// old are the entries that may go: visits of before a day, but for the newest
// entry of each desk.
const old = ` FROM entries AS e WHERE day < ? AND kind IN ('scan', 'tally', 'undo', 'compared')
	AND number < (SELECT max(number) FROM entries WHERE desk = e.desk)`

// Purge implements scanlog.Retention.
func (s *Store) Purge(before string, at time.Time) (removed int, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	err = s.inTx(func(tx *sql.Tx) error {
		removed, err = purgeDay(tx, before, at)
		return err
	})
	return removed, failed("remove old entries from the log", err)
}

// purgeDay removes the oldest day.
func purgeDay(tx *sql.Tx, before string, at time.Time) (removed int, err error) {
	var day string
	err = tx.QueryRow(`SELECT day`+old+` ORDER BY day LIMIT 1`, before).Scan(&day)
	if err == sql.ErrNoRows {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	rows, err := collect(tx, scanRow, `SELECT key, `+columns+old+` AND day = ? ORDER BY desk, number`, []any{before, day})
	if err != nil {
		return 0, err
	}
	for _, p := range scanlog.Purges(rows) {
		n, err := purge(tx, p, at)
		if err != nil {
			return 0, err
		}
		removed += n
	}
	return removed, nil
}

// purge lets a checkpoint stand for a run of entries.
func purge(tx *sql.Tx, p scanlog.Purge, at time.Time) (removed int, err error) {
	head, err := lastHead(tx, scanlog.RetentionDesk)
	if err != nil {
		return 0, err
	}
	if err := insert(tx, []scanlog.Entry{p.Checkpoint(head.Number+1, at)}); err != nil {
		return 0, err
	}
	_, err = tx.Exec(`DELETE FROM entries WHERE desk = ? AND number BETWEEN ? AND ?`, p.Desk, p.From, p.Through)
	return int(p.Through - p.From + 1), err
}
