package trust

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// The limits of what is read. The real snapshot has 0.7 MB.
const (
	maxSnapshot = 16 << 20
	maxKeySet   = 1 << 20
	maxText     = 2048 // of an address or a name, in bytes
)

// snapshot is the form of vci_snapshot.json.
type snapshot struct {
	Time       time.Time `json:"time"`
	IssuerInfo []struct {
		Issuer struct {
			ISS       string `json:"iss"`
			Name      string `json:"name"`
			Canonical string `json:"canonical_iss"`
		} `json:"issuer"`
		Keys          []jwk     `json:"keys"`
		CRLs          []crl     `json:"crls"`
		LastRetrieved timestamp `json:"lastRetrieved"`
	} `json:"issuerInfo"`
}

// timestamp is a moment that may be unreadable, and is zero then.
type timestamp struct{ time.Time }

// UnmarshalJSON never fails: when an issuer was last seen matters less than
// the issuer.
func (t *timestamp) UnmarshalJSON(raw []byte) error {
	if t.Time.UnmarshalJSON(raw) != nil {
		t.Time = time.Time{}
	}
	return nil
}

// parseSnapshot reads a snapshot whose signature has been checked. Issuers
// with an impossible or repeated address are left out.
func parseSnapshot(raw []byte) (time.Time, []Issuer, error) {
	var s snapshot
	if err := json.Unmarshal(raw, &s); err != nil || s.Time.IsZero() || len(s.IssuerInfo) == 0 {
		return time.Time{}, nil, ErrMalformed
	}
	issuers := make([]Issuer, 0, len(s.IssuerInfo))
	seen := make(map[string]bool, len(s.IssuerInfo))
	for _, info := range s.IssuerInfo {
		if !goodISS(info.Issuer.ISS) || seen[info.Issuer.ISS] {
			continue
		}
		seen[info.Issuer.ISS] = true
		issuer := Issuer{
			ISS:           info.Issuer.ISS,
			Name:          printable(info.Issuer.Name),
			Canonical:     info.Issuer.Canonical,
			LastRetrieved: info.LastRetrieved.Time,
			Origin:        FromDirectory,
		}
		issuer.addKeys(info.Keys, info.CRLs)
		issuers = append(issuers, issuer)
	}
	return s.Time, issuers, nil
}

// ParseJWKS makes an issuer of a key set and its revocation lists, for With.
// It needs one usable key at least, or gives a *NoUsableError; the others are
// listed as refused.
func ParseJWKS(iss, name string, jwks []byte, crls ...[]byte) (Issuer, error) {
	issuer := Issuer{ISS: iss, Name: printable(name), Origin: AddedHere}
	switch {
	case !goodISS(iss):
		return Issuer{}, ErrISS
	case looks(issuer.Name) == "":
		return Issuer{}, ErrNoName
	case len(jwks) > maxKeySet:
		return Issuer{}, ErrTooLarge
	}
	keys, err := parseSet(withoutBOM(jwks))
	if err != nil {
		return Issuer{}, err
	}
	lists := make([]crl, len(crls))
	for i, raw := range crls {
		if len(raw) > maxSnapshot {
			return Issuer{}, ErrTooLarge
		}
		lists[i].unreadable = json.Unmarshal(withoutBOM(raw), &lists[i]) != nil || lists[i].unreadable
	}
	issuer.addKeys(keys, lists)
	if len(issuer.Keys) == 0 {
		return Issuer{}, &NoUsableError{issuer.Refused}
	}
	return issuer, nil
}

// addKeys judges every key and every list of an issuer.
func (i *Issuer) addKeys(keys []jwk, lists []crl) {
	seen := make(map[string]bool, len(keys))
	for n := range keys {
		kid := keys[n].Kid
		key, why := keys[n].key()
		if why != "" {
			i.refuse(kid, why)
			continue
		}
		why = keys[n].chain(i.ISS, key.Public)
		if why != "" {
			i.refuse(kid, why)
		}
		if why == whyOtherLeaf || seen[kid] { // or the same key again, with other certificates
			continue
		}
		seen[kid] = true
		key.Holder = i.ISS
		key.Revocations = i.revocations(&keys[n], lists)
		i.Keys = append(i.Keys, key)
	}
	for n := range lists {
		if lists[n].unreadable {
			i.refuse(lists[n].Kid, "a revocation list is not well formed")
		} else if !seen[lists[n].Kid] {
			i.refuse(lists[n].Kid, "a revocation list is for a key that the set does not have")
		}
	}
}

// refuse notes what is left out.
func (i *Issuer) refuse(kid, why string) {
	i.Refused = append(i.Refused, Refused{printable(kid), why})
}

// revocations joins all lists for a key, nil if there is none: what any of
// them revokes is revoked.
func (i *Issuer) revocations(k *jwk, lists []crl) *Revocations {
	var all *Revocations
	listed := false
	for n := range lists {
		if lists[n].unreadable || lists[n].Kid != k.Kid {
			continue
		}
		listed = true
		r, why := lists[n].revocations(k.CRLVersion)
		if why != "" {
			i.refuse(k.Kid, why)
		}
		all = all.and(r)
	}
	if !listed && k.CRLVersion != "" {
		i.refuse(k.Kid, "its revocation list is missing")
	}
	return all
}

// goodISS tells whether an issuer may have this address: no card names any
// other (see package shc).
func goodISS(iss string) bool {
	if len(iss) > maxText || !strings.HasPrefix(iss, "https://") || strings.HasSuffix(iss, "/") {
		return false
	}
	if strings.ContainsFunc(iss, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return false
	}
	u, err := url.Parse(iss)
	return err == nil && u.Host != "" && u.User == nil
}

// printable makes a text that is not ours fit for one line on the screen, and
// bounds it.
func printable(s string) string {
	if len(s) > maxText {
		s = s[:maxText]
	}
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r): // East Asian names have spaces of their own
			return ' '
		case unicode.IsPrint(r) && r != unicode.ReplacementChar:
			return r
		default:
			return -1
		}
	}, string(bytes.ToValidUTF8([]byte(s), nil)))
	return strings.Join(strings.Fields(clean), " ")
}
