package assembly

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"passdesk/app/intake"
	"passdesk/app/settings"
	"passdesk/verify/rules"
)

// Rules says where rule packs are, beside those that ship, and what a site
// has changed in them.
type Rules struct {
	Dir   string // folder of the site's own, which need not exist; empty for none
	Edits []settings.Edit
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
// *rules.SourceError, *rules.ExampleError, and *rules.EditError for an edit that
// a pack does not take.
func (r Rules) Policy(names ...string) (*rules.Policy, error) {
	policy, err := r.policy(names)
	if err != nil {
		return nil, err
	}
	return policy.With(editsOf(r.Edits))
}

// policy makes one of the packs as they are.
func (r Rules) policy(names []string) (*rules.Policy, error) {
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

// Pack gives one pack by its id or the name of its file, as it is.
func (r Rules) Pack(name string) (*rules.Pack, error) { return packOf(r.Library(), name) }

// Edited gives a pack with the site's values.
func (r Rules) Edited(p *rules.Pack) (*rules.Pack, error) { return p.With(editsOf(r.Edits)) }

// Fitting gives the edits that their packs take, and why not the others.
func (r Rules) Fitting() (fit []settings.Edit, unfit []error) {
	if len(r.Edits) == 0 {
		return nil, nil
	}
	library := r.Library()
	for _, e := range r.Edits {
		pack, err := library.Pack(e.Pack)
		if err == nil {
			_, err = pack.With(editsOf([]settings.Edit{e}))
		}
		if err != nil {
			unfit = append(unfit, err)
			continue
		}
		fit = append(fit, e)
	}
	return fit, unfit
}

func editsOf(all []settings.Edit) rules.Edits {
	edits := rules.Edits{}
	for _, e := range all {
		if edits[e.Pack] == nil {
			edits[e.Pack] = map[string]string{}
		}
		edits[e.Pack][e.Param] = e.Value
	}
	return edits
}

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
