package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Version tells this pack from another of the same id: eight digits of the
// SHA-256 of all that it was read from, with what it extends and the packs of
// which any is enough too. Nobody has to count it up, or can forget to.
func (p *Pack) Version() string {
	sum := p.fingerprint()
	return hex.EncodeToString(sum[:4])
}

func (p *Pack) fingerprint() [sha256.Size]byte {
	if len(p.others) == 0 {
		return p.source.sum
	}
	all := p.source.sum[:]
	for _, o := range p.others {
		sum := o.fingerprint()
		all = append(all, sum[:]...)
	}
	return sha256.Sum256(all)
}

// Versions gives the versions of the packs joined by "+", in the order of
// String.
func (p *Policy) Versions() string {
	versions := make([]string, len(p.Packs))
	for i, pack := range p.Packs {
		versions[i] = pack.Version()
	}
	return strings.Join(versions, "+")
}
