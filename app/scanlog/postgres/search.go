package postgres

import (
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"passdesk/app/scanlog"
)

// searched lists what a text is looked for in. Each has an index, see Schema.
// However many entries there are, these have few values: the text is looked
// for among the values, and the entries then found by them.
func searched() []string {
	return []string{"outcome", "reason", "issuer", `(site || E'\n' || desk || E'\n' || format || E'\n' || policy)`}
}

// distinctSQL gives the statement for the values of something with an index,
// in order. Each step finds the next one, however many entries have it.
func distinctSQL(of string) string {
	return `WITH RECURSIVE found(value) AS (
		SELECT min(` + of + `) FROM passdesk.entries
		UNION ALL SELECT (SELECT min(` + of + `) FROM passdesk.entries WHERE ` + of + ` > found.value)
			FROM found WHERE found.value IS NOT NULL)
		SELECT value FROM found WHERE value <> ''`
}

// Values implements scanlog.Index.
func (s *Store) Values() (scanlog.Values, error) {
	v, err := scanlog.ReadValues(func(column string) ([]string, error) {
		return read(s.pool, pgx.RowTo[string], distinctSQL(column)+" LIMIT $1", []any{scanlog.MostValues})
	})
	return v, failed("read the log", err)
}

// search gives the entries in which a text occurs.
func (s *Store) search(q scanlog.Query) ([]scanlog.Row, error) {
	found := map[string][]string{}
	for _, of := range searched() {
		values, err := read(s.pool, pgx.RowTo[string], distinctSQL(of), nil)
		if err != nil {
			return nil, err
		}
		for _, value := range values {
			if q.Finds(value) {
				found[of] = append(found[of], value)
			}
		}
	}
	if len(found) == 0 {
		return nil, nil
	}
	query, args := searchSQL(q, found)
	return read(s.pool, scanRow, query, args)
}

// searchSQL gives the statement for a page of entries that have some of the
// values found, and that the query selects by all but its text.
func searchSQL(q scanlog.Query, found map[string][]string) (string, []any) {
	q.Text = ""
	c := selected(q)
	if q.Before > 0 {
		c.add("key < ?", q.Before)
	}
	var each []string
	for _, of := range searched() {
		if len(found[of]) == 0 {
			continue
		}
		c.args = append(c.args, found[of])
		each = append(each, fmt.Sprintf(`SELECT newest.key FROM unnest($%d::text[]) AS one(value), LATERAL (%s) AS newest`,
			len(c.args), keysSQL(q, c.and(of+" = one.value"))))
	}
	return "SELECT key, " + columns + ` FROM passdesk.entries WHERE key IN (
		SELECT key FROM (` + strings.Join(each, " UNION ") + ") AS any_of" + newestSQL(q) + ") ORDER BY key DESC", c.args
}

// and gives the conditions with one more.
func (c *conditions) and(more string) string {
	if len(c.where) == 0 {
		return " WHERE " + more
	}
	return c.sql() + " AND " + more
}
