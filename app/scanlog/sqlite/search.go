package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"passdesk/app/scanlog"
)

// searched lists the columns that a text is looked for in. Each has an index.
// However many entries there are, these have few values: the text is looked
// for among the values, and the entries then found by them.
func searched() []string { return []string{"outcome", "reason", "issuer", "place"} }

// distinctSQL gives the statement for the values of a column, in order. Each
// step finds the next one in the index, however many entries have it.
func distinctSQL(column string) string {
	return `WITH RECURSIVE found(value) AS (
		SELECT min(` + column + `) FROM entries
		UNION ALL SELECT (SELECT min(` + column + `) FROM entries WHERE ` + column + ` > found.value)
			FROM found WHERE found.value IS NOT NULL)
		SELECT value FROM found WHERE value <> ''`
}

// Values implements scanlog.Index.
func (s *Store) Values() (scanlog.Values, error) {
	v, err := scanlog.ReadValues(func(column string) ([]string, error) {
		return collect(s.db, scanText, distinctSQL(column)+" LIMIT ?", []any{scanlog.MostValues})
	})
	return v, failed("read the log", err)
}

// search gives the entries in which a text occurs, all of one moment.
func (s *Store) search(q scanlog.Query) ([]scanlog.Row, error) {
	tx, err := s.db.BeginTx(context.Background(), &sql.TxOptions{ReadOnly: true}) // waits for no writer
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	keys := map[int64]bool{}
	for _, column := range searched() {
		values, err := collect(tx, scanText, distinctSQL(column), nil)
		if err != nil {
			return nil, err
		}
		for _, value := range values {
			if q.Finds(value) {
				if err := keysWith(tx, q, column, value, keys); err != nil {
					return nil, err
				}
			}
		}
	}
	return rowsOf(tx, keys, q.Limit)
}

// keysWith adds the keys of the newest entries that have a value and that the
// query selects by all but its text.
func keysWith(tx *sql.Tx, q scanlog.Query, column, value string, keys map[int64]bool) error {
	q.Text = ""
	if q.IsShort() {
		column = "+" + column // the index by day is the better start, see conditions
	}
	query, args := keysSQL(q, column+" = ?", value)
	found, err := collect(tx, scanKey, query, args)
	for _, key := range found {
		keys[key] = true
	}
	return err
}

// rowsOf gives the newest of the entries of some keys.
func rowsOf(tx *sql.Tx, keys map[int64]bool, limit int) ([]scanlog.Row, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	var all []int64
	for key := range keys {
		all = append(all, key)
	}
	slices.SortFunc(all, func(a, b int64) int { return int(b - a) })
	if limit > 0 {
		all = all[:min(limit, len(all))]
	}
	list, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	return collect(tx, scanRow, "SELECT key, "+columns+" FROM entries WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key DESC",
		[]any{string(list)})
}

func scanKey(rows *sql.Rows) (key int64, err error) {
	err = rows.Scan(&key)
	return key, err
}

func scanText(rows *sql.Rows) (text string, err error) {
	err = rows.Scan(&text)
	return text, err
}
