package postgres_test

import (
	_ "embed"
	"reflect"
	"testing"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/postgres"
	"passdesk/app/scanlog/storetest"
)

// schema1 is what postgres.Schema was before there were sums.
//
//go:embed testdata/schema-1.sql
var schema1 string

func TestAnOlderLogIsKeptAndMadeWhole(t *testing.T) {
	s := server(t)
	for _, sql := range []string{"CREATE DATABASE older", "CREATE DATABASE newer"} {
		if err := s.Execute("postgres", sql); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Execute("newer", postgres.Schema); err != nil {
		t.Fatal(err)
	}
	if err := s.Execute("older", schema1); err != nil {
		t.Fatal(err)
	}
	all := storetest.Mixed(3, 200)
	for _, name := range []string{"older", "newer"} {
		if err := open(t, s.Address("everything", name)).Append(all[:150]...); err != nil {
			t.Fatal(name, err)
		}
	}
	for range 2 { // once more does nothing
		if err := s.Execute("older", postgres.Schema); err != nil {
			t.Fatal(err)
		}
	}
	older, newer := open(t, s.Address("everything", "older")), open(t, s.Address("everything", "newer"))
	for _, store := range []*postgres.Store{older, newer} {
		if err := store.Append(all[150:]...); err != nil {
			t.Fatal(err)
		}
		if err := store.Check(); err != nil {
			t.Error(err)
		}
	}
	want, err := newer.Counts(scanlog.Query{})
	if err != nil || len(want) == 0 {
		t.Fatal(want, err)
	}
	if got, err := older.Counts(scanlog.Query{}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("the log that was there counts %v, %v\nwant %v", got, err, want)
	}
	if err := s.Execute("older", "UPDATE passdesk.sums SET n = n + 1"); err != nil {
		t.Fatal(err)
	}
	if older.Check() == nil {
		t.Error("sums that are wrong are not found")
	}
}
