package trust_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha512"
	"errors"
	"fmt"
	"time"

	"passdesk/verify/trust"
)

// A snapshot counts when a pinned key has signed its bytes as they are: as
// with "openssl dgst -sha512 -sign".
func ExampleOpen() {
	publisher, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		fmt.Println(err)
		return
	}
	snapshot := []byte(`{"time":"2026-08-22T04:43:50Z","issuerInfo":[{"issuer":{"iss":"https://state.example","name":"State of Example"},
		"keys":[{"kty":"EC","use":"sig","alg":"ES256","crv":"P-256","kid":"sug_U1WxH70-GHxYpAK2QI0k_NC8uAN9zzncTDDzMPY",
			"x":"s0Doba8oYRzHzye3LgWkqAL9LJMg22j9QJyhzr2YlTk","y":"CbJpVmSV-1AHReM-6m54-JPJpRReu3Oitk2nP1HaxIM"},
			{"kty":"RSA","kid":"old","n":"AQAB","e":"AQAB"}],"lastRetrieved":"2026-08-21T00:00:00Z"}]}`)
	digest := sha512.Sum512(snapshot)
	signature, err := ecdsa.SignASN1(rand.Reader, publisher, digest[:])
	if err != nil {
		fmt.Println(err)
		return
	}

	now := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	pins := []trust.Pin{{Name: "publisher", Public: &publisher.PublicKey, From: now.AddDate(-1, 0, 0), Until: now.AddDate(1, 0, 0)}}
	directory, err := trust.Open(snapshot, signature, now, pins) // trust.Pins gives the real ones
	if err != nil {
		fmt.Println(err)
		return
	}
	issuer, _ := directory.Issuer("https://state.example")
	fmt.Println(issuer.Name, "with", len(issuer.Keys), "key, seen", issuer.LastRetrieved.Format(time.DateOnly))
	fmt.Println("refused:", issuer.Refused[0].Kid, issuer.Refused[0].Why)

	_, err = directory.Lookup("https://State.example", "sug_U1WxH70-GHxYpAK2QI0k_NC8uAN9zzncTDDzMPY")
	fmt.Println(errors.Is(err, trust.ErrUnknownIssuer), err)
	_, err = trust.Open(snapshot[1:], signature, now, pins)
	fmt.Println(errors.Is(err, trust.ErrBadSignature), err)
	// Output:
	// State of Example with 1 key, seen 2026-08-21
	// refused: old not an elliptic curve key
	// true the directory does not know this issuer
	// true the snapshot is not what was signed: it was damaged or cut short
}
