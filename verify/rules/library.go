package rules

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"passdesk/assets"
)

// Library is the packs there are to choose from. It is immutable.
type Library struct {
	packs   []*Pack
	Refused []Refused // files that hold no pack that can be used
}

// Refused is a file that is not used, and why.
type Refused struct {
	File string
	Err  error
}

// UnknownPackError says that no pack has this id.
type UnknownPackError struct {
	ID    string
	Known []string
}

// Error gives a sentence that lists the ids there are.
func (e *UnknownPackError) Error() string {
	return fmt.Sprintf("there is no rule pack %q; the rule packs are %s", e.ID, strings.Join(e.Known, ", "))
}

// Shipped gives the packs that come with Passdesk, read once and compiled
// when they are first asked. They are constant, so a failure to read them is
// a broken build and not an error to handle: it panics, and tests read,
// compile and try them all.
func Shipped() *Library { return shipped() }

var shipped = sync.OnceValue(func() *Library {
	files, err := fs.Sub(assets.Rules, "rules")
	if err != nil {
		panic(err)
	}
	l := (&Library{}).add(files)
	for _, r := range l.Refused {
		panic(r.Err)
	}
	return l
})

// NewPolicy makes a policy of shipped packs, see Library.Policy.
func NewPolicy(ids ...string) (*Policy, error) { return Shipped().Policy(ids...) }

// Packs lists the packs by id.
func (l *Library) Packs() []*Pack { return slices.Clone(l.packs) }

// Pack gives the pack of an id. It fails with *UnknownPackError, or with what
// is wrong with the file of that id.
func (l *Library) Pack(id string) (*Pack, error) {
	if i := slices.IndexFunc(l.packs, func(p *Pack) bool { return p.ID == id }); i >= 0 {
		return l.packs[i], nil
	}
	for _, r := range l.Refused {
		if r.File == id+".yaml" {
			return nil, r.Err
		}
	}
	err := &UnknownPackError{ID: id}
	for _, p := range l.packs {
		err.Known = append(err.Known, p.ID)
	}
	return nil, err
}

// Policy makes a policy of packs by their ids. It fails with
// *UnknownPackError, and on an empty list, since a desk without rules would
// decide nothing.
func (l *Library) Policy(ids ...string) (*Policy, error) {
	if len(ids) == 0 {
		return nil, fmt.Errorf("a desk needs at least one rule pack")
	}
	policy := &Policy{}
	for _, id := range ids {
		p, err := l.Pack(id)
		if err != nil {
			return nil, err
		}
		policy.Packs = append(policy.Packs, p)
	}
	return policy, nil
}

// With adds the packs of a folder, the files whose names end in .yaml. Each
// is compiled and its own tests are run; what fails is in Refused and never
// half used.
func (l *Library) With(files fs.FS) *Library {
	out := l.add(files)
	for _, p := range out.packs[:len(out.packs):len(out.packs)] {
		if _, err := l.Pack(p.ID); err == nil {
			continue
		}
		if err := p.Check(); err != nil {
			out = out.without(p, err)
		}
	}
	return out
}

// without moves a pack, and those that need it, to what is refused.
func (l *Library) without(bad *Pack, err error) *Library {
	out := &Library{Refused: append(slices.Clone(l.Refused), Refused{bad.File, err})}
	for _, p := range l.packs {
		if p != bad {
			out.packs = append(out.packs, p)
		}
	}
	return out
}

// Read makes one pack of a file's bytes, which may build on the packs of l,
// and checks it. It fails with *SourceError or *ExampleError.
func (l *Library) Read(file string, data []byte) (*Pack, error) {
	s, err := readSource(file, data)
	if err != nil {
		return nil, err
	}
	p, err := l.join(s)
	if err != nil {
		return nil, err
	}
	return p, p.Check()
}

// join makes one pack of a source. A file may bear the id of a pack of l,
// which it then stands for; it cannot build on itself.
func (l *Library) join(s *source) (*Pack, error) {
	b := builder{known: l, sources: map[string]*source{s.id.text: s}}
	return b.pack(s.id)
}

// ExampleError says that a pack fails its own test.
type ExampleError struct {
	File    string
	Example Example
}

// Error gives the place, the test's name, and what differed.
func (e *ExampleError) Error() string {
	return fmt.Sprintf("%s:%d: its own test %q fails: %s", e.File, e.Example.Line, e.Example.Name, e.Example.Failure)
}

// Check compiles the pack and runs its own tests, and those of the packs of
// which any is enough too. It fails with *SourceError or *ExampleError.
func (p *Pack) Check() error {
	if err := p.Prepare(); err != nil {
		return err
	}
	for _, o := range p.others {
		if err := o.Check(); err != nil {
			return err
		}
	}
	for _, e := range p.Examples() {
		if e.Failure != "" {
			return &ExampleError{p.File, e}
		}
	}
	return nil
}

// maxFiles is how many files of a folder are read.
const maxFiles = 200

// add reads a folder and joins its packs with those of l.
func (l *Library) add(files fs.FS) *Library {
	out := &Library{packs: slices.Clone(l.packs), Refused: slices.Clone(l.Refused)}
	refuse := func(file string, err error) { out.Refused = append(out.Refused, Refused{file, err}) }
	names, err := fs.Glob(files, "*.yaml")
	if err != nil || len(names) > maxFiles {
		refuse(".", cmp.Or(err, fmt.Errorf("the folder has more than %d rule packs", maxFiles)))
		return out
	}
	b := builder{known: l, sources: map[string]*source{}}
	for _, name := range names {
		s, err := readFile(files, name)
		switch {
		case err != nil:
			refuse(name, err)
		case b.sources[s.id.text] != nil || l.has(s.id.text):
			refuse(name, &SourceError{name, s.id.at.line, s.id.at.column, fmt.Sprintf("there is another pack with the id %q", s.id.text)})
		case s.id.text+".yaml" != path.Base(name):
			refuse(name, &SourceError{name, s.id.at.line, s.id.at.column, fmt.Sprintf("the file of the pack %q is named %s.yaml", s.id.text, s.id.text)})
		default:
			b.sources[s.id.text] = s
		}
	}
	for _, id := range sortedKeys(b.sources) {
		p, err := b.pack(b.sources[id].id)
		if err != nil {
			refuse(b.sources[id].file, err)
			continue
		}
		out.packs = append(out.packs, p)
	}
	slices.SortFunc(out.packs, func(a, b *Pack) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func (l *Library) has(id string) bool {
	_, err := l.Pack(id)
	return err == nil
}

// readFile reads no more of a file than a pack may have.
func readFile(files fs.FS, name string) (*source, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	return readSource(name, data)
}

// builder joins sources that build on one another.
type builder struct {
	known   *Library
	sources map[string]*source
	done    map[string]*Pack
	open    []string // packs under way, to find circles
}

// pack makes the pack of an id. where is where it is asked for.
func (b *builder) pack(id phrase) (*Pack, error) {
	if p := b.done[id.text]; p != nil {
		return p, nil
	}
	s := b.sources[id.text]
	if s == nil {
		p, err := b.known.Pack(id.text)
		if err != nil {
			return nil, &SourceError{id.at.file, id.at.line, id.at.column, fmt.Sprintf("there is no rule pack %q to build on", short(id.text))}
		}
		return p, nil
	}
	if slices.Contains(b.open, id.text) {
		circle := strings.Join(append(b.open[slices.Index(b.open, id.text):], id.text), ", ")
		return nil, &SourceError{id.at.file, id.at.line, id.at.column, "packs build on one another in a circle: " + circle}
	}
	b.open = append(b.open, id.text)
	defer func() { b.open = b.open[:len(b.open)-1] }()
	p, err := b.join(s)
	if err == nil {
		if b.done == nil {
			b.done = map[string]*Pack{}
		}
		b.done[id.text] = p
	}
	return p, err
}

// join puts a source together with what it builds on.
func (b *builder) join(s *source) (*Pack, error) {
	if s.extends.text != "" {
		base, err := b.pack(s.extends)
		if err != nil {
			return nil, err
		}
		d := &decoder{file: s.file}
		s = s.over(d, base.source)
		if d.err != nil {
			return nil, d.err
		}
	}
	var others []*Pack
	for _, id := range s.or {
		o, err := b.pack(id)
		if err != nil {
			return nil, err
		}
		others = append(others, o)
	}
	return newPack(s, others), nil
}
