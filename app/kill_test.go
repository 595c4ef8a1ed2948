package app_test

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"passdesk/app/assembly"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/settings"
	"passdesk/verify/trust"
)

// A desk may be killed at any moment, again and again: settings, directory
// and log open afterwards as a person left them, what was acknowledged is
// there, and what a kill left behind is gone with the next save.
//
// PASSDESK_KILLS sets how often, PASSDESK_SEED repeats the moments of a run.
func TestADeskThatIsKilledKeepsWhatItKept(t *testing.T) {
	kills, seed := fromEnv(t, "PASSDESK_KILLS", usualKills), fromEnv(t, "PASSDESK_SEED", time.Now().UnixNano())
	t.Logf("%d kills, PASSDESK_SEED=%d", kills, seed)
	random := rand.New(rand.NewPCG(uint64(seed), 0))
	all := said{}
	const together = 10 // kills of one desk, of which the first is new
	var k *killing
	for n := range kills {
		if n%together == 0 {
			k = &killing{T: t, places: places(t.TempDir()), kept: said{}}
		}
		k.round = fmt.Sprintf("kill %d", n)
		before := k.kept
		k.kill(n, random)
		for what, now := range k.kept {
			all[what] += now - before[what]
		}
		k.check()
		k.age()
	}
	t.Logf("acknowledged %v", all)
	for _, what := range []string{keptEntry, keptSettings, keptDirectory} {
		if all[what] < kills/5 {
			t.Errorf("%s was kept only %d times", what, all[what])
		}
	}
}

func fromEnv(t *testing.T, name string, otherwise int64) int64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// said has the last number that was said of each thing.
type said map[string]int64

// killing is a desk that is started and killed again and again.
type killing struct {
	*testing.T
	places
	round string
	kept  said // so far
	fresh said // since the last kill
}

// kill starts the desk and kills it at some moment: while it starts, or after
// it has changed up to five things.
func (k *killing) kill(n int64, random *rand.Rand) {
	k.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asKilled+"="+string(k.places))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		k.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		k.Fatal(err)
	}
	defer cmd.Process.Kill()
	die := func(within time.Duration) {
		time.AfterFunc(time.Duration(random.Int64N(int64(within))), func() { cmd.Process.Kill() })
	}
	changes := n % 6
	if n%5 == 4 {
		die(150 * time.Millisecond)
		changes = -1
	}
	k.listen(out, func() {
		if changes == 0 {
			die(40 * time.Millisecond)
		}
		changes--
	})
	if err := cmd.Wait(); cmd.ProcessState.Exited() {
		k.Fatalf("%s: the desk ended by itself: %v", k.round, err)
	}
}

// listen takes what the desk says until it is dead, and calls changed once it
// has begun and after each change.
func (k *killing) listen(out io.Reader, changed func()) {
	k.kept, k.fresh = maps.Clone(k.kept), said{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var what string
		var number int64
		if _, err := fmt.Sscan(lines.Text(), &what, &number); err != nil {
			k.Fatalf("%s: the desk said %q", k.round, lines.Text())
		}
		k.kept[what], k.fresh[what] = number, number
		if what != keptEntry {
			changed()
		}
	}
}

// check opens everything as the next start would.
func (k *killing) check() {
	k.Helper()
	set, problems, err := settings.Load(k.settings())
	if n := numberOf(set); err != nil || len(problems) > 0 || n > 0 && !set.Equal(numbered(n)) {
		k.Errorf("%s: settings %+v, %v, %v", k.round, set, problems, err)
	} else {
		k.isNext(keptSettings, n)
	}
	desk := assembly.Trust{Dir: k.trust(), Pins: []trust.Pin{newPublisher().pin()}, Now: time.Now}
	if book, err := desk.Rulebook(nil); err != nil || book.Directory.Trouble != "" {
		k.Errorf("%s: directory %+v, %v", k.round, book.Directory, err)
	} else {
		k.isNext(keptDirectory, issueOf(book.Directory.Issued))
	}
	k.checkLog()
	k.checkFiles()
	if k.Failed() {
		k.FailNow()
	}
}

// isNext checks that what is there is what was acknowledged last, or what was
// being written then.
func (k *killing) isNext(what string, there int64) {
	k.Helper()
	if at := k.kept[what]; there != at && there != at+1 {
		k.Errorf("%s: %s %d, there is %d", k.round, what, at, there)
	}
	k.kept[what] = there
}

// checkLog checks that the chain holds, and with it that there are no gaps.
func (k *killing) checkLog() {
	k.Helper()
	store, err := sqlite.Open(k.log())
	if err != nil {
		k.Fatalf("%s: %v", k.round, err)
	}
	defer store.Close()
	if store.SetAside != "" {
		k.Errorf("%s: the log was damaged", k.round)
	}
	if err := scanlog.Verify(scanlog.All(store, scanlog.Query{})); err != nil {
		k.Errorf("%s: %v", k.round, err)
	}
	last, err := store.Last(settings.Default().Desk)
	if err != nil || last < k.kept[keptEntry] {
		k.Errorf("%s: logged %d, there are %d, %v", k.round, k.kept[keptEntry], last, err)
	}
}

// checkFiles checks that nothing of an older kill is still there once
// something was saved in its place.
func (k *killing) checkFiles() {
	k.Helper()
	for what, pattern := range map[string]string{
		keptSettings:  filepath.Join(string(k.places), ".*.tmp"),
		keptDirectory: filepath.Join(k.trust(), ".*.tmp"),
	} {
		left, err := filepath.Glob(pattern)
		if err != nil {
			k.Fatal(err)
		}
		for _, path := range left {
			if info, err := os.Stat(path); k.fresh[what] > 0 && err == nil && time.Since(info.ModTime()) > long/2 {
				k.Errorf("%s: %s is still there", k.round, filepath.Base(path))
			}
		}
	}
	if left, _ := filepath.Glob(filepath.Join(string(k.places), "*.*-1")); len(left) > 0 { // the pattern is sound
		k.Errorf("%s: set aside %v", k.round, left)
	}
}

// long is as much time as seems to pass between two kills.
const long = time.Hour

// age makes what was left behind old.
func (k *killing) age() {
	k.Helper()
	then := time.Now().Add(-long)
	for _, dir := range []string{string(k.places), k.trust()} {
		left, _ := filepath.Glob(filepath.Join(dir, ".*.tmp")) // the pattern is sound
		for _, path := range left {
			if err := os.Chtimes(path, then, then); err != nil {
				k.Fatal(err)
			}
		}
	}
}
