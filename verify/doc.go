// Package verify says whether a JWS is a genuine health card; it reads no
// clock, file or network.
//
// It checks SMART Health Cards (specification 1.4.0) whose contents follow the
// HL7 guide "SMART Health Cards: Vaccination & Testing" 1.0.0. A program needs
// three things for that: a directory of issuers, the code tables, and the
// time. It needs no cgo.
//
//	pins, err := trust.Pins()                              // who may sign the directory
//	directory, err := trust.Open(snapshot, sig, now, pins) // the VCI snapshot and its signature
//	verifier, err := verify.New(verify.Config{Directory: directory, Tables: vocab.Shipped()})
//	verdict := verifier.Verify(text, now)                  // the text of a QR code, a JWS, or a card file
//
// # Verdicts
//
// A Verdict has three values. Genuine is reason.Yes when signature, dates and
// revocation were checked and hold and the issuer is trusted; reason.No when
// the card was checked and is wrong; reason.Unknown when it could not be
// checked. Only with Yes does it carry the holder's record: whoever shows a
// Record has a genuine one. The zero Verdict is not genuine.
//
// Reason is the first check that failed, a word of the closed list in package
// reason that never changes its spelling; Message says the same in one sentence
// for a person. A genuine card whose contents cannot be read keeps Yes, with
// reason.CannotTell and no Record.
//
// # The order of checks
//
// The text (Recognise, shc.Decode) and its JWS (shc.Parse), from the outermost
// layer inwards; issuer and key (trust.Directory.Lookup), by the exact address
// and the key id together; the signature; revocation; expiry and the moment of
// issue; the age of the directory; and whether the issuer is one for tests.
// What lies further in is not looked at once a check has failed.
//
// # Trust
//
// Keys come from a snapshot that a pinned key has signed, and from key sets
// that were given by hand (trust.NewAddition); never from an address, least of
// all from one that a card names. An issuer that was added by hand can neither
// replace nor extend one of the directory, nor bear its name. The issuers whose
// private keys are public are known, so that their cards can be told apart, and
// are trusted only by name (Config.Trusted) or for training.
//
// # Parts and files
//
// A card that comes in several QR codes is joined by shc.Parts, in any order;
// Verify calls one of its codes reason.Incomplete. A file is opened by shc.Open
// and may hold several cards, which are verified one by one. What is no card is
// told from other kinds of pass by Recognise.
//
// # Time
//
// Verify judges a card as of a moment that its caller gives, and names dates in
// that moment's zone. The age of the directory goes by Config.Now. Known.Check
// tells a clock that cannot be right.
//
// # Promises
//
// Verify is total: whatever the text, it gives a Verdict, neither an error nor
// a panic, in bounded time and within 24 MiB. A Verifier never changes and may
// be used by any number of goroutines. No Message holds anything of a card but
// its dates, or of any other text but the host of a web address. Each package below returns errors that errors.As or errors.Is can
// tell apart (*shc.Error, *fhir.Error, *vocab.Error, the Err values of trust),
// and that never repeat their input.
//
// Whether a genuine card is enough, at this desk and on this day, is the
// question of package rules and never answered here.
package verify
