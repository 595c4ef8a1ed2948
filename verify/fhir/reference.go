package fhir

import (
	"strconv"
	"strings"

	"passdesk/verify/reason"
)

// entry is a resource of a bundle and what it is known by there.
type entry struct {
	url  string // its fullUrl
	kind string // its resourceType
	id   string
	resource
}

// entriesOf lists the entries of a bundle. Cards number their entries in
// fullUrl; some forget to say so.
func entriesOf(bundle object) []entry {
	objects := bundle.Objects("entry")
	entries := make([]entry, len(objects))
	for i, o := range objects {
		r := o.Object("resource")
		entries[i] = entry{text(o, "fullUrl"), text(r, "resourceType"), text(r, "id"), resource{r}}
		if entries[i].url == "" {
			entries[i].url = "resource:" + strconv.Itoa(i)
		}
	}
	return entries
}

// reference is the address in a reference, and the id of the patient that it
// names, "" if it names none in that way.
type reference struct{ address, id string }

func referenceOf(o object) reference {
	r := reference{}
	r.address, _, _ = strings.Cut(text(o, "reference"), "/_history/")
	if _, id, ok := strings.Cut("/"+r.address, "/Patient/"); ok {
		r.id = id
	}
	return r
}

// relative tells whether the address is relative to where a bundle came from.
func (r reference) relative() bool { return strings.HasPrefix(r.address, "Patient/") }

// known tells whether a reference means this entry, by FHIR's rules for
// references in a bundle (R4, 2.36.4.1 and 2.3). An absolute address that no
// entry bears leads out of the bundle; but where an entry's own says nothing
// of where it came from, it may well lead to the patient of that id.
func (e entry) known(r reference) reason.Answer {
	byID := e.kind == "Patient" && e.id != "" && e.id == r.id
	switch {
	case e.url == r.address, byID && r.relative():
		return reason.Yes
	case e.kind == "Patient" && r.relative() && strings.HasSuffix(e.url, "/Patient/"+r.id):
		return reason.Yes
	case byID && !strings.Contains(e.url, "/"):
		return reason.Unknown
	default:
		return reason.No
	}
}

// people is who a bundle is about.
type people struct {
	entries  []entry
	patients int
	holder   int // index of the first Patient, if there is any
}

func peopleOf(entries []entry) people {
	p := people{entries: entries}
	for i, e := range entries {
		if e.kind != "Patient" {
			continue
		}
		if p.patients++; p.patients == 1 {
			p.holder = i
		}
	}
	return p
}

// holderIs tells whether the member of that name refers to the holder. A
// resource that refers to nobody is about the only patient of its bundle: the
// guide allows just one, so nothing else can have been meant. What refers to
// somebody without an address (by an identifier, by name), to a contained
// resource, or by an address that several bear, means nobody knows whom. An
// address that is not the holder's, in the bundle or not, is of another
// patient. Nothing is ever followed: references in a circle lead nowhere.
func (p people) holderIs(r resource, name string) reason.Answer {
	ref := referenceOf(r.Object(name))
	switch {
	case p.patients == 0, p.entries[p.holder].altered():
		return reason.Unknown
	case !r.Has(name) && p.patients == 1:
		return reason.Yes
	case ref.address == "", ref.address[0] == '#':
		return reason.Unknown
	}
	holder := p.entries[p.holder].known(ref)
	for i, e := range p.entries {
		if i != p.holder && holder == reason.Yes && e.known(ref) != reason.No {
			return reason.Unknown
		}
	}
	return holder
}
