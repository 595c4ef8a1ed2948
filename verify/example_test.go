package verify_test

import (
	"fmt"
	"time"

	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

// A training card is made, and answered at a working desk and in training.
func ExampleVerifier_Verify() {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	spec, err := mint.Parse([]byte(`{"name":{"family":"Example","given":["Ada"]},"birthDate":"1951-01-20",
		"doses":[{"cvx":"207","date":"2021-01-01"},{"cvx":"207","date":"2021-01-29"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	issuer, err := mint.Training()
	if err != nil {
		fmt.Println(err)
		return
	}
	card, err := issuer.Card(spec, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	directory, err := trust.New() // trust.Open takes the signed one
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, training := range []bool{false, true} {
		verifier, err := verify.New(verify.Config{Directory: directory, Tables: vocab.Shipped(), Training: training})
		if err != nil {
			fmt.Println(err)
			return
		}
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

func ExampleRecognise() {
	format, sentence := verify.Recognise("HC1:6BF+70790T9WJWG.FKY*4GO0")
	fmt.Println(format)
	fmt.Println(sentence)
	// Output:
	// eu-dcc
	// This is a digital certificate of the European Union, the United Kingdom or the WHO, which this desk cannot check. Ask for a SMART Health Card or a paper record.
}
