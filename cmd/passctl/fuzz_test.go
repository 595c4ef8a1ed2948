package main

import (
	"strings"
	"testing"
	"time"
)

// Whatever the time of --at, it is taken as written or refused with the
// sentence, and it never takes up the machine's own zone.
func FuzzAt(f *testing.F) {
	for _, at := range []string{"2023-06-30T12:00:00Z", "2021-10-24T00:00:00-04:00", "2021-10-24", "0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999999Z", "12:00"} {
		f.Add(at)
	}
	f.Fuzz(func(t *testing.T, at string) {
		clock, err := clockOf(at, func() time.Time { return now })
		if err != nil {
			if !strings.HasPrefix(err.Error(), "--at takes a time like") {
				t.Error(err)
			}
			return
		}
		got := clock()
		if at == "" {
			return
		}
		want, err := time.Parse(time.RFC3339, at)
		if err != nil || !got.Equal(want) || got.Location() == time.Local {
			t.Errorf("%q became %v", at, got)
		}
	})
}

// Whatever comes in, there are answers or a sentence, and nobody is admitted
// by a card of an issuer that nobody trusts.
func FuzzVerify(f *testing.F) {
	i := newIssuer(f)
	for _, spec := range []string{adult, adult + `,"defect":"bomb"`, adult + `,"defect":"missing-part"`, `"doses":[{"cvx":"0","date":"2021"}]`} {
		f.Add(i.card(f, spec).Texts[0])
		f.Add(i.card(f, spec).JWS)
	}
	f.Add(`{"verifiableCredential":["eyJ","shc:/1/2/5676"]}`)
	f.Add("{\"\x1b")
	f.Add("\x89PNG\r\n\x1a\n")
	f.Fuzz(func(t *testing.T, text string) {
		r := passctl(strings.NewReader(text), "verify", "--json", "--join", "-")
		switch {
		case r.status == other && r.err == "" && len(r.cards(t)) > 0:
		case r.status == usage && r.out == "" && strings.Count(r.err, "\n") == 1:
		default:
			t.Errorf("status %d: %s%s", r.status, r.out, r.err)
		}
	})
}
