package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/app/scanlog"
)

// old are the entries that may go: visits of before a day, but for the newest
// entry of each desk.
const old = ` FROM passdesk.entries AS e WHERE day < $1::text::date AND kind IN ('scan', 'tally', 'undo', 'compared')
	AND number < (SELECT max(number) FROM passdesk.entries WHERE desk = e.desk)`

// oneKeeper is the advisory lock that one who removes entries holds ("PDLG").
const oneKeeper = 0x50444c47

// Purge implements scanlog.Retention, for logins with the role passdesk_keeper.
func (s *Store) Purge(before string, at time.Time) (removed int, err error) {
	err = s.inTx(func(ctx context.Context, tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, oneKeeper); err != nil {
			return err
		}
		removed, err = purgeDay(ctx, tx, before, at)
		return err
	})
	return removed, failed("remove old entries from the log", err)
}

// purgeDay removes the oldest day.
func purgeDay(ctx context.Context, tx pgx.Tx, before string, at time.Time) (removed int, err error) {
	var day string
	err = tx.QueryRow(ctx, `SELECT to_char(day, 'YYYY-MM-DD')`+old+` ORDER BY day LIMIT 1`, before).Scan(&day)
	if err == pgx.ErrNoRows {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	rows, err := read(tx, scanRow, `SELECT key, `+columns+old+` AND day = $2::text::date ORDER BY desk, number`, []any{before, day})
	if err != nil {
		return 0, err
	}
	head, err := lastHead(ctx, tx, scanlog.RetentionDesk)
	if err != nil {
		return 0, err
	}
	var batch pgx.Batch
	for _, p := range scanlog.Purges(rows) {
		checkpoint, err := head.Next(p.Checkpoint(head.Number+1, at))
		if err != nil {
			return 0, err
		}
		head = checkpoint.Head()
		batch.Queue(insertSQL, lists([]scanlog.Entry{checkpoint})...)
		batch.Queue(`DELETE FROM passdesk.entries WHERE desk = $1 AND number BETWEEN $2 AND $3`, p.Desk, p.From, p.Through)
		removed += int(p.Through - p.From + 1)
	}
	return removed, tx.SendBatch(ctx, &batch).Close()
}
