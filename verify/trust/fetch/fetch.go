// Package fetch downloads the signed directory; it is the only HTTP client.
//
// It brings two files as bytes and looks at nothing in them: whether they
// count is for package trust to say. Every step has a limit in time, and every
// file one in size. The certificates that the system trusts count, and the
// proxy that the environment names (HTTPS_PROXY, NO_PROXY).
//
// It asks only for addresses that came with Passdesk or that a person typed,
// never for one that was found in a card. It speaks https only, follows
// nothing else, sends no cookie and nothing about the desk, keeps nothing, and
// tries nothing twice. Its errors hold no address beyond the name of a server.
package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// Source is where a directory is published: the https addresses of a snapshot
// and of the signature over it.
type Source struct {
	Snapshot, Signature string
	Limits              Limits         // those that are 0 are the usual ones
	Roots               *x509.CertPool // who vouches for the server; the system's if nil
}

// Limits bound a download.
type Limits struct {
	Connect time.Duration // until a server is reached, and once more for TLS
	Answer  time.Duration // from asking for a file until its first byte, redirects included
	Idle    time.Duration // between two bytes
	Whole   time.Duration // both files
	Size    int64         // of the snapshot, in bytes
}

// usual bounds the download of a file of 0.7 MB, of 0.13 MB as it travels,
// over a line that is as slow as lines get.
var usual = Limits{
	Connect: 15 * time.Second,
	Answer:  30 * time.Second,
	Idle:    20 * time.Second,
	Whole:   3 * time.Minute,
	Size:    16 << 20,
}

// Other limits, in bytes and in steps.
const (
	maxSignature = 4 << 10
	maxHeader    = 64 << 10
	maxAddress   = 2048
	maxRedirects = 5
)

// The endings of the two files' names.
const (
	snapshotExt  = ".json"
	signatureExt = ".sig"
)

// Shipped is where the VCI directory publishes its snapshot.
func Shipped() Source {
	const logs = "https://raw.githubusercontent.com/the-commons-project/vci-directory/main/logs/"
	return Source{Snapshot: logs + "vci_snapshot.json", Signature: logs + "vci_snapshot.sig"}
}

// FromURL is the source of a snapshot whose address ends in .json; the
// signature is taken from beside it, with .sig instead. The error is an
// *Error with BadAddress.
func FromURL(address string) (Source, error) {
	u, err := parse(strings.TrimSpace(address))
	if err != nil {
		return Source{}, err
	}
	path, ok := strings.CutSuffix(u.Path, snapshotExt)
	if !ok || strings.HasSuffix(path, "/") || path == "" {
		return Source{}, fault(BadAddress)
	}
	signature := *u
	signature.Path, signature.RawPath = path+signatureExt, ""
	if raw, ok := strings.CutSuffix(u.RawPath, snapshotExt); ok {
		signature.RawPath = raw + signatureExt
	}
	from := Source{Snapshot: u.String(), Signature: signature.String()}
	if from.Check() != nil { // escapes have made it longer than an address may be
		return Source{}, fault(BadAddress)
	}
	return from, nil
}

// parse takes an https address without a name and password.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || len(address) > maxAddress || !allowed(u) {
		return nil, fault(BadAddress)
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// allowed tells whether an address may be asked for, or followed.
func allowed(u *url.URL) bool {
	unseen := func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }
	return u.Scheme == "https" && u.User == nil && u.Hostname() != "" && !strings.ContainsFunc(u.Hostname(), unseen)
}

// Check tells whether the addresses may be asked for; Get does not use the
// network otherwise. The error is an *Error with BadAddress.
func (s Source) Check() error {
	for _, address := range []string{s.Snapshot, s.Signature} {
		if _, err := parse(address); err != nil {
			return err
		}
	}
	return nil
}

// Get downloads both files, or gives an *Error. It returns when both are
// there, when a limit is met, or at the end of ctx.
func (s Source) Get(ctx context.Context) (snapshot, signature []byte, err error) {
	if err := s.Check(); err != nil {
		return nil, nil, err
	}
	limits := s.Limits.orUsual()
	ctx, end := context.WithTimeoutCause(ctx, limits.Whole, fault(Slow))
	defer end()
	client := limits.client(s.Roots)
	defer client.CloseIdleConnections()
	// The small file goes first: without it the large one is of no use.
	signature, err = download{client, limits, maxSignature}.get(ctx, s.Signature)
	if err == nil {
		snapshot, err = download{client, limits, limits.Size}.get(ctx, s.Snapshot)
	}
	if err != nil {
		return nil, nil, err
	}
	return snapshot, signature, nil
}

func (l Limits) orUsual() Limits {
	for _, d := range []struct{ set, usual *time.Duration }{
		{&l.Connect, &usual.Connect}, {&l.Answer, &usual.Answer}, {&l.Idle, &usual.Idle}, {&l.Whole, &usual.Whole},
	} {
		if *d.set <= 0 {
			*d.set = *d.usual
		}
	}
	if l.Size <= 0 {
		l.Size = usual.Size
	}
	return l
}

// agent names the program, in no version: servers need not tell desks apart.
const agent = "Passdesk"

// client speaks HTTP/1.1 over TLS 1.2 or later, and has no cookies.
func (l Limits) client(roots *x509.CertPool) *http.Client {
	return &http.Client{
		CheckRedirect: follow,
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			ProxyConnectHeader:     http.Header{"User-Agent": {agent}},
			OnProxyConnectResponse: throughProxy,
			DialContext:            (&net.Dialer{Timeout: l.Connect}).DialContext,
			TLSHandshakeTimeout:    l.Connect,
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
			MaxResponseHeaderBytes: maxHeader,
			DisableCompression:     true, // it is undone here, where both sizes are counted
		},
	}
}

// throughProxy keeps the proxy's answer, which is told from the server's.
func throughProxy(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return &Error{Fault: Proxy, Status: answer.StatusCode}
	}
	return nil
}

// follow decides about a redirect. The next server does not learn where the
// last one was: a typed address may hold a secret in its query.
func follow(next *http.Request, before []*http.Request) error {
	if len(before) > maxRedirects || !allowed(next.URL) {
		return fault(Redirected)
	}
	next.Header.Del("Referer")
	return nil
}

// download brings one file of up to limit bytes.
type download struct {
	client *http.Client
	limits Limits
	limit  int64
}

func (d download) get(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	data, err := d.ask(ctx, cancel, address)
	if err != nil {
		judged := *judge(ctx, err)
		judged.Server = server(address)
		return nil, &judged
	}
	return data, nil
}

func (d download) ask(ctx context.Context, cancel context.CancelCauseFunc, address string) ([]byte, error) {
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fault(BadAddress)
	}
	ask.Header = http.Header{"User-Agent": {agent}, "Accept-Encoding": {"gzip"}}
	var answer *http.Response
	within(d.limits.Answer, cancel, func() { answer, err = d.client.Do(ask) })
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode != http.StatusOK:
		return nil, &Error{Fault: Refused, Status: answer.StatusCode}
	case answer.ContentLength > d.limit:
		return nil, fault(TooLarge)
	}
	wire := &patient{answer.Body, d.limits.Idle, cancel}
	return unpack(wire, answer.Header.Get("Content-Encoding"), d.limit)
}

// within calls do, and cancels the download when it takes longer.
func within(limit time.Duration, cancel context.CancelCauseFunc, do func()) {
	timer, done := context.WithTimeout(context.Background(), limit)
	defer done()
	stop := context.AfterFunc(timer, func() { cancel(fault(Slow)) })
	defer stop() // before done, which would set it off
	do()
}

// patient waits for the next bytes only so long.
type patient struct {
	from   io.Reader
	limit  time.Duration
	cancel context.CancelCauseFunc
}

func (p *patient) Read(b []byte) (n int, err error) {
	within(p.limit, p.cancel, func() { n, err = p.from.Read(b) })
	return n, err
}

// server is the part of an address that may be told.
func server(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
