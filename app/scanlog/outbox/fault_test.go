package outbox_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"

	"passdesk/app/scanlog/outbox"
	"passdesk/app/scanlog/postgres"
	"passdesk/app/scanlog/postgres/pgtest"
	"passdesk/app/scanlog/sqlite"
)

// cable is a socket that leads to the server's and is cut after a number of
// bytes, in either direction, again and again.
type cable struct {
	dir   string
	carry atomic.Int64 // bytes that may still pass
}

// newCable gives a cable to a server that lets nothing be cut yet.
func newCable(t *testing.T, s *pgtest.Server) *cable {
	c := &cable{dir: t.TempDir()}
	c.carry.Store(1 << 40)
	listener, err := net.Listen("unix", filepath.Join(c.dir, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("unix", filepath.Join(s.Dir(), ".s.PGSQL.5432"))
			if err != nil {
				near.Close()
				continue
			}
			go c.pass(near, far)
			go c.pass(far, near)
		}
	}()
	return c
}

// pass carries bytes one way until the cable is cut.
func (c *cable) pass(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	for b := make([]byte, 512); ; {
		n, err := from.Read(b)
		if n > 0 && c.carry.Add(-int64(n)) < 0 {
			return // what was on its way is lost
		}
		if _, werr := to.Write(b[:n]); err != nil || werr != nil {
			return
		}
	}
}

// A delivery that is cut in the middle, at whatever byte, is neither lost nor
// made twice: also not when it was taken and the word of that was lost.
func TestADeliveryThatIsCutInTheMiddleIsMadeOnce(t *testing.T) {
	s := server(t)
	name := s.Database(t)
	c := newCable(t, s)
	o := open(t, fresh(t), "postgres://desk@/"+name+"?sslmode=disable&host="+c.dir)
	number, cuts := int64(0), 0
	for carry := int64(300); carry < 30_000; carry += cutsApart {
		for range 7 {
			number++
			if err := o.Append(scan("North", number)); err != nil {
				t.Fatal(err)
			}
		}
		c.carry.Store(carry)
		if o.Deliver() != nil {
			cuts++
		}
	}
	c.carry.Store(1 << 40)
	for range 5 { // connections that were cut are found out one by one
		if o.Deliver() == nil {
			break
		}
	}
	if err := o.Deliver(); err != nil || cuts < 5 {
		t.Errorf("%d cuts, then %v", cuts, err)
	}
	if got := numbers(t, s.Address("desk", name), "North"); !slices.Equal(got, upTo(number)) {
		t.Errorf("the server has %v, want 1 to %d", got, number)
	}
}

// Variables that make this test binary play a desk: the path of its outbox and
// the server's address.
const (
	asWriter  = "OUTBOX_TEST_WRITER"
	asAddress = "OUTBOX_TEST_ADDRESS"
)

// writeUntilKilled appends and delivers, and prints each number that was
// acknowledged.
func writeUntilKilled(path, address string) error {
	store, err := postgres.Open(address)
	if err != nil {
		return err
	}
	o := outbox.New(sqlite.Keep(path, func(string) {}), store)
	number, err := o.Last("North")
	for err == nil {
		number++
		if err = o.Append(scan("North", number)); err == nil {
			fmt.Println(number)
		}
		if number%3 == 0 {
			err = o.Deliver()
		}
	}
	return err
}

func TestADeskThatIsKilledInTheMiddleOfADeliveryLosesNothing(t *testing.T) {
	s := server(t)
	address, path := s.Address("desk", s.Database(t)), fresh(t)
	acknowledged := int64(0)
	for n := range kills {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), asWriter+"="+path, asAddress+"="+address)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for i := 0; i < 4+n && lines.Scan(); i++ {
			fmt.Sscan(lines.Text(), &acknowledged)
		}
		cmd.Process.Kill()
		for lines.Scan() { // what it said before it died
			fmt.Sscan(lines.Text(), &acknowledged)
		}
		io.Copy(io.Discard, out)
		cmd.Wait()
	}
	o := open(t, path, address)
	if err := o.Deliver(); err != nil {
		t.Fatal(err)
	}
	got := numbers(t, address, "North")
	if last := int64(len(got)); last < acknowledged || last > acknowledged+1 || !slices.Equal(got, upTo(last)) {
		t.Errorf("%d acknowledged, the server has %v", acknowledged, got)
	}
}
