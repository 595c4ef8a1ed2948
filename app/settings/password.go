package settings

import (
	"net/url"
	"regexp"
	"strings"
)

// WithoutPassword gives a camera's name or address without any password: the
// one before the host, and values of the query that are named like one, as
// many cameras want them. An address that holds something like a password but
// cannot be taken apart gives the empty text.
func WithoutPassword(camera string) string {
	if !strings.Contains(camera, "://") {
		// user:password@host, as people type it.
		if regexp.MustCompile(`^[^\s/]*:\S*@`).MatchString(camera) {
			return ""
		}
		return camera
	}
	address, err := url.Parse(camera)
	if err != nil || address.Host == "" {
		if strings.ContainsAny(camera, "@=") {
			return ""
		}
		return camera
	}
	// Some cameras want it as part of the path, each in its own way.
	if regexp.MustCompile(`(?i)(pass|pwd)[a-z]*=`).MatchString(address.Path) {
		return ""
	}
	changed := false
	if _, has := address.User.Password(); has {
		address.User, changed = url.User(address.User.Username()), true
	}
	if query, found := withoutSecrets(address.RawQuery); found {
		address.RawQuery, changed = query, true
	}
	if !changed {
		return camera // exactly as it was typed
	}
	return address.String()
}

// withoutSecrets drops the values that are named like a password.
func withoutSecrets(query string) (rest string, found bool) {
	secret := regexp.MustCompile(`(?i)pass|pwd|secret|token|^auth(orization)?$|^api_?key$|^key$|^sig(nature)?$|^psk$`)
	var kept []string
	for _, pair := range strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == ';' }) {
		name, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err != nil || secret.MatchString(plain) {
			found = true
			continue
		}
		kept = append(kept, pair)
	}
	return strings.Join(kept, "&"), found
}
