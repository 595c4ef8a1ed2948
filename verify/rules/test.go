package rules

import (
	"time"

	"cel.dev/cel-go/common/types"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// test is a laboratory result as rules see it.
type test struct {
	fhir.Test
	object              // last, as CEL has it
	taken, day          fact
	first, last         fact // the earliest and the latest moment that taken can mean
	kind, result, valid fact
}

// testOf reads a test in the desk's zone, where its day is.
func testOf(t fhir.Test, zone *time.Location) *test {
	out := &test{Test: t, kind: unknown(UnknownTest), result: unknown(UnknownTest), valid: unknown(UnknownTest)}
	out.object = object{testType, out}
	out.when(zone)
	if t.Kind != "" {
		out.kind = known(types.String(t.Kind))
	}
	if t.Result != "" {
		out.result = known(types.String(t.Result))
	}
	if t.Valid != reason.Unknown {
		out.valid = known(types.Bool(t.Valid == reason.Yes))
	}
	return out
}

func (t *test) when(zone *time.Location) {
	t.taken, t.day = unknown(NoTime), unknown(Why(fhir.NoDate))
	t.first, t.last = t.day, t.day
	switch t.Taken.Precision {
	case fhir.NoTime:
	case fhir.Clock:
		local := t.Taken.Time.In(zone)
		t.taken, t.day = known(types.Timestamp{Time: local}), known(dateOf(local))
		t.first, t.last = t.taken, t.taken
	default:
		first, last := span(t.Taken)
		t.first = known(types.Timestamp{Time: first.start(zone)})
		t.last = known(types.Timestamp{Time: (last + 1).start(zone).Add(-time.Second)})
		t.day = unknown(PartialDate)
		if first == last {
			t.day = known(first)
		}
	}
}

// within tells whether the test was taken in the hours before now. A test of
// today without an hour was taken before now, since its card exists.
func (t *test) within(hours int, now time.Time) fact {
	if t.first.value == nil {
		return unknown(t.first.why)
	}
	first, last := t.first.value.(types.Timestamp).Time, t.last.value.(types.Timestamp).Time
	if t.taken.value == nil && !first.After(now) && last.After(now) {
		last = now
	}
	since := now.Add(-time.Duration(hours) * time.Hour)
	sure := !first.Before(since) && !last.After(now)
	if possible := !last.Before(since) && !first.After(now); possible != sure {
		return unknown(NoTime)
	}
	return known(types.Bool(sure))
}
