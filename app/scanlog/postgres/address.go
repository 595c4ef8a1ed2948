package postgres

import (
	"errors"
	"net/netip"
	"net/url"
	"os"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// IsAddress tells whether a log's place is the address of a server.
func IsAddress(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

// The errors of Parse.
var (
	ErrAddress  = errors.New("the address of a log in a server is postgres://USER@HOST/DATABASE")
	ErrPlain    = errors.New("the connection would not be encrypted, or the server's certificate not be checked: leave sslmode out of the address")
	ErrPassword = errors.New("the address holds a password: leave it to the keyring, PGPASSFILE or PGPASSWORD")
)

// Parse reads an address, postgres://USER@HOST[:PORT]/DATABASE. The options
// and variables of libpq count, such as sslrootcert and PGPASSFILE, but none
// that weakens the connection: it is encrypted and the server's certificate
// checked against its host (sslmode verify-full, or verify-ca where said).
// Plain connections are taken over a Unix socket, and with sslmode=disable to
// this machine. The errors are those above and never repeat the address.
func Parse(address string) (*pgxpool.Config, error) {
	u, err := url.Parse(address)
	if err != nil || !IsAddress(address) {
		return nil, ErrAddress
	}
	if _, has := u.User.Password(); has || u.Query().Has("password") {
		return nil, ErrPassword
	}
	if q := u.Query(); !q.Has("sslmode") && os.Getenv("PGSSLMODE") == "" {
		q.Set("sslmode", "verify-full")
		u.RawQuery = q.Encode()
	}
	config, err := pgxpool.ParseConfig(u.String())
	if err != nil {
		return nil, ErrAddress // what pgx says may hold a part of it
	}
	c := config.ConnConfig
	checked := c.TLSConfig != nil && !(c.TLSConfig.InsecureSkipVerify && c.TLSConfig.VerifyPeerCertificate == nil)
	if !checked && !isHere(c.Host) {
		return nil, ErrPlain
	}
	for _, f := range c.Fallbacks {
		if f.TLSConfig == nil && !isHere(f.Host) {
			return nil, ErrPlain
		}
	}
	config.MaxConns = 4
	c.ConnectTimeout = patience
	c.RuntimeParams["application_name"] = "passdesk"
	return config, nil
}

// isHere tells whether a host is this machine: a socket's folder or a loopback
// address.
func isHere(host string) bool {
	if network, _ := pgconn.NetworkAddress(host, 5432); network == "unix" || host == "localhost" {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}
