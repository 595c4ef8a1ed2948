package postgres

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"

	"passdesk/app/scanlog"
)

// ErrNameTaken says that the desk's name belongs to another desk of the site.
var ErrNameTaken = errors.New("this desk's name is another desk's on the server: choose another name in the settings")

// ErrAway says that the server cannot be reached now; later it may be.
var ErrAway = errors.New("the server cannot be reached")

// failed gives what a person needs to know of an error: those that are the
// desk's own as they are, everything else as *scanlog.Error.
func failed(doing string, err error) error {
	switch {
	case err == nil, errors.Is(err, scanlog.ErrNumberTaken), errors.Is(err, scanlog.ErrNumberSkipped), errors.Is(err, ErrNameTaken):
		return err
	case isTwice(err):
		return scanlog.ErrNumberTaken
	default:
		return &scanlog.Error{Doing: doing, Err: explain(err)}
	}
}

// isTwice tells whether a desk's number was there already: it was written at
// the same moment.
func isTwice(err error) bool {
	var said *pgconn.PgError
	return errors.As(err, &said) && said.Code == "23505" && said.TableName == "entries"
}

// fault is a cause in words for a person.
type fault struct {
	text  string
	cause error
}

func (f *fault) Error() string { return f.text }
func (f *fault) Unwrap() error { return f.cause }

// faults puts PostgreSQL's codes into words, a whole class by its first two
// characters (PostgreSQL documentation, appendix A).
var faults = map[string]string{
	"28":    "the server does not let this desk in: its login or password is wrong",
	"3D":    "the server has no such database",
	"3F":    "the database has no log yet, or an older one: its owner runs passctl log schema",
	"42P01": "the database has no log yet, or an older one: its owner runs passctl log schema",
	"42501": "the server does not allow it to this login",
	"23505": ErrNameTaken.Error(),
	"53":    "the server has no room left",
	"25006": "the server may only be read",
}

// explain finds words for a cause, which stays reachable by errors.As. What
// the server said is not repeated: it may quote an entry.
func explain(err error) error {
	var said *pgconn.PgError
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	switch {
	case errors.Is(err, ErrAddress), errors.Is(err, ErrPlain), errors.Is(err, ErrPassword):
		return err
	case errors.As(err, &unknown), errors.As(err, &invalid), errors.As(err, &name):
		return &fault{"the server's certificate is not one that this computer trusts for its name", err}
	case errors.As(err, &said):
		for _, code := range []string{said.Code, said.Code[:min(2, len(said.Code))]} {
			if text, ok := faults[code]; ok {
				return &fault{text, err}
			}
		}
		if isAway(said.Code) {
			return &fault{ErrAway.Error(), errors.Join(ErrAway, err)}
		}
		return &fault{"the server answers with an error (" + said.Code + ")", err}
	case isNetwork(err):
		return &fault{ErrAway.Error(), errors.Join(ErrAway, err)}
	}
	return err
}

// isAway tells whether the server says that it goes, or is not there yet.
func isAway(code string) bool {
	switch code {
	case "57P01", "57P02", "57P03": // shut down by its owner, crashed, starting
		return true
	}
	return len(code) > 1 && code[:2] == "08"
}

// isNetwork tells whether there was no answer.
func isNetwork(err error) bool {
	var network net.Error
	var connect *pgconn.ConnectError
	return errors.As(err, &network) || errors.As(err, &connect) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || pgconn.Timeout(err) || pgconn.SafeToRetry(err)
}
