package trust

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
)

// Addition is an issuer as it was added at a desk: what was given, as it was
// given but for private keys, so that a later version of the program judges it
// anew.
type Addition struct {
	ISS   string            `json:"iss"`
	Name  string            `json:"name"`
	Added time.Time         `json:"added"`
	Keys  json.RawMessage   `json:"keys"`           // a JSON web key set
	CRLs  []json.RawMessage `json:"crls,omitempty"` // card revocation lists
}

// The errors of NewAddition and ParseAdditions, beside those of ParseJWKS.
var (
	ErrNotAList     = errors.New("not a card revocation list")
	ErrNotAdditions = errors.New("not a file of issuers that were added at a desk")
)

// maxAdditions bounds the issuers that one desk adds.
const maxAdditions = 1000

// NewAddition checks what a manager gives before anything of it is kept. It
// is stricter than ParseJWKS: a file that is no revocation list was chosen by
// mistake. Of a key that gives its private part away only the fact is kept.
func NewAddition(iss, name string, at time.Time, jwks []byte, crls ...[]byte) (Addition, error) {
	a := Addition{ISS: iss, Name: name, Added: at.UTC(), Keys: withoutBOM(jwks)}
	for _, raw := range crls {
		a.CRLs = append(a.CRLs, withoutBOM(raw))
	}
	issuer, err := a.Issuer()
	if err != nil {
		return Addition{}, err
	}
	for _, raw := range a.CRLs {
		var list crl
		if json.Unmarshal(raw, &list) != nil || list.unreadable || list.Kid == "" {
			return Addition{}, ErrNotAList
		}
	}
	a.Name = issuer.Name
	a.Keys, err = withoutSecrets(a.Keys)
	return a, err
}

// secrets are the members of a key that nobody but its holder may have (RFC
// 7518, 6.2.2, 6.3.2 and 6.4).
var secrets = []string{"d", "p", "q", "dp", "dq", "qi", "oth", "k"}

// withoutSecrets empties the private members of every key in a set, which
// stays as it was if it has none. A key that has an empty one is still told to
// have given it away.
func withoutSecrets(jwks json.RawMessage) (json.RawMessage, error) {
	var tree any
	if err := json.Unmarshal(jwks, &tree); err != nil {
		return nil, ErrNotAKeySet
	}
	if !emptySecrets(tree) {
		return jwks, nil
	}
	clean, err := json.Marshal(tree)
	if err != nil {
		return nil, ErrNotAKeySet // its own would repeat the input
	}
	return clean, nil
}

// emptySecrets tells whether there was any, at whatever depth and in whatever
// letter case.
func emptySecrets(tree any) bool {
	found := false
	switch tree := tree.(type) {
	case []any:
		for _, element := range tree {
			found = emptySecrets(element) || found
		}
	case map[string]any:
		for name, member := range tree {
			if slices.Contains(secrets, strings.ToLower(name)) {
				tree[name], found = "", true
			} else {
				found = emptySecrets(member) || found
			}
		}
	}
	return found
}

// Issuer makes the issuer, for With. The errors are those of ParseJWKS.
func (a Addition) Issuer() (Issuer, error) {
	lists := make([][]byte, len(a.CRLs))
	for n, raw := range a.CRLs {
		lists[n] = raw
	}
	return ParseJWKS(a.ISS, a.Name, a.Keys, lists...)
}

// additions is the form of the file: {"issuers":[{"iss","name","added","keys",
// "crls"}]}, as in the file of test issuers.
type additions struct {
	Issuers []Addition `json:"issuers"`
}

// ParseAdditions reads what FormatAdditions wrote. It looks at the form only:
// WithAdditions judges the issuers one by one.
func ParseAdditions(raw []byte) ([]Addition, error) {
	if len(raw) > maxSnapshot {
		return nil, ErrTooLarge
	}
	var file additions
	if err := json.Unmarshal(withoutBOM(raw), &file); err != nil || file.Issuers == nil {
		return nil, ErrNotAdditions
	}
	if len(file.Issuers) > maxAdditions {
		return nil, ErrTooLarge
	}
	return file.Issuers, nil
}

// FormatAdditions writes additions as JSON that a person can read.
func FormatAdditions(all []Addition) ([]byte, error) {
	file := additions{all}
	if all == nil {
		file.Issuers = []Addition{}
	}
	raw, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		return nil, ErrNotAdditions // its own would repeat the input
	}
	return append(raw, '\n'), nil
}

// NotAdded is an addition that does not count, and why: ErrISSTaken and
// ErrNameTaken once the directory has come to know the issuer itself.
type NotAdded struct {
	ISS string
	Err error
}

// WithAdditions adds what may be added. One that may not takes nothing else
// down: it is told in the list.
func (d *Directory) WithAdditions(all []Addition) (*Directory, []NotAdded) {
	var not []NotAdded
	for _, a := range all {
		issuer, err := a.Issuer()
		if err == nil {
			var with *Directory
			if with, err = d.With(issuer); err == nil {
				d = with
				continue
			}
		}
		not = append(not, NotAdded{a.ISS, err})
	}
	return d, not
}
