// Package keyring keeps the password of the log's server where the system keeps
// such things: the Secret Service of a Linux desktop, the Keychain of
// macOS, the Credential Manager of Windows.
//
// go-keyring does so without cgo, is kept up, and under the MIT licence. A
// system without a keyring, such as a server without a desktop, has
// PGPASSFILE; nothing is ever written to a file here.
package keyring

import (
	"errors"
	"net/url"

	"github.com/zalando/go-keyring"
)

// service is under what the keyring lists the passwords.
const service = "Passdesk"

// The errors of this package. None repeats what it was given.
var (
	ErrNone    = errors.New("there is no password for this server in the system's keyring")
	ErrAway    = errors.New("this system has no keyring that answers: put the password into PGPASSFILE (~/.pgpass)")
	ErrAddress = errors.New("an address of a server with a user is needed, postgres://USER@HOST/DATABASE")
)

// Keep keeps the password of a server's user in place of the one before. An
// empty one is removed.
func Keep(address, password string) error {
	of, err := account(address)
	if err != nil {
		return err
	}
	if password != "" {
		return failed(keyring.Set(service, of, password))
	}
	if err := keyring.Delete(service, of); !errors.Is(err, keyring.ErrNotFound) {
		return failed(err)
	}
	return nil
}

// Password gives the password of a server's user.
func Password(address string) (string, error) {
	of, err := account(address)
	if err != nil {
		return "", err
	}
	password, err := keyring.Get(service, of)
	return password, failed(err)
}

// account names the password: by whom and where it is used, and by nothing
// else of the address.
func account(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.User.Username() == "" || u.Host == "" {
		return "", ErrAddress
	}
	return u.User.Username() + "@" + u.Host, nil
}

func failed(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNone
	default:
		return ErrAway // what the system says may hold anything
	}
}
