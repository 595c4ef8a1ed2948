package scanlog_test

import (
	"encoding/binary"
	"encoding/hex"
	"reflect"
	"strings"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// sample is an entry with every field set.
func sample() scanlog.Entry {
	return scanlog.Entry{
		Layout: scanlog.Layout2, Number: 7, Kind: scanlog.Scan, Refers: 3,
		At:   time.Date(2021, 10, 17, 9, 12, 13, 456, time.FixedZone("", -4*3600)),
		Site: "Museum", Desk: "Front desk",
		Outcome: reason.Invalid, Reason: reason.BadSignature, Flips: "2021-10-31",
		Issuer: "https://issuer.example", Format: "smart-health-card", Policy: "nys-pcr",
		Versions: "2", ID: scanlog.IDMatched, By: scanlog.ByCamera, Took: 120 * time.Millisecond, Detail: "a detail",
	}
}

// sampleV1 is the same as a program wrote it that knew Layout1.
func sampleV1() scanlog.Entry {
	e := sample()
	e.Layout, e.Versions, e.ID, e.Detail = scanlog.Layout1, "", "", ""
	return e
}

// A hash that changes breaks every log there is.
func TestTheHashOfAnEntryNeverChanges(t *testing.T) {
	for want, e := range map[string]scanlog.Entry{
		"f0eb5d38a5a6e349acbdc2d6f4f91d61178ab11bb53b20cdc34c3a29ba059c5a": sampleV1(),
		"50fdfabbcd92b39a2047cf01b59af5aaddf263ec791f1f0c73be0dd19f3bc3ea": sample(),
	} {
		hash := scanlog.Chain([32]byte{1, 2, 3}, e)
		if got := hex.EncodeToString(hash[:]); got != want {
			t.Errorf("layout %d: hash is %s, want %s", e.Layout, got, want)
		}
	}
}

// Each field of the desk's, changed alone, must change the hash; a field added
// to Entry without a place in Encode fails here.
func TestTheHashCoversEveryField(t *testing.T) {
	plain := scanlog.Chain([32]byte{}, sample())
	entry := reflect.TypeFor[scanlog.Entry]()
	for i := range entry.NumField() {
		e := sample()
		field := reflect.ValueOf(&e).Elem().Field(i)
		switch name := entry.Field(i).Name; {
		case name == "Prev" || name == "Hash":
			continue
		case name == "At":
			e.At = e.At.Add(1)
		case field.Kind() == reflect.String:
			field.SetString(field.String() + "x")
		default:
			field.SetInt(field.Int() + 1)
		}
		if scanlog.Chain([32]byte{}, e) == plain {
			t.Errorf("the hash does not cover %s", entry.Field(i).Name)
		}
	}
	zoned := sample()
	zoned.At = zoned.At.UTC()
	if scanlog.Chain([32]byte{}, zoned) == plain {
		t.Error("the hash does not cover the zone, which says the day")
	}
	if scanlog.Chain([32]byte{1}, sample()) == plain {
		t.Error("the hash does not cover the entry before")
	}
}

// decoder takes apart what Encode wrote.
type decoder struct{ rest []byte }

func (d *decoder) int() int64 {
	n := int64(binary.BigEndian.Uint64(d.rest))
	d.rest = d.rest[8:]
	return n
}

func (d *decoder) text() string {
	n := d.int()
	s := string(d.rest[:n])
	d.rest = d.rest[n:]
	return s
}

func decode(b []byte) (scanlog.Entry, int) {
	heading := "passdesk scan log entry 1\n"
	e := scanlog.Entry{Layout: int64(b[len(heading)-2] - '0')}
	d := &decoder{b[len(heading):]}
	e.Number = d.int()
	e.Kind = scanlog.Kind(d.text())
	e.Refers = d.int()
	e.At = scanlog.Moment(d.int(), d.int(), int(d.int()))
	e.Site, e.Desk = d.text(), d.text()
	e.Outcome, e.Reason = reason.Outcome(d.text()), reason.Reason(d.text())
	e.Flips, e.Issuer, e.Format, e.Policy = d.text(), d.text(), d.text(), d.text()
	if e.Layout == scanlog.Layout2 {
		e.Versions, e.ID = d.text(), scanlog.IDCheck(d.text())
	}
	e.By = scanlog.By(d.text())
	e.Took = time.Duration(d.int())
	if e.Layout == scanlog.Layout2 {
		e.Detail = d.text()
	}
	return e, len(d.rest)
}

// Whatever can be taken apart again without loss cannot be the encoding of
// two entries.
func FuzzNoTwoEntriesEncodeAlike(f *testing.F) {
	f.Add(int64(1), int64(0), int64(1634476333), int64(999999999), -14400, "Front desk", "https://a", int64(5))
	f.Add(int64(-1), int64(2), int64(-62135596800), int64(0), 50400, "", "\x00\xff", int64(-5))
	f.Add(int64(1<<62), int64(2), int64(0), int64(1), 3601, "ab", "c", int64(0))
	f.Fuzz(func(t *testing.T, number, refers, seconds, nanos int64, offset int, a, b string, took int64) {
		const years10000 = 10000 * 366 * 24 * 3600
		e := scanlog.Entry{
			Layout: scanlog.Layout1, Number: number, Kind: scanlog.Kind(b), Refers: refers,
			At:   scanlog.Moment(seconds%years10000, nanos, offset%86400),
			Site: a, Desk: b, Outcome: reason.Outcome(a), Reason: reason.Reason(a + b), Flips: b,
			Issuer: b, Format: a, Policy: b + a, By: scanlog.By(a), Took: time.Duration(took),
		}
		if took%2 != 0 {
			e.Layout, e.Versions, e.ID, e.Detail = scanlog.Layout2, a+b, scanlog.IDCheck(b), b+b
		}
		got, left := decode(scanlog.Encode(e))
		_, want := e.At.Zone()
		_, zone := got.At.Zone()
		if left != 0 || !got.At.Equal(e.At) || zone != want {
			t.Fatalf("%d bytes left, time %v for %v", left, got.At, e.At)
		}
		got.At, e.At = time.Time{}, time.Time{}
		if got != e {
			t.Errorf("took apart %+v, want %+v", got, e)
		}
	})
}

func TestCutsALongTextBetweenCharacters(t *testing.T) {
	e := sample()
	e.Number = 1
	e.Issuer = "x" + strings.Repeat("受", scanlog.MaxText)
	linked, err := scanlog.Head{}.Next(e)
	if err != nil {
		t.Fatal(err)
	}
	if want := "x" + strings.Repeat("受", 333); linked.Issuer != want {
		t.Errorf("kept %d bytes, want %d", len(linked.Issuer), len(want))
	}
	again, err := scanlog.Head{}.Next(linked)
	if err != nil || again != linked {
		t.Error("an entry that was made fit once is not fit")
	}
}
