package trust

import (
	"testing"
	"time"
)

// FuzzSnapshot reads snapshots as if they were signed.
func FuzzSnapshot(f *testing.F) {
	f.Add([]byte(`{"time":"2026-01-02T03:04:05Z","issuerInfo":[{"issuer":{"iss":"https://a.example","name":"A","canonical_iss":"https://a.example"},` +
		`"keys":[{"kty":"EC","use":"sig","alg":"ES256","crv":"P-256","kid":"x","x":"AA","y":"AA","crlVersion":"1"}],` +
		`"crls":[{"kid":"x","method":"rid","ctr":1,"rids":["AAAA.1"]}],"lastRetrieved":"2026-01-02T03:04:05Z"}]}`))
	f.Add([]byte(`{"time":"2026-01-02T03:04:05Z","issuerInfo":[{"issuer":{"iss":"https://a.example"},"keys":[null,1]}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		when, issuers, err := parseSnapshot(raw)
		if err != nil {
			return
		}
		d := index(when, issuers)
		for _, i := range d.Issuers() {
			for _, k := range i.Keys {
				if _, err := d.Lookup(i.ISS, k.Kid); err != nil {
					t.Errorf("a listed key is not found: %v", err)
				}
			}
		}
	})
}

// FuzzJWKS reads key sets.
func FuzzJWKS(f *testing.F) {
	f.Add([]byte(`{"keys":[{"kty":"EC","use":"sig","alg":"ES256","crv":"P-256","kid":"sug_U1WxH70-GHxYpAK2QI0k_NC8uAN9zzncTDDzMPY",` +
		`"x":"s0Doba8oYRzHzye3LgWkqAL9LJMg22j9QJyhzr2YlTk","y":"CbJpVmSV-1AHReM-6m54-JPJpRReu3Oitk2nP1HaxIM"}]}`))
	f.Add([]byte(`{"keys":[{"kty":"RSA","d":"x"},{}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		i, err := ParseJWKS("https://a.example", "A", raw)
		if err == nil && len(i.Keys) == 0 {
			t.Error("an issuer without a key")
		}
		for _, k := range i.Keys {
			if _, err := k.Public.Bytes(); err != nil {
				t.Error("a key off the curve")
			}
		}
	})
}

// FuzzAdditions reads the file of issuers that a desk added, and adds them.
// What was read is written so that it reads the same.
func FuzzAdditions(f *testing.F) {
	f.Add([]byte(`{"issuers":[{"iss":"https://clinic.example","name":"Clinic","added":"2026-01-02T03:04:05Z","keys":{"keys":[{"kty":"EC","use":"sig","alg":"ES256","crv":"P-256",` +
		`"kid":"sug_U1WxH70-GHxYpAK2QI0k_NC8uAN9zzncTDDzMPY","x":"s0Doba8oYRzHzye3LgWkqAL9LJMg22j9QJyhzr2YlTk","y":"CbJpVmSV-1AHReM-6m54-JPJpRReu3Oitk2nP1HaxIM"}]},` +
		`"crls":[{"kid":"x","method":"rid","ctr":1,"rids":["AAAA"]}]}]}`))
	f.Add([]byte(`{"issuers":[{}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		all, err := ParseAdditions(raw)
		if err != nil {
			return
		}
		d, not := new(Directory).WithAdditions(all)
		if issuers, _ := d.Count(AddedHere); issuers+len(not) > len(all) {
			t.Errorf("%d added and %d not, of %d", issuers, len(not), len(all))
		}
		written, err := FormatAdditions(all)
		if err != nil {
			return // a key set that is no JSON by itself
		}
		if again, err := ParseAdditions(written); err != nil || len(again) != len(all) {
			t.Errorf("%d became %d, %v", len(all), len(again), err)
		}
	})
}

// FuzzLooks: what looks the same looks the same however often one looks.
func FuzzLooks(f *testing.F) {
	f.Add("State of New York")
	f.Add("Ѕtаtе оf Νеw Yоrk")
	f.Fuzz(func(t *testing.T, name string) {
		if once := looks(name); looks(once) != once || looks(" "+name+"\u200b") != once {
			t.Errorf("%q looks like %q, and that like %q", name, once, looks(once))
		}
	})
}

// FuzzCRL reads revocation lists and asks them.
func FuzzCRL(f *testing.F) {
	f.Add([]byte(`{"kid":"x","method":"rid","ctr":"1","rids":["AAAA","AAAA.17","BBBB.1687450765"]}`), "AAAA", int64(17))
	f.Add([]byte(`{"method":"rid","rids":[null,1]}`), "", int64(-1))
	f.Fuzz(func(t *testing.T, raw []byte, rid string, nbf int64) {
		var l crl
		if l.UnmarshalJSON(raw) != nil {
			t.Error("one list costs its issuer")
		}
		r, why := l.revocations("")
		if r == nil && why == "" {
			t.Error("a list was left out without a word")
		}
		if r.Revoked(rid, time.Unix(nbf, 0)) && len(rid) > maxRID {
			t.Error("revoked by an id that cannot be listed")
		}
	})
}
