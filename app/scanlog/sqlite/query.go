package sqlite

import (
	"strings"

	"passdesk/app/scanlog"
)

// columns are an entry's, in the order of values and scanRow.
const columns = `layout, number, kind, refers, seconds, nanos, zone, site, desk, outcome, reason,
	flips, issuer, format, policy, versions, idcheck, via, took, detail, prev, hash`

// entriesSQL gives the statement for a page of entries. The inner query finds
// keys alone, in an index where there is one for the filter; only the rows of
// the page are then read whole.
func entriesSQL(q scanlog.Query) (string, []any) {
	keys, args := keysSQL(q, "", "")
	return "SELECT key, " + columns + " FROM entries WHERE key IN (" + keys + ") ORDER BY key DESC", args
}

// keysSQL gives the statement for the keys of a page of entries, which also
// meet one more condition if there is one.
func keysSQL(q scanlog.Query, more, value string) (string, []any) {
	where, args := conditions(q)
	if more != "" {
		where, args = append(where, more), append(args, value)
	}
	if q.Before > 0 {
		where, args = append(where, "key < ?"), append(args, q.Before)
	}
	keys := "SELECT key FROM entries" + whereSQL(where) + " ORDER BY key DESC"
	if q.Limit > 0 {
		keys, args = keys+" LIMIT ?", append(args, q.Limit)
	}
	return keys, args
}

// countsSQL gives the statement for the counts of the visits that are there:
// out of the sums, unless something is selected that they do not know.
func countsSQL(q scanlog.Query) (string, []any) {
	where, args := conditions(q)
	const place = "day, desk, policy, outcome, reason, format"
	by, hour := place, ", 0"
	if q.Hourly {
		by, hour = place+", hour", ", hour"
	}
	from := "sum(n), sum(took), sum(matched), sum(different), sum(notcompared) FROM sums"
	if q.Kind != "" || q.Issuer != "" || q.By != "" || q.Text != "" {
		from = figures + " FROM entries"
		where = append(where, "kind IN "+visits)
	}
	return "SELECT " + place + hour + ", " + from + whereSQL(where) + " GROUP BY " + by, args
}

// carriedSQL gives the statement for the checkpoints that may have counts for
// a query.
func carriedSQL(q scanlog.Query) (string, []any) {
	where, args := []string{"kind = 'checkpoint'"}, []any(nil)
	if q.From != "" {
		where, args = append(where, "purged >= ?"), append(args, q.From)
	}
	if q.To != "" {
		where, args = append(where, "purged <= ?"), append(args, q.To)
	}
	return "SELECT key, " + columns + " FROM entries INDEXED BY by_purged" + whereSQL(where), args
}

// conditions gives what a query selects by, and the parameters. The plus
// signs keep SQLite from the index on that column, where the column selects
// too much to be a good start: most logs are of one desk. What is looked for
// in the texts is the same as in scanlog.Query.
func conditions(q scanlog.Query) (where []string, args []any) {
	const texts = `site || char(10) || desk || char(10) || outcome || char(10) || reason || char(10) ||
		issuer || char(10) || format || char(10) || policy`
	for _, c := range []struct{ sql, value string }{
		{"day >= ?", q.From},
		{"day <= ?", q.To},
		{"+desk = ?", q.Desk},
		{"kind = ?", string(q.Kind)},
		{"outcome = ?", string(q.Outcome)},
		{"reason = ?", string(q.Reason)},
		{"issuer = ?", q.Issuer},
		{"via = ?", string(q.By)},
		{"instr(lower(" + texts + "), lower(?)) > 0", q.Text}, // in counts; entries are searched for
	} {
		if c.value != "" {
			where, args = append(where, c.sql), append(args, c.value)
		}
	}
	return where, args
}

func whereSQL(conditions []string) string {
	if len(conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(conditions, " AND ")
}
