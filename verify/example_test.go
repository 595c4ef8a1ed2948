package verify_test

import (
	"fmt"
	"log"
	"time"

	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/shc"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

// ada is a card to mint: of a person who does not exist, with two doses.
const ada = `{"name":{"family":"Example","given":["Ada"]},"birthDate":"1951-01-20",
	"doses":[{"cvx":"207","date":"2021-01-01"},{"cvx":"207","date":"2021-01-29"}]}`

// must ends an example that cannot go on.
func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// mintAda signs a card of the training issuer.
func mintAda(at time.Time) mint.Card {
	return must(must(mint.Training()).Card(must(mint.Parse([]byte(ada))), at))
}

// A clinic publishes its keys, a desk adds them, and a visitor shows a card of
// that clinic.
func Example() {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	clinic := must(mint.FromSeed("https://clinic.example/shc", "the clinic's private key"))
	card := must(clinic.Card(must(mint.Parse([]byte(ada))), now.AddDate(0, -1, 0)))

	directory := must(trust.New()) // trust.Open takes the signed one
	issuer := must(trust.ParseJWKS(clinic.ISS, "Our clinic", must(clinic.JWKS())))
	directory = must(directory.With(issuer))
	verifier := must(verify.New(verify.Config{Directory: directory, Tables: vocab.Shipped()}))

	verdict := verifier.Verify(card.Texts[0], now)
	fmt.Println(verdict.Genuine, verdict.Message)
	fmt.Println("signed by", verdict.Issuer.Name, "on", verdict.NotBefore.Format(time.DateOnly))
	fmt.Println(verdict.Record.Holder.Name, verdict.Record.Holder.BirthDate)
	for _, dose := range verdict.Record.Doses {
		fmt.Println(dose.Date, dose.Vaccine.Product, dose.Valid)
	}
	// Output:
	// yes This is a genuine health card.
	// signed by Our clinic on 2026-10-24
	// Ada Example 1951-01-20
	// 2021-01-01 moderna yes
	// 2021-01-29 moderna yes
}

// A training card is answered at a working desk and in training.
func ExampleVerifier_Verify() {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	card := mintAda(now)
	for _, training := range []bool{false, true} {
		verifier := must(verify.New(verify.Config{Directory: must(trust.New()), Tables: vocab.Shipped(), Training: training}))
		verdict := verifier.Verify(card.Texts[0], now)
		fmt.Println(verdict.Genuine, verdict.Reason, verdict.Message)
		if verdict.Record != nil {
			fmt.Println(len(verdict.Record.Doses), "doses, last on", verdict.Record.Doses[1].Date)
		}
	}
	// Output:
	// unknown test-issuer This is a training card. Anybody can make one.
	// yes  This is a genuine health card.
	// 2 doses, last on 2021-01-29
}

// Three cards that are wrong, each in its own way.
func ExampleVerifier_Verify_reasons() {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	verifier := must(verify.New(verify.Config{Directory: must(trust.New()), Tables: vocab.Shipped(), Training: true}))
	spec := must(mint.Parse([]byte(ada)))
	for _, spec.Defect = range []mint.Defect{"altered", "revoked", "expired"} {
		verdict := verifier.Verify(must(must(mint.Training()).Card(spec, now)).JWS, now)
		fmt.Println(verdict.Genuine, verdict.Reason, verdict.Record == nil)
		fmt.Println(verdict.Message)
	}
	// Output:
	// no bad-signature true
	// The card was changed after it was signed, or its signature is forged.
	// no revoked true
	// The issuer has revoked this card.
	// no expired true
	// This card expired on 23 November 2026.
}

// A card in several QR codes is joined first, in whatever order they come.
func ExampleVerifier_Verify_parts() {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	verifier := must(verify.New(verify.Config{Directory: must(trust.New()), Tables: vocab.Shipped(), Training: true}))
	spec := must(mint.Parse([]byte(ada)))
	for n := range 48 {
		spec.Doses = append(spec.Doses, mint.Dose{CVX: "88", Date: fmt.Sprint(1970 + n), Lot: fmt.Sprintf("%x", n*n*n*7919)})
	}
	codes := must(must(mint.Training()).Card(spec, now)).Texts

	var parts shc.Parts
	for n := range codes {
		var progress shc.Progress
		parts, progress = parts.Add(codes[len(codes)-1-n], now)
		fmt.Println(progress.State, progress.Got, "of", progress.Of)
		if progress.State == shc.Complete {
			fmt.Println(verifier.Verify(progress.JWS, now).Message)
		}
	}
	// Output:
	// added 1 of 2
	// complete 2 of 2
	// This is a genuine health card.
}

func ExampleRecognise() {
	format, sentence := verify.Recognise("HC1:6BF+70790T9WJWG.FKY*4GO0")
	fmt.Println(format)
	fmt.Println(sentence)
	// Output:
	// eu-dcc
	// This is a digital certificate of the European Union, the United Kingdom or the WHO, which this desk cannot check. Ask for a SMART Health Card or a paper record.
}
