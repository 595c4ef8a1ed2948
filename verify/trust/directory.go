package trust

import (
	"slices"
	"time"
)

// Directory knows issuers and their keys. It never changes: With makes
// another one. The zero Directory knows nobody.
type Directory struct {
	time    time.Time
	issuers []Issuer
	byISS   map[string]int // index into issuers
	byKey   map[keyID]Key
}

type keyID struct{ iss, kid string }

// New makes a Directory without a snapshot: it knows the two test issuers.
func New() (*Directory, error) { return build(time.Time{}, nil) }

// Open makes a Directory of a snapshot of the VCI directory and the signature
// over its bytes (DER, ECDSA with SHA-512), and adds the two test issuers. No
// byte of the snapshot is interpreted before one of the pins, valid at that
// moment, has vouched for all of them. The errors are ErrTooLarge,
// ErrNoSignature, ErrBadSignature, ErrPinDates and ErrMalformed.
func Open(snapshot, signature []byte, at time.Time, pins []Pin) (*Directory, error) {
	if len(snapshot) > maxSnapshot {
		return nil, ErrTooLarge
	}
	if err := checkSignature(snapshot, signature, at, pins); err != nil {
		return nil, err
	}
	when, issuers, err := parseSnapshot(snapshot)
	if err != nil {
		return nil, err
	}
	return build(when, issuers)
}

func build(when time.Time, issuers []Issuer) (*Directory, error) {
	tests, err := TestIssuers()
	if err != nil {
		return nil, err
	}
	return index(when, append(issuers, tests...)), nil
}

// index makes the maps. An issuer that is listed twice is found by its first
// row.
func index(when time.Time, issuers []Issuer) *Directory {
	d := &Directory{when, issuers, make(map[string]int, len(issuers)), make(map[keyID]Key, 2*len(issuers))}
	for n, issuer := range issuers {
		if _, twice := d.byISS[issuer.ISS]; twice {
			continue
		}
		d.byISS[issuer.ISS] = n
		for _, key := range issuer.Keys {
			d.byKey[keyID{issuer.ISS, key.Kid}] = key
		}
	}
	for _, issuer := range issuers {
		d.shareRevocations(issuer)
	}
	return d
}

// shareRevocations has a key that an alias and its canonical issuer both have
// revoke what either lists: a card is revoked under both of their names.
func (d *Directory) shareRevocations(alias Issuer) {
	if alias.Origin != FromDirectory || !d.lists(alias.Canonical) {
		return
	}
	for _, key := range alias.Keys {
		a, c := keyID{alias.ISS, key.Kid}, keyID{alias.Canonical, key.Kid}
		other, ok := d.byKey[c]
		if !ok || !other.Public.Equal(key.Public) || key.Revocations == nil && other.Revocations == nil {
			continue
		}
		all := key.Revocations.and(other.Revocations)
		key.Revocations, other.Revocations = all, all
		d.byKey[a], d.byKey[c] = key, other
	}
}

// lists tells whether an issuer is one of the snapshot.
func (d *Directory) lists(iss string) bool {
	n, ok := d.byISS[iss]
	return ok && d.issuers[n].Origin == FromDirectory
}

// With adds issuers of this desk, as ParseJWKS makes them. None may bear the
// address or the name of an issuer in the snapshot, nor one that looks like
// it: the errors are ErrISSTaken and ErrNameTaken. An address that was
// added before gets its new keys. A test issuer may be given other keys, yet
// stays a test issuer: its private key is public, so nothing kept at a desk
// can make it trustworthy.
func (d *Directory) With(added ...Issuer) (*Directory, error) {
	issuers := slices.Clone(d.issuers)
	for _, a := range added {
		if err := d.taken(a); err != nil {
			return nil, err
		}
		if !goodISS(a.ISS) {
			return nil, ErrISS
		}
		a = a.clone()
		a.Origin, a.Canonical = AddedHere, ""
		n := slices.IndexFunc(issuers, func(i Issuer) bool { return i.ISS == a.ISS })
		if n < 0 {
			issuers = append(issuers, a)
			continue
		}
		if old := issuers[n].Origin; old != FromDirectory {
			a.Origin = old
		}
		issuers[n] = a
	}
	return index(d.time, issuers), nil
}

// taken compares a with the issuers of the snapshot.
func (d *Directory) taken(a Issuer) error {
	name, address := looks(a.Name), place(a.ISS)
	for _, i := range d.issuers {
		if i.Origin != FromDirectory {
			continue
		}
		if place(i.ISS) == address {
			return ErrISSTaken
		}
		if looks(i.Name) == name {
			return ErrNameTaken
		}
	}
	return nil
}

// Lookup finds the key of an issuer, or gives ErrUnknownIssuer or
// ErrUnknownKey. Both texts are compared exactly: four pairs of issuers in
// the VCI directory differ only by letter case. Where the directory calls the
// issuer an alias of a canonical one of its own, the canonical one's keys
// count too; those of an issuer that was added at this desk never do.
func (d *Directory) Lookup(iss, kid string) (Key, error) {
	if key, ok := d.byKey[keyID{iss, kid}]; ok {
		return key, nil
	}
	n, ok := d.byISS[iss]
	if !ok {
		return Key{}, ErrUnknownIssuer
	}
	canonical := d.issuers[n].Canonical
	if key, ok := d.byKey[keyID{canonical, kid}]; ok && d.lists(canonical) {
		return key, nil
	}
	return Key{}, ErrUnknownKey
}

// Issuer finds an issuer by its exact address.
func (d *Directory) Issuer(iss string) (Issuer, bool) {
	n, ok := d.byISS[iss]
	if !ok {
		return Issuer{}, false
	}
	return d.issuers[n].clone(), true
}

// Issuers lists everyone: the snapshot's in its order, then the test issuers,
// then those added here.
func (d *Directory) Issuers() []Issuer {
	all := make([]Issuer, len(d.issuers))
	for n := range d.issuers {
		all[n] = d.issuers[n].clone()
	}
	return all
}

// Time is the moment the snapshot was made, zero without a snapshot.
func (d *Directory) Time() time.Time { return d.time }

// HasSnapshot tells whether there is a snapshot at all.
func (d *Directory) HasSnapshot() bool { return !d.time.IsZero() }

// Newer tells whether d's snapshot was made after the other's.
func (d *Directory) Newer(than *Directory) bool { return d.time.After(than.time) }

// Count gives the number of issuers of one origin, and of their usable keys.
func (d *Directory) Count(origin Origin) (issuers, keys int) {
	for _, i := range d.issuers {
		if i.Origin == origin {
			issuers++
			keys += len(i.Keys)
		}
	}
	return issuers, keys
}
