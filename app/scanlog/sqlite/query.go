package sqlite

import (
	"strings"

	"passdesk/app/scanlog"
)

const selectEntries = `SELECT key, number, kind, refers, seconds, nanos, zone, site, desk,
	outcome, reason, flips, issuer, format, policy, via, took, prev, hash FROM entries`

// entriesSQL gives the statement for a page of entries. The inner query finds
// keys alone, in an index where there is one for the filter; only the rows of
// the page are then read whole.
func entriesSQL(q scanlog.Query) (string, []any) {
	where, args := conditions(q)
	if q.Before > 0 {
		where, args = append(where, "key < ?"), append(args, q.Before)
	}
	keys := "SELECT key FROM entries" + whereSQL(where) + " ORDER BY key DESC"
	if q.Limit > 0 {
		keys, args = keys+" LIMIT ?", append(args, q.Limit)
	}
	return selectEntries + " WHERE key IN (" + keys + ") ORDER BY key DESC", args
}

// countsSQL gives the statement for counts. Where only days, desks, outcomes
// and reasons are selected, it runs along the index by_day alone.
func countsSQL(q scanlog.Query) (string, []any) {
	where, args := conditions(q)
	where = append(where, "kind = '"+string(scanlog.Scan)+"'")
	return `SELECT day, desk, policy, outcome, reason, format, count(*) FROM entries INDEXED BY by_day` +
		whereSQL(where) + `
		GROUP BY day, desk, policy, outcome, reason, format
		ORDER BY day, desk, policy, outcome, reason, format`, args
}

// conditions gives what a query selects by, and the parameters. The plus
// signs keep SQLite from the index on that column, where the column selects
// too much to be a good start: most logs are of one desk.
func conditions(q scanlog.Query) (where []string, args []any) {
	for _, c := range []struct{ sql, value string }{
		{"day >= ?", q.From},
		{"day <= ?", q.To},
		{"+desk = ?", q.Desk},
		{"outcome = ?", string(q.Outcome)},
		{"reason = ?", string(q.Reason)},
		{"issuer = ?", q.Issuer},
		{"via = ?", string(q.By)},
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
