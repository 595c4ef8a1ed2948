package assembly

import (
	"fmt"

	"passdesk/app/desk"
	"passdesk/app/directory"
	"passdesk/app/intake"
	"passdesk/verify/trust"
)

// Everyone is whose signature counts: the kept directory with the issuers
// that were added here.
type Everyone struct {
	directory.Kept
	Added []desk.Added // whether they count or not
	Amiss []string     // a sentence for each that does not
}

// Everyone loads the kept directory and adds the issuers that were added
// here. The error is that of Load, and they count all the same. In training
// they are left out, as everybody is but the training issuer.
func (t Trust) Everyone() (Everyone, error) {
	kept, err := t.Load()
	all := Everyone{Kept: kept}
	if kept.Directory == nil || t.Training {
		return all, err
	}
	added := directory.Folder{Dir: t.Dir}.Added()
	all.Amiss = added.Damaged
	var not []trust.NotAdded
	all.Directory, not = kept.WithAdditions(added.Issuers)
	why := map[string]error{}
	for _, n := range not {
		why[n.ISS] = n.Err
	}
	for _, a := range added.Issuers {
		told := all.tell(a, why[a.ISS])
		all.Added = append(all.Added, told)
		if told.Why != "" {
			all.Amiss = append(all.Amiss, fmt.Sprintf("%s (%s), which was added here, does not count: %s", told.Name, told.ISS, told.Why))
		}
	}
	return all, err
}

// tell puts an issuer that was added here into the desk's words: what of it
// is used, or why it does not count.
func (e Everyone) tell(a trust.Addition, why error) desk.Added {
	told := desk.Added{ISS: a.ISS, Name: a.Name, At: a.Added}
	if why != nil {
		told.Why = why.Error()
		return told
	}
	i, _ := e.Issuer(a.ISS)
	told.Name, told.Keys = i.Name, len(i.Keys)
	for _, r := range i.Refused {
		if told.Unused != "" {
			told.Unused += "; "
		}
		told.Unused += r.Why
	}
	return told
}

// AddIssuer adds an issuer from its key set and revocation lists, to be
// trusted from now on. Nothing is kept unless all of it is good: the errors
// are *intake.Error, those of trust.NewAddition and of directory.Folder.Add.
func (t Trust) AddIssuer(n desk.NewIssuer) (desk.Added, error) {
	folder, err := t.folder()
	if err != nil {
		return desk.Added{}, err
	}
	var data [][]byte
	for _, path := range append([]string{n.Keys}, n.Lists...) {
		content, err := intake.Load(path)
		if err != nil {
			return desk.Added{}, err
		}
		data = append(data, content)
	}
	a, err := trust.NewAddition(n.ISS, n.Name, t.Now(), data[0], data[1:]...)
	if err != nil {
		return desk.Added{}, err
	}
	if err := folder.Add(a, t.Now()); err != nil {
		return desk.Added{}, err
	}
	all, _ := t.Everyone() // what is wrong with the directory was no reason against it
	return all.tell(a, nil), nil
}

// RemoveIssuer forgets an issuer that was added here. The errors are those of
// directory.Folder.Remove.
func (t Trust) RemoveIssuer(iss string) error { return directory.Folder{Dir: t.Dir}.Remove(iss) }
