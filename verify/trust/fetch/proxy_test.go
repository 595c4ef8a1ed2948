package fetch_test

import (
	"context"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"passdesk/verify/trust/fetch"
	"passdesk/verify/trust/fetch/fetchtest"
)

// The environment counts from the start of a process, so the tests of it run
// in another one, which is this program with an address and a limit to fetch
// by.
const (
	addressVariable = "PASSDESK_TEST_FETCH"
	limitVariable   = "PASSDESK_TEST_LIMIT"
)

func TestMain(m *testing.M) {
	if address := os.Getenv(addressVariable); address != "" {
		fmt.Print(fetchOnce(address))
		return
	}
	os.Exit(m.Run())
}

// fetchOnce tells what comes of a download.
func fetchOnce(address string) string {
	from, err := fetch.FromURL(address)
	if err != nil {
		return err.Error()
	}
	from.Limits.Answer, _ = time.ParseDuration(os.Getenv(limitVariable))
	snapshot, signature, err := from.Get(context.Background())
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%d and %d bytes", len(snapshot), len(signature))
}

// elsewhere fetches in another process, of this environment only.
func elsewhere(t *testing.T, address string, environment ...string) string {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("SKIPPED: no SSL_CERT_FILE on this system")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), program)
	// The race detector else takes a second to end a process.
	c.Env = append(environment, addressVariable+"="+address, "GORACE=atexit_sleep_ms=0")
	said, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return string(said)
}

// named is the server under a name that only a proxy knows the way to, the
// file of its certificate, and what it gives.
func named(t *testing.T) (s *httptest.Server, address, certificate, whole string) {
	t.Helper()
	files := fetchtest.Publish(t, made)
	s = httptest.NewUnstartedServer(files)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	certificate = filepath.Join(t.TempDir(), "roots.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := os.WriteFile(certificate, block, 0o600); err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return s, "https://example.com:" + port + "/logs/s.json", "SSL_CERT_FILE=" + certificate,
		fmt.Sprintf("%d and %d bytes", len(files.Snapshot), len(files.Signature))
}

// tunnel is a proxy that lets through to one server whoever knows its
// password, and keeps what it was told.
type tunnel struct {
	to       string
	password string
	mutex    sync.Mutex
	told     []http.Header
}

func (p *tunnel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mutex.Lock()
	p.told = append(p.told, r.Header)
	p.mutex.Unlock()
	if r.Header.Get("Proxy-Authorization") != "Basic "+base64.StdEncoding.EncodeToString([]byte(p.password)) {
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	there, err := net.Dial("tcp", p.to)
	if r.Method != http.MethodConnect || !strings.HasPrefix(r.Host, "example.com:") || err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer there.Close()
	w.WriteHeader(http.StatusOK)
	here, early, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer here.Close()
	go func() {
		_, _ = io.Copy(there, early) // what the server had read ahead, then here
		there.Close()
	}()
	_, _ = io.Copy(here, there)
}

func TestTheSystemsCertificatesCount(t *testing.T) {
	s, _, certificate, whole := named(t)
	if got := elsewhere(t, s.URL+"/s.json", certificate); got != whole {
		t.Error(got)
	}
	if got := elsewhere(t, s.URL+"/s.json"); !strings.HasSuffix(got, fetch.NotTrusted.Sentence()) {
		t.Error(got)
	}
}

func TestGoesThroughTheProxyOfTheSettings(t *testing.T) {
	s, address, certificate, whole := named(t)
	through := &tunnel{to: s.Listener.Addr().String(), password: "desk:hunter2"}
	proxy := httptest.NewServer(through)
	defer proxy.Close()
	at := strings.TrimPrefix(proxy.URL, "http://")
	for name, want := range map[string]string{
		"HTTPS_PROXY=http://desk:hunter2@" + at: whole,
		"https_proxy=desk:hunter2@" + at:        whole,
		"HTTPS_PROXY=http://desk:hunter3@" + at: "the directory could not be fetched from example.com: " + fetch.Proxy.Sentence() + " (status 407)",
	} {
		if got := elsewhere(t, address, certificate, name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if len(through.told) != 3 {
		t.Errorf("the proxy was asked %d times", len(through.told))
	}
	for _, header := range through.told {
		if header.Get("User-Agent") != "Passdesk" || len(header) != 2 {
			t.Errorf("the proxy was told %v", header)
		}
	}
}

func TestSaysThatTheProxyIsInTheWay(t *testing.T) {
	l, down := listen(t)
	l.Close()
	_, silent := listen(t)
	_, address, certificate, _ := named(t)
	for name, c := range map[string]struct {
		proxy string
		want  fetch.Fault
	}{
		"down":               {"http://desk:hunter2@" + down, fetch.Proxy},
		"down, SOCKS":        {"socks5://desk:hunter2@" + down, fetch.Proxy},
		"malformed":          {"http://desk:hunter2@[", fetch.Proxy},
		"of an unknown kind": {"gopher://desk:hunter2@" + down, fetch.Proxy},
		"silent":             {"http://desk:hunter2@" + silent, fetch.Slow},
	} {
		limit := "0"
		if c.want == fetch.Slow {
			limit = "200ms"
		}
		got := elsewhere(t, address, certificate, "HTTPS_PROXY="+c.proxy, limitVariable+"="+limit)
		if want := "the directory could not be fetched from example.com: " + c.want.Sentence(); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestGoesPastTheProxyWhereTheSettingsSaySo(t *testing.T) {
	l, down := listen(t)
	l.Close()
	s, _, certificate, whole := named(t)
	if got := elsewhere(t, s.URL+"/s.json", certificate, "HTTPS_PROXY=http://"+down, "NO_PROXY=127.0.0.1"); got != whole {
		t.Error(got)
	}
}
