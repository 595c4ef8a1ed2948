// Package verify says whether a JWS is a genuine health card; it reads no
// clock, file or network.
//
// A program that checks SMART Health Cards needs three things: a directory of
// issuers, the code tables, and the time.
//
//	pins, err := trust.Pins()                                // who may sign the directory
//	directory, err := trust.Open(snapshot, sig, now, pins)   // the VCI snapshot and its signature
//	verifier, err := verify.New(verify.Config{Directory: directory, Tables: vocab.Shipped()})
//	verdict := verifier.Verify(text, now)                    // the text of a QR code, or a JWS
//
// A Verdict has three values. Genuine is Yes when signature, dates and
// revocation were checked and hold and the issuer is trusted; No when the card
// was checked and is wrong; Unknown when it could not be checked. Only with Yes
// does it carry the holder's record. Reason is the first check that failed, of
// the closed list in package reason; Message is one sentence for a person.
//
// The checks, in their order: the text (Recognise, shc.Decode), the envelope
// (shc.Parse), issuer and key (trust), the signature, revocation, dates, the
// age of the directory, and whether the issuer is one for tests.
//
// A card that comes in several codes is joined by shc.Parts first, and a file
// is opened by shc.Open. Whether a genuine card is enough, at this desk and on
// this day, is the question of package rules and never answered here.
//
// Verify is total: whatever the text, it gives a Verdict, neither an error nor
// a panic, in bounded time and memory. No Message holds anything of a card but
// its dates. A Verifier never changes and may be used by many goroutines.
package verify
