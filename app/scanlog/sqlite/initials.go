package sqlite

import (
	"context"
	"errors"
	"time"

	"passdesk/app/scanlog"
)

var _ scanlog.Initials = (*Store)(nil)

// errRead says that what was removed may still stand in the side file.
var errRead = errors.New("another program is reading the log: initials are removed once it is done")

// KeepInitials implements scanlog.Initials.
func (s *Store) KeepInitials(desk string, number int64, letters string, until time.Time) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	short := []rune(letters)
	_, err := s.db.Exec(`INSERT OR REPLACE INTO initials VALUES (?, ?, ?, ?)`,
		scanlog.CleanText(desk), number, string(short[:min(len(short), scanlog.MostInitials)]), until.Unix())
	return failed("keep initials", err)
}

// InitialsOf implements scanlog.Initials.
func (s *Store) InitialsOf(rows []scanlog.Row, now time.Time) (map[int64]scanlog.Kept, error) {
	found := map[int64]scanlog.Kept{}
	one, err := s.db.Prepare(`SELECT letters, until FROM initials WHERE desk = ? AND number = ? AND until > ?`)
	if err != nil {
		return nil, failed("read initials", err)
	}
	defer one.Close()
	for _, r := range rows {
		answer, err := one.Query(r.Desk, r.Number, now.Unix())
		if err != nil {
			return nil, failed("read initials", err)
		}
		var k scanlog.Kept
		var until int64
		for answer.Next() {
			if err = answer.Scan(&k.Letters, &until); err == nil {
				k.Until = time.Unix(until, 0).In(now.Location())
				found[r.Key] = k
			}
		}
		if err = errors.Join(err, answer.Err(), answer.Close()); err != nil {
			return nil, failed("read initials", err)
		}
	}
	return found, nil
}

// ForgetInitials implements scanlog.Initials. What is removed is overwritten in
// the file (secure_delete), and the side file, which has it too, is emptied.
func (s *Store) ForgetInitials(now time.Time) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	ctx := context.Background()
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return failed("remove initials", err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `PRAGMA secure_delete = ON`); err != nil {
		return failed("remove initials", err)
	}
	gone, err := conn.ExecContext(ctx, `DELETE FROM initials WHERE until <= ?`, now.Unix())
	if err != nil {
		return failed("remove initials", err)
	}
	if n, _ := gone.RowsAffected(); n == 0 && !s.left {
		return nil
	}
	var busy, frames, done int
	err = conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &done)
	s.left = err != nil || busy != 0
	if err == nil && busy != 0 {
		err = errRead
	}
	return failed("remove initials", err)
}
