package assembly

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"passdesk/app/intake"
	"passdesk/verify/rules"
)

// Rules says where rule packs are, beside those that ship.
type Rules struct {
	Dir string // folder of the site's own, which need not exist; empty for none
}

// RulesBeside gives the folder of a site's own packs: it lies beside its
// settings file.
func RulesBeside(settingsFile string) Rules {
	return Rules{Dir: filepath.Join(filepath.Dir(settingsFile), "rules")}
}

// Library gives all packs there are. Those of the site are compiled and tried
// by their own tests; what of them is not used is in its Refused.
func (r Rules) Library() *rules.Library {
	if r.Dir == "" {
		return rules.Shipped()
	}
	if _, err := os.Stat(r.Dir); errors.Is(err, fs.ErrNotExist) {
		return rules.Shipped()
	}
	return rules.Shipped().With(os.DirFS(r.Dir))
}

// Policy makes a policy of packs by their ids, or by the names of files. Only
// what is named is compiled and tried; packs that ship were tried when
// Passdesk was built. The errors are *rules.UnknownPackError, *intake.Error,
// *rules.SourceError and *rules.ExampleError.
func (r Rules) Policy(names ...string) (*rules.Policy, error) {
	if policy, err := rules.NewPolicy(names...); err == nil || len(names) == 0 {
		return policy, err
	}
	library := r.Library()
	policy := &rules.Policy{}
	for _, name := range names {
		p, err := packOf(library, name)
		if err != nil {
			return nil, err
		}
		policy.Packs = append(policy.Packs, p)
	}
	return policy, nil
}

// Pack gives one pack by its id or the name of its file.
func (r Rules) Pack(name string) (*rules.Pack, error) { return packOf(r.Library(), name) }

func packOf(l *rules.Library, name string) (*rules.Pack, error) {
	if !isFile(name) {
		return l.Pack(name)
	}
	data, err := intake.Load(name)
	if err != nil {
		return nil, err
	}
	return l.Read(name, data)
}

// isFile tells a file's name from an id, which has no dots or slashes.
func isFile(name string) bool {
	return strings.ContainsAny(name, `./\`)
}
