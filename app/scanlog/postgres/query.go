package postgres

import (
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"passdesk/app/scanlog"
)

// columns are an entry's, in the order of values and scanRow.
const columns = `layout, number, kind, refers, seconds, nanos, zone, site, desk, outcome, reason,
	flips, issuer, format, policy, versions, idcheck, via, took, detail, prev, hash`

// insertSQL adds entries, a list for each column as lists gives them, in their
// order.
const insertSQL = `INSERT INTO passdesk.entries (` + columns + `)
	SELECT ` + columns + ` FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
		$8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
		$17::text[], $18::text[], $19::bigint[], $20::text[], $21::bytea[], $22::bytea[])
		WITH ORDINALITY AS one (` + columns + `, place) ORDER BY place`

// lists gives the entries' columns.
func lists(entries []scanlog.Entry) []any {
	numbers := func(of func(scanlog.Entry) int64) (all []int64) { return listOf(entries, of) }
	texts := func(of func(scanlog.Entry) string) (all []string) { return listOf(entries, of) }
	hashes := func(of func(scanlog.Entry) []byte) (all [][]byte) { return listOf(entries, of) }
	return []any{
		numbers(func(e scanlog.Entry) int64 { return e.Layout }),
		numbers(func(e scanlog.Entry) int64 { return e.Number }),
		texts(func(e scanlog.Entry) string { return string(e.Kind) }),
		numbers(func(e scanlog.Entry) int64 { return e.Refers }),
		numbers(func(e scanlog.Entry) int64 { return e.At.Unix() }),
		numbers(func(e scanlog.Entry) int64 { return int64(e.At.Nanosecond()) }),
		numbers(func(e scanlog.Entry) int64 { _, zone := e.At.Zone(); return int64(zone) }),
		texts(func(e scanlog.Entry) string { return e.Site }),
		texts(func(e scanlog.Entry) string { return e.Desk }),
		texts(func(e scanlog.Entry) string { return string(e.Outcome) }),
		texts(func(e scanlog.Entry) string { return string(e.Reason) }),
		texts(func(e scanlog.Entry) string { return e.Flips }),
		texts(func(e scanlog.Entry) string { return e.Issuer }),
		texts(func(e scanlog.Entry) string { return e.Format }),
		texts(func(e scanlog.Entry) string { return e.Policy }),
		texts(func(e scanlog.Entry) string { return e.Versions }),
		texts(func(e scanlog.Entry) string { return string(e.ID) }),
		texts(func(e scanlog.Entry) string { return string(e.By) }),
		numbers(func(e scanlog.Entry) int64 { return int64(e.Took) }),
		texts(func(e scanlog.Entry) string { return e.Detail }),
		hashes(func(e scanlog.Entry) []byte { return e.Prev[:] }),
		hashes(func(e scanlog.Entry) []byte { return e.Hash[:] }),
	}
}

func listOf[T any](entries []scanlog.Entry, of func(scanlog.Entry) T) []T {
	all := make([]T, len(entries))
	for i, e := range entries {
		all[i] = of(e)
	}
	return all
}

// scanRow reads the columns of entriesSQL.
func scanRow(row pgx.CollectableRow) (scanlog.Row, error) {
	var r scanlog.Row
	var seconds, nanos, took int64
	var zone int
	var prev, hash []byte
	err := row.Scan(&r.Key, &r.Layout, &r.Number, &r.Kind, &r.Refers, &seconds, &nanos, &zone, &r.Site, &r.Desk,
		&r.Outcome, &r.Reason, &r.Flips, &r.Issuer, &r.Format, &r.Policy, &r.Versions, &r.ID,
		&r.By, &took, &r.Detail, &prev, &hash)
	r.At, r.Took = scanlog.Moment(seconds, nanos, zone), time.Duration(took)
	copy(r.Prev[:], prev)
	copy(r.Hash[:], hash)
	return r, err
}

// scanCount reads the columns of countsSQL.
func scanCount(row pgx.CollectableRow) (scanlog.Count, error) {
	var c scanlog.Count
	var took int64
	err := row.Scan(&c.Day, &c.Desk, &c.Policy, &c.Outcome, &c.Reason, &c.Format, &c.Hour,
		&c.N, &took, &c.Matched, &c.Different, &c.NotCompared)
	c.Took = time.Duration(took)
	return c, err
}

// conditions are joined by AND; a question mark in one stands for its value.
type conditions struct {
	where []string
	args  []any
}

func (c *conditions) add(sql string, value any) {
	c.args = append(c.args, value)
	c.where = append(c.where, strings.ReplaceAll(sql, "?", fmt.Sprintf("$%d", len(c.args))))
}

func (c *conditions) sql() string {
	if len(c.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.where, " AND ")
}

// selected gives what a query selects by. What is looked for in the texts is
// the same as in scanlog.Query.
func selected(q scanlog.Query) *conditions {
	const texts = `site || E'\n' || desk || E'\n' || outcome || E'\n' || reason || E'\n' || issuer || E'\n' || format || E'\n' || policy`
	c := &conditions{}
	for _, one := range []struct{ sql, value string }{
		{"day >= ?::text::date", q.From},
		{"day <= ?::text::date", q.To},
		{"desk = ?", q.Desk},
		{"kind = ?", string(q.Kind)},
		{"outcome = ?", string(q.Outcome)},
		{"reason = ?", string(q.Reason)},
		{"issuer = ?", q.Issuer},
		{"via = ?", string(q.By)},
		{`position(lower(?::text COLLATE "C") IN lower(` + texts + `)) > 0`, q.Text},
	} {
		if one.value != "" {
			c.add(one.sql, scanlog.CleanText(one.value))
		}
	}
	return c
}

// entriesSQL gives the statement for a page of entries, without a text.
func entriesSQL(q scanlog.Query) (string, []any) {
	c := selected(q)
	if q.Before > 0 {
		c.add("key < ?", q.Before)
	}
	return "SELECT key, " + columns + " FROM passdesk.entries WHERE key IN (" + keysSQL(q, c.sql()) + ") ORDER BY key DESC", c.args
}

// keysSQL gives the statement for the newest keys under some conditions. The
// server does not know that days and keys rise together: left to itself it
// would look for an old day from the newest entry on. OFFSET 0 lets it begin
// with the days.
func keysSQL(q scanlog.Query, where string) string {
	from := "passdesk.entries" + where
	if q.IsShort() {
		from = "(SELECT key FROM passdesk.entries" + where + " OFFSET 0) AS of_days"
	}
	return "SELECT key FROM " + from + newestSQL(q)
}

func newestSQL(q scanlog.Query) string {
	if q.Limit > 0 {
		return fmt.Sprintf(" ORDER BY key DESC LIMIT %d", q.Limit)
	}
	return " ORDER BY key DESC"
}

// countsSQL gives the statement for the counts of the visits that are there:
// out of the sums, unless something is selected that they do not know.
func countsSQL(q scanlog.Query) (string, []any) {
	c := selected(q)
	if strings.Contains(q.Text, "\n") { // see scanlog.Query.Finds
		c.where = append(c.where, "false")
	}
	const place = "day, desk, policy, outcome, reason, format"
	by, hour := place, "0"
	if q.Hourly {
		by, hour = place+", hour", "hour"
	}
	from := `sum(n)::bigint, sum(took)::bigint, sum(matched)::bigint, sum(different)::bigint, sum(notcompared)::bigint
		FROM passdesk.sums`
	if q.Kind != "" || q.Issuer != "" || q.By != "" || q.Text != "" {
		c.where = append(c.where, "kind IN ('scan', 'tally', 'undo', 'compared')")
		from = figures + " FROM passdesk.entries"
	}
	return `SELECT to_char(day, 'YYYY-MM-DD'), desk, policy, outcome, reason, format, ` + hour + `, ` + from + c.sql() + " GROUP BY " + by, c.args
}

// figures are those of a scanlog.Count, out of entries.
const figures = `sum(` + weight + `)::bigint, sum(took * ` + weight + `)::bigint,
	count(*) FILTER (WHERE idcheck = 'matched') - count(*) FILTER (WHERE idcheck = 'matched-undone'),
	count(*) FILTER (WHERE idcheck = 'different') - count(*) FILTER (WHERE idcheck = 'different-undone'),
	count(*) FILTER (WHERE idcheck = 'not-compared')`

const weight = "CASE kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END"

// sumsDifferSQL counts where the sums are not what follows from the entries.
const sumsDifferSQL = `WITH
	there AS (SELECT * FROM passdesk.sums WHERE (n, took, matched, different, notcompared) <> (0, 0, 0, 0, 0)),
	wanted AS (SELECT * FROM (
		SELECT day, desk, policy, outcome, reason, format, hour, ` + figures + ` FROM passdesk.entries
		WHERE kind IN ('scan', 'tally', 'undo', 'compared') GROUP BY day, desk, policy, outcome, reason, format, hour
		) AS folded (day, desk, policy, outcome, reason, format, hour, n, took, matched, different, notcompared)
		WHERE (n, took, matched, different, notcompared) <> (0, 0, 0, 0, 0))
	SELECT (SELECT count(*) FROM (TABLE there EXCEPT TABLE wanted) AS a) + (SELECT count(*) FROM (TABLE wanted EXCEPT TABLE there) AS b)`

// carriedSQL gives the statement for the checkpoints that may have counts for
// a query: their day stands in scanlog.Purge's text.
func carriedSQL(q scanlog.Query) (string, []any) {
	const day = `substring(detail FROM '"day":"([0-9-]{10})"')`
	c := &conditions{where: []string{"kind = 'checkpoint'"}}
	if q.From != "" {
		c.add(day+" >= ?", q.From)
	}
	if q.To != "" {
		c.add(day+" <= ?", q.To)
	}
	return "SELECT key, " + columns + " FROM passdesk.entries" + c.sql(), c.args
}
