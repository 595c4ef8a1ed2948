package trust_test

import (
	"testing"
	"time"

	"passdesk/verify/trust"
)

// listFor gives the revocations of a key with this crlVersion under this list.
func listFor(t *testing.T, version any, list object) (*trust.Revocations, []trust.Refused) {
	t.Helper()
	key := with(newKey(t), "crlVersion", version)
	if list != nil {
		list = with(list, "kid", key["kid"])
	}
	lists := [][]byte{}
	if list != nil {
		lists = append(lists, marshal(t, list))
	}
	i, err := trust.ParseJWKS("https://a.example", "A", marshal(t, object{"keys": []object{key}}), lists...)
	if err != nil {
		t.Fatal(err)
	}
	return i.Keys[0].Revocations, i.Refused
}

func TestEvaluatesEveryEntryOfARevocationID(t *testing.T) {
	r, refused := listFor(t, 3, object{"method": "rid", "ctr": 3, "rids": []string{
		"always", "until.1000", "both.1000", "both", "late.1000", "late.3000", "late.2000", "fraction.1687450765",
	}})
	if r == nil || len(refused) > 0 || r.Len() != 5 {
		t.Fatalf("%+v, refused %v", r, refused)
	}
	for _, c := range []struct {
		rid  string
		nbf  float64
		want bool
	}{
		{"always", 0, true}, {"always", 4e9, true},
		{"until", 999, true}, {"until", 1000, false},
		{"both", 5000, true},
		{"late", 2999, true}, {"late", 3000, false},
		{"fraction", 1687450764.657, true}, {"fraction", 1687450765.001, false},
		{"ALWAYS", 0, false}, {"other", 0, false}, {"", 0, false},
	} {
		nbf := time.UnixMilli(int64(c.nbf * 1000))
		if got := r.Revoked(c.rid, nbf); got != c.want {
			t.Errorf("%q issued at %v: revoked %v", c.rid, c.nbf, got)
		}
	}
}

func TestRefusesRevocationListsThatDoNotFit(t *testing.T) {
	rids := []string{"AAAA"}
	for name, c := range map[string]struct {
		version any
		list    object
		used    bool
		said    bool
	}{
		"number and number":    {1, object{"method": "rid", "ctr": 1, "rids": rids}, true, false},
		"string and number":    {"1", object{"method": "rid", "ctr": 1, "rids": rids}, true, false},
		"empty list":           {1, object{"method": "rid", "ctr": "1", "rids": []string{}}, true, false},
		"no version asked for": {nil, object{"method": "rid", "ctr": 9, "rids": rids}, true, false},
		"neither":              {nil, nil, false, false},
		"list missing":         {1, nil, false, true},
		"older list":           {2, object{"method": "rid", "ctr": 1, "rids": rids}, true, true},
		"newer list":           {1, object{"method": "rid", "ctr": 2, "rids": rids}, true, true},
		"list without version": {1, object{"method": "rid", "rids": rids}, true, true},
		"other method":         {1, object{"method": "bitmap", "ctr": 1, "rids": rids}, false, true},
		"no method":            {1, object{"ctr": 1, "rids": rids}, false, true},
		"a version in words":   {"2026-a", object{"method": "rid", "ctr": "2026-a", "rids": rids}, true, false},
		"rids are a text":      {1, object{"method": "rid", "ctr": 1, "rids": "AAAA"}, false, true},
		"rids of other types":  {1, object{"method": "rid", "ctr": 1, "rids": []any{1, "AAAA", nil, object{}}}, true, true},
		"some malformed":       {1, object{"method": "rid", "ctr": 1, "rids": []string{"AAAA", "base64==", "$wrong!", "a.b", "", "AAAA.-1"}}, true, true},
	} {
		r, refused := listFor(t, c.version, c.list)
		if (r != nil) != c.used || (len(refused) > 0) != c.said {
			t.Errorf("%s: used %v, said %v", name, r != nil, refused)
		}
		if r != nil && r.Len() > 0 && !r.Revoked("AAAA", day) {
			t.Errorf("%s: a listed card is not revoked", name)
		}
	}
}

// Two files may be given for one key, say of two years.
func TestAllListsOfAKeyCount(t *testing.T) {
	k := newKey(t)
	list := func(kid any, rids ...string) []byte {
		return marshal(t, object{"kid": kid, "method": "rid", "ctr": 1, "rids": rids})
	}
	i, err := trust.ParseJWKS("https://a.example", "A", marshal(t, object{"keys": []object{with(k, "crlVersion", 1)}}),
		list(k["kid"], "first", "both.1000"), list(k["kid"], "second", "both.2000"), list("strange", "third"), list(nil, "fourth"))
	if err != nil {
		t.Fatal(err)
	}
	r := i.Keys[0].Revocations
	for rid, want := range map[string]bool{"first": true, "second": true, "both": true, "third": false, "fourth": false} {
		if got := r.Revoked(rid, time.Unix(1500, 0)); got != want {
			t.Errorf("%s: revoked %v", rid, got)
		}
	}
	if len(i.Refused) != 2 || i.Refused[0] != (trust.Refused{Kid: "strange", Why: "a revocation list is for a key that the set does not have"}) {
		t.Errorf("%v", i.Refused)
	}
}
