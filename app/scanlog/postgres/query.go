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

// insertEntry takes what values gives.
const insertEntry = `INSERT INTO passdesk.entries (` + columns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
	$10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`

// values gives an entry's columns.
func values(e scanlog.Entry) []any {
	_, zone := e.At.Zone()
	return []any{
		e.Layout, e.Number, string(e.Kind), e.Refers, e.At.Unix(), e.At.Nanosecond(), zone, e.Site, e.Desk,
		string(e.Outcome), string(e.Reason), e.Flips, e.Issuer, e.Format, e.Policy, e.Versions, string(e.ID),
		string(e.By), int64(e.Took), e.Detail, e.Prev[:], e.Hash[:],
	}
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

// entriesSQL gives the statement for a page of entries.
func entriesSQL(q scanlog.Query) (string, []any) {
	c := selected(q)
	if q.Before > 0 {
		c.add("key < ?", q.Before)
	}
	sql := "SELECT key, " + columns + " FROM passdesk.entries" + c.sql() + " ORDER BY key DESC"
	if q.Limit > 0 {
		c.args = append(c.args, q.Limit)
		sql += fmt.Sprintf(" LIMIT $%d", len(c.args))
	}
	return sql, c.args
}

// countsSQL gives the statement for the counts of the visits that are there.
func countsSQL(q scanlog.Query) (string, []any) {
	c := selected(q)
	c.where = append(c.where, "kind IN ('scan', 'tally', 'undo', 'compared')")
	const place = "day, desk, policy, outcome, reason, format"
	by, hour := place, "0"
	if q.Hourly {
		by, hour = place+", hour", "hour"
	}
	const weight = "CASE kind WHEN 'undo' THEN -1 WHEN 'compared' THEN 0 ELSE 1 END"
	return `SELECT to_char(day, 'YYYY-MM-DD'), desk, policy, outcome, reason, format, ` + hour + `,
		sum(` + weight + `)::bigint, sum(took * ` + weight + `)::bigint,
		count(*) FILTER (WHERE idcheck = 'matched'), count(*) FILTER (WHERE idcheck = 'different'),
		count(*) FILTER (WHERE idcheck = 'not-compared')
		FROM passdesk.entries` + c.sql() + " GROUP BY " + by, c.args
}

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
