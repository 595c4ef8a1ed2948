package verify_test

import (
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/shc"
)

// The cards below are signed with a key that the desk trusts, and say what no
// honest issuer says. None may be read as more than it says for certain.

const (
	holder = `{"fullUrl":"resource:0","resource":{"resourceType":"Patient","name":[{"family":"Anyperson","given":["John"]}],"birthDate":"1951-01-20"}}`
	dose   = `{"fullUrl":"resource:1","resource":{"resourceType":"Immunization","status":"completed","vaccineCode":{"coding":[{"system":"http://hl7.org/fhir/sid/cvx","code":"207"}]},"patient":{"reference":"resource:0"},"occurrenceDateTime":"2021-01-01"}}`
)

// hostile signs a card with these entries in its bundle, written as they are.
func hostile(t testing.TB, w world, entries string) string {
	t.Helper()
	return signedAs(t, w, `{"iss":"`+listedISS+`","nbf":1622576398,"vc":{"type":["https://smarthealth.cards#health-card"],`+
		`"credentialSubject":{"fhirVersion":"4.0.1","fhirBundle":{"resourceType":"Bundle","type":"collection","entry":[`+entries+`]}}}}`)
}

// signedAs signs a payload, written as it is.
func signedAs(t testing.TB, w world, payload string) string {
	t.Helper()
	f := genuineCard(t, w)
	f.compress = func([]byte) []byte { return deflated([]byte(payload)) }
	return f.sign(t)
}

func TestCountsNoDoseThatIsNotCertain(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	change := func(old, new string) string {
		if !strings.Contains(dose, old) {
			t.Fatalf("the dose has no %s", old)
		}
		return holder + "," + strings.Replace(dose, old, new, 1)
	}
	const status, patient, code = `"status":"completed"`, `"patient":{"reference":"resource:0"}`, `{"system":"http://hl7.org/fhir/sid/cvx","code":"207"}`
	for name, c := range map[string]struct {
		entries string
		valid   reason.Answer
		known   bool
	}{
		"a plain dose":               {holder + "," + dose, reason.Yes, true},
		"status in capitals beside":  {change(status, `"status":"not-done","Status":"completed"`), reason.No, true},
		"status by a folding letter": {change(status, `"\u017ftatus":"completed"`), reason.No, true},
		"status in a list":           {change(status, `"status":["completed"]`), reason.No, true},
		"status with a space":        {change(status, `"status":"completed "`), reason.No, true},
		"status with no-width space": {change(status, `"status":"completed\u200b"`), reason.No, true},
		"subpotent as a word":        {change(status, status+`,"isSubpotent":"no"`), reason.No, true},
		"subpotent as an object":     {change(status, status+`,"isSubpotent":{}`), reason.No, true},
		"modified":                   {change(status, status+`,"modifierExtension":[{"url":"https://example.org/entered-by-mistake"}]`), reason.Unknown, true},
		"extended":                   {change(status, status+`,"extension":[{"url":"https://example.org/x","valueBoolean":true}],"_status":{"extension":[]}`), reason.Yes, true},
		"another's":                  {change(patient, `"patient":{"reference":"resource:7"}`), reason.No, true},
		"its own":                    {change(patient, `"patient":{"reference":"resource:1"}`), reason.No, true},
		"contained patient's":        {change(patient, `"contained":[{"resourceType":"Patient","id":"p"}],"patient":{"reference":"#p"}`), reason.Unknown, true},
		"somebody's by name":         {change(patient, `"patient":{"display":"John Anyperson"}`), reason.Unknown, true},
		"patient as a text":          {change(patient, `"patient":"resource:7"`), reason.Unknown, true},
		"an absolute address":        {change(patient, `"patient":{"reference":"https://example.org/Patient/0"}`), reason.No, true},
		"two patients, the second's": {holder + `,{"fullUrl":"resource:9","resource":{"resourceType":"Patient"}},` + strings.Replace(dose, "resource:0", "resource:9", 1), reason.No, true},
		"two patients, one address":  {holder + "," + holder + "," + dose, reason.Unknown, true},
		"a patient in lower case":    {strings.Replace(holder, "Patient", "patient", 1) + "," + dose, reason.Unknown, true},
		"no patient":                 {dose, reason.Unknown, true},
		"a circle of references": {holder + "," + strings.Replace(dose, patient, patient+`,"partOf":{"reference":"resource:2"},"performer":[{"actor":{"reference":"resource:2"}}]`, 1) +
			`,{"fullUrl":"resource:2","resource":{"resourceType":"Encounter","partOf":{"reference":"resource:1"}}}`, reason.Yes, true},
		"no such date":            {change(`2021-01-01`, `2021-02-30`), reason.Unknown, true},
		"a date in other digits":  {change(`2021-01-01`, `２０２１-01-01`), reason.Unknown, true},
		"a date as a number":      {change(`"2021-01-01"`, `20210101`), reason.Unknown, true},
		"a code as a number":      {change(`"code":"207"`, `"code":207`), reason.Yes, false},
		"a code with a space":     {change(`"code":"207"`, `"code":" 207"`), reason.Yes, false},
		"a code in other digits":  {change(`"code":"207"`, `"code":"２０７"`), reason.Yes, false},
		"a system with a slash":   {change(`sid/cvx"`, `sid/cvx/"`), reason.Yes, false},
		"a system in capitals":    {change(`hl7.org`, `HL7.org`), reason.Yes, false},
		"two vaccines at once":    {change(code, code+`,{"system":"http://hl7.org/fhir/sid/cvx","code":"88"}`), reason.Yes, false},
		"two products at once":    {change(code, code+`,{"system":"http://hl7.org/fhir/sid/cvx","code":"208"}`), reason.Yes, false},
		"a code that is not ours": {change(code, `{"system":"http://hl7.org/fhir/sid/cvx","code":"999"}`), reason.Yes, false},
		"codes without end":       {change(code, strings.Repeat(code+",", 2000)+code), reason.Yes, true},
	} {
		got := v.Verify(hostile(t, w, c.entries), today)
		if got.Genuine != reason.Yes || got.Record == nil || len(got.Record.Doses) != 1 {
			t.Errorf("%s: %s %q with %v", name, got.Genuine, got.Reason, got.Record)
			continue
		}
		d := got.Record.Doses[0]
		if d.Valid != c.valid || d.Known != c.known || (d.Valid == reason.Yes) != (d.Why == fhir.NoObjection) {
			t.Errorf("%s: %s %q, known %v; want %s, %v", name, d.Valid, d.Why, d.Known, c.valid, c.known)
		}
	}
}

func TestReadsNothingThatSaysTwoThings(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	good := holder + "," + dose
	for name, text := range map[string]string{
		"a status twice":        hostile(t, w, strings.Replace(good, `"status"`, `"status":"not-done","status"`, 1)),
		"a status with escapes": hostile(t, w, strings.Replace(good, `"status"`, `"\u0073tatus":"not-done","status"`, 1)),
		"a resource twice":      hostile(t, w, strings.Replace(good, `"resource":{"resourceType":"Immunization",`, `"resource":{"resourceType":"Immunization"},"resource":{`, 1)),
		"a birth date twice":    hostile(t, w, strings.Replace(good, `"birthDate"`, `"birthDate":"2001-01-01","birthDate"`, 1)),
		"entries twice":         hostile(t, w, good+`],"entry":[`+good),
		"unknown members twice": hostile(t, w, strings.Replace(good, `"status"`, `"x":1,"x":2,"status"`, 1)),
		"an expiry beyond all":  signedAs(t, w, `{"iss":"`+listedISS+`","nbf":1,"exp":-1e999,"vc":{"type":["https://smarthealth.cards#health-card"],"credentialSubject":{"fhirBundle":{"a":1}}}}`),
		"subpotent by a number": hostile(t, w, strings.Replace(good, `"status"`, `"isSubpotent":1e999,"status"`, 1)),
		"not UTF-8":             hostile(t, w, strings.Replace(good, "John", "J\xf6hn", 1)),
		"too deep":              hostile(t, w, good+`,{"x":`+strings.Repeat("[", 10_000)+strings.Repeat("]", 10_000)+`}`),
		"an issuer twice":       signedAs(t, w, `{"iss":"https://evil.example","iss":"`+listedISS+`","nbf":1,"vc":{"type":["https://smarthealth.cards#health-card"],"credentialSubject":{"fhirBundle":{"a":1}}}}`),
		"an expiry twice":       signedAs(t, w, `{"iss":"`+listedISS+`","nbf":1,"exp":2,"exp":1e10,"vc":{"type":["https://smarthealth.cards#health-card"],"credentialSubject":{"fhirBundle":{"a":1}}}}`),
	} {
		if got := v.Verify(text, today); got.Reason != reason.MalformedPayload || got.Record != nil {
			t.Errorf("%s: %q", name, got.Reason)
		}
	}
}

func TestHugeCardsAreReadOrRefusedInBoundedMemory(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	most := func(item string, size int) string { return strings.Repeat(item+",", size/(len(item)+1)) + item }
	for name, c := range map[string]struct {
		text string
		want reason.Reason
	}{
		"2,000 entries":   {hostile(t, w, holder+strings.Repeat(`,{}`, 1999)), ""},
		"2,001 entries":   {hostile(t, w, holder+strings.Repeat(`,{}`, 2000)), reason.CannotTell},
		"1,900 doses":     {hostile(t, w, holder+strings.Repeat(`,{"resource":{"resourceType":"Immunization","patient":{"reference":"Patient/0123456789"}}}`, 1900)), ""},
		"huge numbers":    {hostile(t, w, holder+`,{"x":1e999,"y":-1e-999,"z":`+strings.Repeat("9", 10_000)+`}`), reason.MalformedPayload},
		"empty objects":   {hostile(t, w, most(`{}`, 250<<10)), reason.CannotTell},
		"a long name":     {hostile(t, w, strings.Replace(holder, "John", strings.Repeat("J", 200<<10), 1)), ""},
		"deep, not wrong": {hostile(t, w, holder+`,{"x":`+strings.Repeat("[", 9_000)+strings.Repeat("]", 9_000)+`}`), ""},
		"a bomb":          {signedAs(t, w, strings.Repeat(" ", 40<<20)), reason.MalformedPayload},
		"many slashes":    {"shc:/" + strings.Repeat("/", 1<<20-5), reason.MalformedCode},
		"many dots":       {"eyJ" + strings.Repeat(".", 1<<20-3), reason.MalformedJWS},
		"many lines":      {"{" + strings.Repeat("\n", 1<<20-1), reason.NotACard},
		"a huge text":     {"shc:/" + strings.Repeat("5", 64<<20), reason.NotACard},
		"a file of cards": {`{"verifiableCredential":[` + most(`""`, 1<<19) + `]}`, reason.NotACard},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := v.Verify(c.text, today)
		runtime.ReadMemStats(&after)
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > mostMiB {
			t.Errorf("%s: %d MiB", name, took)
		}
		if got.Reason != c.want || (got.Record != nil) != (c.want == "") {
			t.Errorf("%s: %q, want %q", name, got.Reason, c.want)
		}
	}
}

// mostMiB is more than any text may cost: a payload of 256 KiB at 64 bytes
// each, and a file of cards.
const mostMiB = 24

// A key id or an issuer that only looks like a known one is not known, and
// is never shown: what could draw it is malformed.
func TestTricksOfLettersFindNoKey(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	kid := kidOf(t, w.listed)
	for name, c := range map[string]struct {
		spoil func(*forgery)
		want  reason.Reason
	}{
		"kid in capitals":           {func(f *forgery) { f.header["kid"] = strings.ToUpper(kid) }, reason.UnknownKey},
		"kid with padding":          {func(f *forgery) { f.header["kid"] = kid + "=" }, reason.MalformedJWS},
		"kid with a line break":     {func(f *forgery) { f.header["kid"] = kid + "\n" }, reason.MalformedJWS},
		"kid with a hidden letter":  {func(f *forgery) { f.header["kid"] = kid + "\u200b" }, reason.MalformedJWS},
		"kid of other loose bits":   {func(f *forgery) { f.header["kid"] = loosened(t, kid) }, reason.UnknownKey},
		"kid as a list":             {func(f *forgery) { f.header["kid"] = []string{kid} }, reason.MalformedJWS},
		"a key in the header":       {func(f *forgery) { f.header["jwk"] = map[string]any{"kty": "EC"}; f.header["kid"] = "mine" }, reason.UnknownKey},
		"an address in the header":  {func(f *forgery) { f.header["jku"] = "https://evil.example/jwks.json" }, ""},
		"iss in capitals":           {func(f *forgery) { f.claims["iss"] = strings.ToUpper(listedISS[8:9]) + listedISS[9:] }, reason.MalformedIssuer},
		"iss with a capital":        {func(f *forgery) { f.claims["iss"] = "https://Listed.example/shc" }, reason.UnknownIssuer},
		"iss with a port":           {func(f *forgery) { f.claims["iss"] = "https://listed.example:443/shc" }, reason.UnknownIssuer},
		"iss with a dot segment":    {func(f *forgery) { f.claims["iss"] = "https://listed.example/x/../shc" }, reason.UnknownIssuer},
		"iss with an escape":        {func(f *forgery) { f.claims["iss"] = "https://listed.example/%73hc" }, reason.UnknownIssuer},
		"iss with a question":       {func(f *forgery) { f.claims["iss"] = listedISS + "?" }, reason.UnknownIssuer},
		"iss with a Cyrillic e":     {func(f *forgery) { f.claims["iss"] = strings.Replace(listedISS, "e", "е", 1) }, reason.MalformedIssuer},
		"iss with a hidden letter":  {func(f *forgery) { f.claims["iss"] = listedISS + "\u2060" }, reason.MalformedIssuer},
		"iss written backwards":     {func(f *forgery) { f.claims["iss"] = "https://\u202e" + listedISS[8:] }, reason.MalformedIssuer},
		"iss behind a name":         {func(f *forgery) { f.claims["iss"] = "https://listed.example@evil.example/shc" }, reason.MalformedIssuer},
		"iss with a null":           {func(f *forgery) { f.claims["iss"] = listedISS + "\x00" }, reason.MalformedIssuer},
		"another's iss, this key":   {func(f *forgery) { f.claims["iss"] = localISS }, reason.UnknownKey},
		"this iss, another's key":   {func(f *forgery) { f.header["kid"] = kidOf(t, w.local); f.signer = w.local }, reason.UnknownKey},
		"this kid, another's key":   {func(f *forgery) { f.signer = w.local }, reason.BadSignature},
		"a local issuer's training": {func(f *forgery) { f.signer = w.training }, reason.BadSignature},
	} {
		f := genuineCard(t, w)
		c.spoil(f)
		got := v.Verify(f.sign(t), today)
		if got.Reason != c.want || got.Genuine != c.want.Genuine() {
			t.Errorf("%s: %q, want %q", name, got.Reason, c.want)
		}
		for _, shown := range []string{got.Issuer.ISS, got.Issuer.Kid} {
			if strings.ContainsFunc(shown, func(r rune) bool { return r <= ' ' || r > '~' }) {
				t.Errorf("%s: shows %q", name, shown)
			}
		}
	}
}

// loosened changes the bits of the last character that stand for nothing.
func loosened(t *testing.T, kid string) string {
	t.Helper()
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	last := strings.IndexByte(alphabet, kid[len(kid)-1])
	return kid[:len(kid)-1] + string(alphabet[last^1])
}

// The mark stands in every field that a card has, and every way to fail is
// tried.
func TestNoMessageRepeatsAnythingOfACard(t *testing.T) {
	w := newWorld(t)
	w.directory = revokingDirectory(t, w.listed)
	const marker = "Mrkr0815"
	said := map[string]bool{}
	check := func(text string, c verify.Config) {
		got := w.verifier(t, c).Verify(text, today)
		said[got.Message] = true
		if strings.Contains(strings.ToLower(fmt.Sprint(got.Message, got.Reason, got.Format)), strings.ToLower(marker)) || got.Message == "" {
			t.Errorf("%q", got.Message)
		}
	}
	for _, d := range defects(t, w) {
		f := genuineCard(t, w)
		f.header["x"], f.claims["sub"], f.claims["jti"] = marker, marker, marker
		f.credential["credentialSubject"] = map[string]any{"id": marker, "fhirBundle": map[string]any{"resourceType": "Bundle", "id": marker, "entry": []any{
			map[string]any{"fullUrl": marker, "resource": map[string]any{"resourceType": "Patient", "id": marker, "name": []any{map[string]any{"family": marker, "given": []string{marker}}}, "birthDate": marker}},
		}}}
		d.spoil(f)
		check(f.sign(t), f.desk)
	}
	for _, text := range []string{
		marker, "shc:/" + marker, "shc:/1/2/" + marker, "shc:/1/" + marker + "/5676", "eyJ" + marker, "eyJ" + marker + "." + marker + "." + marker,
		`{"verifiableCredential":["` + marker + `"]}`, `{"verifiableCredential":["` + marker + `","` + marker + `"]}`, `{"verifiableCredential":"` + marker + `"}`,
		"https://" + marker + ":" + marker + "@menu.example/" + marker + "?" + marker + "#" + marker, "HC1:" + marker, "M1" + marker + "/ANNA        EABC123 YULFRAAC 0834 326J001A0025 100",
		`{"data":{"hdr":{"t":"icao.vacc"},"msg":"` + marker + `"}}`, "shlink:/" + marker, "BEGIN:VCARD\nFN:" + marker,
		base64.StdEncoding.EncodeToString([]byte(`{"proof":{"creator":"did:hpass:x","signatureValue":"` + marker + `"}}`)),
		signedAs(t, w, `{"iss":"`+marker+`","nbf":1}`), signedAs(t, w, `{"`+marker+`"`), signedAs(t, w, `{"nbf":"`+marker+`"}`),
		signedAs(t, w, `{"nbf":1,"`+marker+`":1,"`+marker+`":2}`),
	} {
		check(text, verify.Config{})
	}
	if len(said) < 20 {
		t.Errorf("only %d different messages", len(said))
	}
}

// Header, payload and signature belong together: none of two genuine cards
// can be put together into a third.
func TestNoPartOfACardCanBeExchanged(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	mine := hostile(t, w, holder+","+dose)
	hers := hostile(t, w, strings.Replace(holder, "John", "Jane", 1)+","+dose)
	a, errA := shc.Decode(mine)
	b, errB := shc.Decode(hers)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for mask := 1; mask < 7; mask++ {
		mixed := make([]string, 3)
		for i := range mixed {
			mixed[i] = x[i]
			if mask>>i&1 == 1 {
				mixed[i] = y[i]
			}
		}
		jws := strings.Join(mixed, ".")
		if got := v.Verify(mint.Texts(jws)[0], today); jws != a && jws != b && (got.Reason != reason.BadSignature || got.Record != nil) {
			t.Errorf("parts %03b exchanged: %q", mask, got.Reason)
		}
	}
}
