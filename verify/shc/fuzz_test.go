package shc_test

import (
	"strings"
	"testing"
	"time"

	"passdesk/verify/reason"
	"passdesk/verify/shc"
)

// FuzzDecode reads the texts of QR codes.
func FuzzDecode(f *testing.F) {
	good := card(genuine)
	f.Add("shc:/" + digits(good))
	f.Add(codes(good, 2)[1])
	f.Add("SHC:/1/1/5676")
	f.Add(good)
	f.Fuzz(func(t *testing.T, text string) {
		jws, err := shc.Decode(text)
		if (err == nil) != (jws != "") || err != nil && reasonOf(err) == "" {
			t.Errorf("%q with error %v", jws, err)
		}
		if len(jws) > len(text) {
			t.Error("the JWS is longer than its text")
		}
	})
}

// FuzzParse reads compact forms; nothing may come of one that ours did not
// sign.
func FuzzParse(f *testing.F) {
	good := card(genuine)
	f.Add(good)
	f.Add(sign(`{"alg":"ES256","kid":"k"}`, []byte(genuine)))
	f.Add(card(`"text"`))
	f.Add("eyJ..")
	f.Fuzz(func(t *testing.T, compact string) {
		u, err := shc.Parse(compact)
		if err != nil {
			if reasonOf(err) == "" || u.Issuer() != "" || u.KeyID() != "" {
				t.Errorf("%v with issuer %q", err, u.Issuer())
			}
			return
		}
		if !strings.HasPrefix(u.Issuer(), "https://") || u.KeyID() == "" {
			t.Errorf("issuer %q, key %q", u.Issuer(), u.KeyID())
		}
		if _, err := u.Verify(&newKey("hers").PublicKey); err == nil {
			t.Error("a key verified what it did not sign")
		}
	})
}

// FuzzPayload reads contents as if they were signed: what comes out of them
// is within the bounds of the specification.
func FuzzPayload(f *testing.F) {
	f.Add([]byte(genuine))
	f.Add([]byte(strings.Replace(genuine, nbf, nbf+`,"exp":1e10`, 1)))
	f.Add([]byte(strings.Replace(genuine, `"vc":{`, `"vc":{"rid":"MKyCxh7p6uQ",`, 1)))
	f.Add([]byte(`{"iss":"https://a","iss":"https://b","nbf":1}`))
	f.Add([]byte("\xEF\xBB\xBF" + genuine))
	signature := encode(make([]byte, 64))
	f.Fuzz(func(t *testing.T, payload []byte) {
		u, err := shc.Parse(encode([]byte(header)) + "." + encode(deflate(string(payload))) + "." + signature)
		if err != nil {
			if r := reasonOf(err); r == "" || r == reason.WrongAlgorithm || u.Issuer() != "" {
				t.Errorf("%q: %v", r, err)
			}
			return
		}
		if len(payload) > 256<<10 || !strings.HasPrefix(u.Issuer(), "https://") || strings.HasSuffix(u.Issuer(), "/") || len(u.Issuer()) > 2048 {
			t.Errorf("%d bytes of %q", len(payload), u.Issuer())
		}
	})
}

// FuzzParts adds lines of a text, one a second, and must never lose count.
func FuzzParts(f *testing.F) {
	mine, hers := codes(card(genuine), 3), codes(card(her), 2)
	f.Add(strings.Join(mine, "\n"), uint8(1))
	f.Add(strings.Join(append(hers, mine...), "\n"), uint8(2))
	f.Add("shc:/1/2/56\nshc:/2/2/76\nshc:/1/2/56\nshc:/2/2/76", uint8(59))
	f.Fuzz(func(t *testing.T, lines string, seconds uint8) {
		var p shc.Parts
		var got shc.Progress
		at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		for _, line := range strings.Split(lines, "\n") {
			at = at.Add(time.Duration(seconds) * time.Second)
			if p, got = p.Add(line, at); got.Of != len(got.Have) || got.Got > got.Of {
				t.Errorf("%d of %d, %v", got.Got, got.Of, got.Have)
			}
			if (got.State == shc.Complete) != (got.JWS != "") {
				t.Errorf("%s with %q", got.State, got.JWS)
			}
		}
	})
}

// FuzzOpen reads files.
func FuzzOpen(f *testing.F) {
	good := card(genuine)
	f.Add([]byte(`{"verifiableCredential":["` + good + `"]}`))
	f.Add([]byte(`{"resourceType":"Parameters","parameter":[{"name":"verifiableCredential","valueString":"` + good + `"}]}`))
	f.Add([]byte(`https://viewer.example/open#%7B%22verifiableCredential%22%3A%5B%22eyJ%22%5D%7D`))
	f.Add([]byte("shc:/5676\n" + good))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := shc.Open(data)
		if (err == nil) != (len(file.Texts) > 0) || len(file.Texts) > 100 {
			t.Errorf("%d texts, %v", len(file.Texts), err)
		}
	})
}
