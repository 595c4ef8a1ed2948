//go:build cgo

package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"passdesk/app/assembly"
	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/verify/trust/fetch"
)

// settled is where everything is and how it is set.
type settled struct {
	paths   settings.Paths
	kept    settings.Settings // as the file has them, or the defaults
	set     settings.Settings // the same below the flags
	first   bool              // there is no file yet
	notices []desk.Notice     // what is wrong in the file
}

// settle joins flags, settings file and defaults. What is wrong in the file
// is no reason not to open: it is said at the desk.
func (f flags) settle() (settled, error) {
	var s settled
	paths, err := settings.Locate()
	if err != nil && (f.settings == "" || f.trust == "" || f.store == "") {
		return s, err
	}
	for place, flag := range map[*string]string{&paths.Settings: f.settings, &paths.Directory: f.trust, &paths.Log: f.store} {
		if flag != "" {
			*place = flag
		}
	}
	s.paths = paths
	_, err = os.Lstat(paths.Settings)
	s.first = errors.Is(err, fs.ErrNotExist)
	set, problems, err := settings.Load(paths.Settings)
	for _, p := range problems {
		s.notices = append(s.notices, aboutSettings(p))
	}
	if err != nil {
		s.notices = append(s.notices, aboutSettings(err))
	}
	if f.store == "" && set.Log != "" {
		s.paths.Log = set.Log
	}
	s.kept, s.set = set, f.over(set)
	return s, nil
}

// over puts the flags over the settings of the file.
func (f flags) over(set settings.Settings) settings.Settings {
	if f.camera != "" {
		set.Camera = f.camera
	}
	if len(f.policies) > 0 {
		set.Policies = f.policies
	}
	return set
}

// rules checks the rule packs in force. A flag must be right; what the
// settings name wrongly has its default, as everything in them.
func (s *settled) rules(f flags, say func(desk.Notice)) error {
	at := assembly.RulesBeside(s.paths.Settings)
	at.Edits = s.set.Edits
	var unfit []error
	s.set.Edits, unfit = at.Fitting()
	for _, err := range unfit {
		say(desk.Notice{ID: "rule-value", About: err.Error()})
	}
	at.Edits = s.set.Edits
	_, err := at.Policy(s.set.Policies...)
	if err == nil || len(f.policies) > 0 {
		return err
	}
	say(desk.Notice{ID: "rules-usual", About: err.Error()})
	s.set.Policies = settings.Default().Policies
	return nil
}

// aboutSettings says what is wrong with the settings.
func aboutSettings(err error) desk.Notice {
	return desk.Notice{ID: "settings-failed", About: strings.TrimSuffix(err.Error(), ".")}
}

// source is where the directory is fetched from.
func (f flags) source() (fetch.Source, error) {
	if f.updates == "" {
		return fetch.Shipped(), nil
	}
	return fetch.FromURL(f.updates)
}
