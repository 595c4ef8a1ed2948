package scanlog

import (
	"maps"
	"slices"
	"sync"
)

// Memory is a Store that forgets everything when the program ends: for tests,
// and the plainest reading of what a Store promises but for durability. Its
// zero value is empty and ready; it may be used from several goroutines.
type Memory struct {
	mu   sync.Mutex
	rows []Row // oldest first
}

// Append implements Store.
func (m *Memory) Append(entries ...Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	rows := m.rows
	for _, e := range entries {
		linked, err := head(rows, CleanText(e.Desk)).Next(e)
		if err != nil {
			return err
		}
		rows = append(rows, Row{Key: int64(len(rows)) + 1, Entry: linked})
	}
	m.rows = rows
	return nil
}

// head gives the newest entry of a desk.
func head(rows []Row, desk string) Head {
	for _, r := range slices.Backward(rows) {
		if r.Desk == desk {
			return r.Head()
		}
	}
	return Head{}
}

// Entries implements Store.
func (m *Memory) Entries(q Query) ([]Row, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []Row
	for _, r := range slices.Backward(m.rows) {
		if q.Limit > 0 && len(found) == q.Limit {
			break
		}
		if (q.Before == 0 || r.Key < q.Before) && q.Matches(r.Entry) {
			found = append(found, r)
		}
	}
	return found, nil
}

// Counts implements Store.
func (m *Memory) Counts(q Query) ([]Count, error) {
	rows, err := m.Entries(Query{})
	return Fold(rows, q), err
}

// Last implements Numbering.
func (m *Memory) Last(desk string) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return head(m.rows, CleanText(desk)).Number, nil
}

// Values implements Index.
func (m *Memory) Values() (Values, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	of := func(value func(Entry) string) []string {
		there := map[string]bool{}
		for _, r := range m.rows {
			there[value(r.Entry)] = true
		}
		delete(there, "")
		sorted := slices.Sorted(maps.Keys(there))
		return sorted[:min(len(sorted), MostValues)]
	}
	return Values{
		Desks:   of(func(e Entry) string { return e.Desk }),
		Reasons: of(func(e Entry) string { return string(e.Reason) }),
		Issuers: of(func(e Entry) string { return e.Issuer }),
	}, nil
}
