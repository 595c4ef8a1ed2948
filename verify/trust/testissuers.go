package trust

import (
	"encoding/json"
	"fmt"

	"passdesk/assets"
)

// TestIssuers gives the issuers whose private keys are public: the example
// issuer of the specification, and the built-in training issuer. Every
// Directory knows them, so that a desk can say what their cards are.
func TestIssuers() ([]Issuer, error) {
	raw, err := assets.Trust.ReadFile("trust/test-issuers.json")
	if err != nil {
		return nil, fmt.Errorf("test issuers: %w", err)
	}
	var file struct {
		Issuers []struct {
			ISS    string
			Name   string
			Origin Origin
			Keys   json.RawMessage
			CRLs   []json.RawMessage
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("test issuers: %w", err)
	}
	var issuers []Issuer
	for _, i := range file.Issuers {
		lists := make([][]byte, len(i.CRLs))
		for n, list := range i.CRLs {
			lists[n] = list
		}
		issuer, err := ParseJWKS(i.ISS, i.Name, i.Keys, lists...)
		if err != nil {
			return nil, fmt.Errorf("test issuer %q: %w", i.Name, err)
		}
		issuer.Origin = i.Origin
		issuers = append(issuers, issuer)
	}
	return issuers, nil
}
