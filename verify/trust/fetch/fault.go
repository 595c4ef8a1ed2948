package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"syscall"
)

// Fault says in one word why the directory was not fetched. The words stand
// in files and never change.
type Fault string

// The faults that a desk tells apart.
const (
	BadAddress  Fault = "bad-address"       // the network was not used
	Unreachable Fault = "unreachable"       // no network, no such name, nobody answers
	Proxy       Fault = "proxy"             // the proxy of the settings does not answer, or says no
	NotTrusted  Fault = "not-trusted"       // TLS: nobody known vouches for the server
	Redirected  Fault = "redirected"        // to what is not https, or without end
	Refused     Fault = "refused-by-server" // any status but 200
	WebPage     Fault = "web-page"          // a login page instead of the file
	Slow        Fault = "slow"
	CutShort    Fault = "cut-short"
	TooLarge    Fault = "too-large"
	Garbled     Fault = "garbled" // not HTTP, or not as it says it is
	Cancelled   Fault = "cancelled"
)

// sentences say the faults, behind "the directory could not be fetched: ".
var sentences = []struct {
	fault Fault
	says  string
}{
	{BadAddress, "its address must begin with https://, hold no name or password, and end in .json"},
	{Unreachable, "the server cannot be reached; is this machine connected?"},
	{Proxy, "the proxy in this machine's settings does not let the connection through"},
	{NotTrusted, "the server could not prove who it is; a login page, a filter or a wrong clock may be why"},
	{Redirected, "the server leads on to an address that is not followed"},
	{Refused, "the server did not give it"},
	{WebPage, "a web page came instead; this network may want a login first"},
	{Slow, "it took too long"},
	{CutShort, "the connection broke off before the end"},
	{TooLarge, "what came is larger than any directory"},
	{Garbled, "what came cannot be read"},
	{Cancelled, "it was cancelled"},
}

// Faults lists every fault.
func Faults() []Fault {
	var all []Fault
	for _, s := range sentences {
		all = append(all, s.fault)
	}
	return all
}

// Sentence says the fault to a person, as what stands behind "the directory
// could not be fetched: "; of a word that is no fault it says nothing.
func (f Fault) Sentence() string {
	for _, s := range sentences {
		if s.fault == f {
			return s.says
		}
	}
	return ""
}

// Error is why the directory was not fetched. It holds no cause: what package
// net/http says of one may repeat an address with the secrets in it.
type Error struct {
	Fault  Fault
	Server string // its name without port, "" for BadAddress
	Status int    // of HTTP, for Refused and Proxy; 0 if there was none
}

// Error gives a sentence for a person.
func (e *Error) Error() string {
	from, status := "", ""
	if e.Server != "" {
		from = " from " + e.Server
	}
	if e.Status != 0 {
		status = fmt.Sprintf(" (status %d)", e.Status)
	}
	return "the directory could not be fetched" + from + ": " + e.Fault.Sentence() + status
}

// Unwrap lets errors.Is find context.Canceled.
func (e *Error) Unwrap() error {
	if e.Fault == Cancelled {
		return context.Canceled
	}
	return nil
}

func fault(f Fault) *Error { return &Error{Fault: f} }

// judge turns what happened during a download into an *Error. What this
// package saw itself comes first, then the end of the time, then the cause.
func judge(ctx context.Context, err error) *Error {
	var own *Error
	cause := context.Cause(ctx)
	switch {
	case errors.As(err, &own), errors.As(cause, &own):
		return own
	case errors.Is(cause, context.DeadlineExceeded):
		return fault(Slow)
	case cause != nil:
		return fault(Cancelled)
	}
	return fault(faultOf(err))
}

// faultOf names the fault of an error of package net/http.
func faultOf(err error) Fault {
	var op *net.OpError
	var timeout net.Error
	errors.As(err, &op)
	switch {
	case op != nil && slices.Contains([]string{"proxyconnect", "socks connect"}, op.Op):
		return Proxy
	case op != nil && op.Op == "dial", isA[*net.DNSError](err):
		return Unreachable
	case ofTLS(err):
		return NotTrusted
	case errors.As(err, &timeout) && timeout.Timeout():
		return Slow
	case brokeOff(err):
		return CutShort
	}
	return Garbled
}

// ofTLS tells whether the two sides did not come to trust each other, or do
// not speak of the same versions.
func ofTLS(err error) bool {
	return isA[*tls.CertificateVerificationError](err) || isA[tls.AlertError](err) || isA[tls.RecordHeaderError](err) ||
		isA[x509.UnknownAuthorityError](err) || isA[x509.HostnameError](err) || isA[x509.CertificateInvalidError](err) ||
		isA[x509.SystemRootsError](err) || errors.Is(err, http.ErrSchemeMismatch) || isAlert(err)
}

// isAlert tells an alert of TLS that the other side sent, or this one.
func isAlert(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && slices.Contains([]string{"remote error", "local error"}, op.Op)
}

func brokeOff(err error) bool {
	for _, e := range []error{io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

func isA[E error](err error) bool {
	var e E
	return errors.As(err, &e)
}
