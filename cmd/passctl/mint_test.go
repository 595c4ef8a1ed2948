package main

import (
	"strings"
	"testing"

	"passdesk/verify/mint"
)

func TestEveryMintedDefectIsFound(t *testing.T) {
	want := map[mint.Defect]string{
		"":                      "accepted",
		"missing-part":          "unreadable:incomplete",
		"odd-digits":            "invalid:malformed-code",
		"foreign-digits":        "invalid:malformed-code",
		"four-parts":            "invalid:malformed-jws",
		"wrong-algorithm":       "invalid:wrong-algorithm",
		"not-compressed":        "invalid:not-compressed",
		"zlib":                  "invalid:malformed-payload",
		"bom":                   "invalid:malformed-payload",
		"bomb":                  "invalid:malformed-payload",
		"milliseconds":          "invalid:malformed-payload",
		"not-a-health-card":     "invalid:not-a-health-card",
		"unreadable-bundle":     "unverified:cannot-tell",
		"http-issuer":           "invalid:malformed-issuer",
		"trailing-slash-issuer": "invalid:malformed-issuer",
		"unknown-issuer":        "unverified:unknown-issuer", // of the training world, so it is looked up
		"unknown-key":           "unverified:unknown-key",
		"altered":               "invalid:bad-signature",
		"der-signature":         "invalid:bad-signature",
		"revoked":               "invalid:revoked",
		"expired":               "invalid:expired",
		"future":                "invalid:not-yet-valid",
	}
	for _, d := range append(mint.Defects(), "") {
		spec := file(t, "card.json", "{"+adult+`,"defect":"`+string(d)+`"}`)
		texts := run("mint", spec).want(t, done, "").out
		status := other
		if d == "" {
			status = done
		}
		for _, input := range []string{file(t, "card.txt", texts), strings.TrimSpace(texts)} {
			if got := run("verify", "--json", "--training", input).want(t, status, "").reasons(t); got != want[d] {
				t.Errorf("%q: %s, want %s", d, got, want[d])
			}
		}
	}
}

func TestMintPrintsTheTrainingKeySet(t *testing.T) {
	set := run("mint", "--jwks").want(t, done, "").out
	training := mint.TrainingISS + "=" + file(t, "jwks.json", set)
	card := run("mint", file(t, "card.json", "{"+adult+"}")).want(t, done, "").out
	run("verify", "--issuer", training, strings.TrimSpace(card)).want(t, done, "")
	run("verify", strings.TrimSpace(card)).want(t, other, "")
}

func TestMintSaysWhatItCannotMint(t *testing.T) {
	run("mint", file(t, "card.json", `{"defect":"ugly"}`)).want(t, usage, "card.json: there is no such defect")
	run("mint", file(t, "card.json", `{"nme":{}}`)).want(t, usage, "card.json: not a card to mint")
	run("mint", "nowhere.json").want(t, usage, "nowhere.json: there is no such file")
}
