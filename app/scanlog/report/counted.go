package report

import (
	"iter"

	"passdesk/app/scanlog"
)

// counts gives the cells of the table Counts.
func (j job) counts() ([]Cell, error) { return j.count(false) }

// hours gives the cells of the table Hours.
func (j job) hours() ([]Cell, error) { return j.count(true) }

// count asks the log.
func (j job) count(hourly bool) ([]Cell, error) {
	if err := j.ctx.Err(); err != nil {
		return nil, err
	}
	q := j.Query
	q.Hourly = hourly
	counts, err := j.store.Counts(q)
	if err != nil {
		return nil, err
	}
	if hourly {
		counts = scanlog.Hours(counts)
	}
	return withhold(counts, j.Least), nil
}

// reasons gives the cells of the table Reasons. They are sums of what the
// table Counts shows, so that the two do not give away together what each
// withholds.
func (j job) reasons() ([]Cell, error) {
	cells, err := j.counts()
	if err != nil {
		return nil, err
	}
	return sums(cells, func(c scanlog.Count) scanlog.Count {
		return scanlog.Count{Day: c.Day, Desk: c.Desk, Outcome: c.Outcome, Reason: c.Reason}
	}), nil
}

// tellEvery is how many entries are written between two words of progress.
const tellEvery = 2000

// entries gives the log newest first, tells how far it is and ends with the
// job.
func (j job) entries() iter.Seq2[scanlog.Row, error] {
	return func(yield func(scanlog.Row, error) bool) {
		all, err := j.about()
		if err != nil {
			yield(scanlog.Row{}, err)
			return
		}
		done := 0
		for r, err := range scanlog.All(j.store, j.Query) {
			if ended := j.ctx.Err(); ended != nil {
				yield(r, ended)
				return
			}
			if !yield(r, err) || err != nil {
				return
			}
			if done++; done%tellEvery == 0 {
				j.told(done, max(all, done))
			}
		}
		j.told(done, done)
	}
}

// about is how many entries there are at least.
func (j job) about() (int, error) {
	counts, err := j.store.Counts(j.Query)
	n := 0
	for _, c := range counts {
		n += c.N
	}
	return n, err
}
