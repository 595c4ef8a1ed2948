// Package ci holds the tests of the scripts beside it.
package ci

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// machine is a pretended system for the scripts: its commands are scripts
// that write down how they were called.
type machine struct {
	t       *testing.T
	bin     string
	calls   string
	system  string
	present string // installed packages, one a line
	lists   string // apt's package lists
	cluster string // whether PostgreSQL's packages set up a server
}

// debian is a Debian 12 on which every command works and the named packages
// are installed. What apt-get installs is installed afterwards.
func debian(t *testing.T, installed ...string) *machine {
	dir := t.TempDir()
	m := &machine{
		t:       t,
		bin:     filepath.Join(dir, "bin"),
		calls:   filepath.Join(dir, "calls"),
		system:  filepath.Join(dir, "os-release"),
		present: filepath.Join(dir, "present"),
		lists:   filepath.Join(dir, "lists"),
		cluster: filepath.Join(dir, "postgresql-common", "createcluster.conf"),
	}
	for _, d := range []string{m.bin, m.lists} {
		if err := os.Mkdir(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	m.write(m.system, "ID=debian\nVERSION_ID=12\n")
	m.write(filepath.Join(m.lists, "deb.example_Packages"), "")
	m.write(m.present, strings.Join(installed, "\n")+"\n")
	m.command("go", `echo go1.26.1`)
	m.command("id", `echo 0`)
	m.command("dpkg-query", `
		status=0
		for name in "$@"; do
			case $name in -*) continue ;; esac
			if grep -qx "$name" "$PRESENT"; then echo "installed $name"; else status=1; fi
		done
		exit $status`)
	m.command("apt-get", `
		echo "apt-get $*" >>"$CALLS"
		for word in "$@"; do case $word in -*) ;; *) echo "$word" >>"$PRESENT" ;; esac; done`)
	m.command("sudo", `[ "$1" = -n ] && shift; echo "sudo $1" >>"$CALLS"; exec "$@"`)
	return m
}

func (m *machine) write(path, text string) {
	m.t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		m.t.Fatal(err)
	}
}

// command puts a command in the machine's PATH, in front of the real one.
func (m *machine) command(name, script string) {
	m.t.Helper()
	m.write(filepath.Join(m.bin, name), "#!/bin/sh\n"+script+"\n")
}

// without takes a command away, the real one too: only what the scripts need
// is left in PATH.
func (m *machine) without(name string) {
	m.t.Helper()
	if err := os.Remove(filepath.Join(m.bin, name)); err != nil {
		m.t.Fatal(err)
	}
	for _, need := range []string{"bash", "sh", "env", "sed", "awk", "grep", "cut", "dirname"} {
		real, err := exec.LookPath(need)
		if err != nil {
			m.t.Fatal(err)
		}
		if err := os.Symlink(real, filepath.Join(m.bin, need)); err != nil {
			m.t.Fatal(err)
		}
	}
	m.t.Setenv("PATH", m.bin)
}

// deps runs the script; it gives what the script said, how the commands were
// called, and whether it was content.
func (m *machine) deps(what string) (said, calls string, ok bool) {
	m.t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		m.t.Fatal(err)
	}
	cmd := exec.Command(bash, "deps", what)
	cmd.Env = append(os.Environ(), "PATH="+m.bin+":"+os.Getenv("PATH"),
		"OS_RELEASE="+m.system, "APT_LISTS="+m.lists, "CALLS="+m.calls, "PRESENT="+m.present, "CREATECLUSTER="+m.cluster)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	log, _ := os.ReadFile(m.calls)
	return out.String(), string(log), err == nil
}

// forRun are packages that satisfy "deps run".
var forRun = []string{
	"g++", "pkg-config", "libopencv-dev", "libjpeg-dev", "libgl1-mesa-dev", "libx11-dev", "libxcursor-dev", "libxrandr-dev",
	"libxinerama-dev", "libxi-dev", "libxxf86vm-dev", "libasound2-dev", "libgl1-mesa-dri", "fonts-noto-cjk",
	"fonts-noto-core",
}

func TestSaysNothingWhenNothingIsMissing(t *testing.T) {
	said, calls, ok := debian(t, forRun...).deps("run")
	if !ok || said != "" || calls != "" {
		t.Errorf("ok = %v, says %q, calls %q", ok, said, calls)
	}
}

func TestInstallsOnlyWhatIsMissingAndSaysWhy(t *testing.T) {
	m := debian(t, forRun[:12]...)
	said, calls, ok := m.deps("run")
	if !ok {
		t.Fatalf("fails: %s", said)
	}
	want := "apt-get -q -o DPkg::Lock::Timeout=120 install -y --no-install-recommends libgl1-mesa-dri fonts-wqy-microhei fonts-noto-core\n"
	if calls != want {
		t.Errorf("calls %q, want %q", calls, want)
	}
	if !strings.Contains(said, "fonts-wqy-microhei   Chinese, Japanese and Korean names") {
		t.Errorf("does not say why: %s", said)
	}
	if again, after, ok := m.deps("run"); !ok || again != "" || after != calls {
		t.Errorf("the second time: ok = %v, says %q, calls %q", ok, again, after)
	}
}

func TestTestsNeedAScreenToo(t *testing.T) {
	_, calls, ok := debian(t, forRun...).deps("test")
	if !ok || !strings.HasSuffix(calls, " xvfb openbox xdotool x11-utils imagemagick postgresql dbus-daemon gnome-keyring\n") {
		t.Errorf("ok = %v, calls %q", ok, calls)
	}
}

// A test's own server is all that is wanted of PostgreSQL.
func TestInstallsPostgreSQLWithoutAServer(t *testing.T) {
	for before, want := range map[string]string{
		"":                                  "create_main_cluster = false\n",
		"#create_main_cluster = true\n":     "#create_main_cluster = true\ncreate_main_cluster = false\n",
		"create_main_cluster = true # me\n": "create_main_cluster = true # me\n",
	} {
		m := debian(t, forRun...)
		m.command("apt-get", `
			cat "$CREATECLUSTER" >>"$CALLS"
			for word in "$@"; do case $word in -*) ;; *) echo "$word" >>"$PRESENT" ;; esac; done`)
		if before != "" {
			if err := os.Mkdir(filepath.Dir(m.cluster), 0o755); err != nil {
				t.Fatal(err)
			}
			m.write(m.cluster, before)
		}
		for range 2 { // the second time nothing is missing, and nothing done
			if said, calls, ok := m.deps("test"); !ok || calls != want {
				t.Errorf("ok = %v, with %q, says %s", ok, calls, said)
			}
		}
	}
	m := debian(t, append(forRun, "xvfb", "openbox", "xdotool", "x11-utils", "postgresql", "dbus-daemon", "gnome-keyring")...)
	if _, _, ok := m.deps("test"); !ok {
		t.Error("not content")
	}
	if _, err := os.Stat(m.cluster); err == nil {
		t.Error("changed the settings of a PostgreSQL that was there")
	}
}

func TestFetchesPackageListsOnlyWhereThereAreNone(t *testing.T) {
	m := debian(t)
	if err := os.RemoveAll(m.lists); err != nil {
		t.Fatal(err)
	}
	_, calls, ok := m.deps("run")
	if first, _, _ := strings.Cut(calls, "\n"); !ok || !strings.HasSuffix(first, " update") {
		t.Errorf("ok = %v, calls %q", ok, calls)
	}
}

func TestFetchesPackageListsThatAreTooOld(t *testing.T) {
	m := debian(t, forRun[1:]...)
	m.command("apt-get", `
		echo "${5:-$4}" "$4" >>"$CALLS"
		case "$*" in
		*update) echo fresh >>"$PRESENT" ;;
		*) grep -qx fresh "$PRESENT" || exit 100; echo g++ >>"$PRESENT" ;;
		esac`)
	said, calls, ok := m.deps("run")
	if !ok || strings.Count(calls, "install") != 2 || strings.Count(calls, "update") != 2 {
		t.Errorf("ok = %v, calls %q, says %s", ok, calls, said)
	}
}

func TestUsesSudoUnlessRoot(t *testing.T) {
	m := debian(t, forRun[1:]...)
	m.command("id", `echo 1000`)
	said, calls, ok := m.deps("run")
	if !ok || !strings.Contains(calls, "sudo env\napt-get") {
		t.Errorf("ok = %v, calls %q, says %s", ok, calls, said)
	}
}

func TestStopsWithASentence(t *testing.T) {
	rows := []struct {
		name  string
		spoil func(*machine)
		what  string
		says  string
	}{
		{"no sudo", func(m *machine) {
			m.command("id", `echo 1000`)
			m.without("sudo")
		}, "run", "As root, run: apt-get install g++"},
		{"a password and nobody to type it", func(m *machine) {
			m.command("id", `echo 1000`)
			m.command("sudo", `exit 1`)
		}, "run", "sudo asks for a password"},
		{"apt-get fails", func(m *machine) { m.command("apt-get", `exit 100`) }, "run", "could not install: g++"},
		{"another system", func(m *machine) {
			m.write(m.system, "ID=fedora\n")
			m.command("pkg-config", `exit 1`)
		}, "run", "see 'Other systems' in README.md"},
		{"no Go", func(m *machine) { m.without("go") }, "run", "there is no 'go' here"},
		{"a Go that cannot read go.mod", func(m *machine) {
			m.command("go", `[ "$1" = version ] || exit 1; echo "go version go1.19.8 linux/amd64"`)
		}, "run", "Go 1.26 or newer is needed and this is go1.19.8"},
		{"an old Go", func(m *machine) { m.command("go", `echo go1.25.3`) }, "run", "this is go1.25.3"},
		{"no purpose", func(*machine) {}, "", "say what for"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			m := debian(t, forRun[1:]...)
			row.spoil(m)
			if said, _, ok := m.deps(row.what); ok || !strings.Contains(said, row.says) {
				t.Errorf("ok = %v, says %q, want %q", ok, said, row.says)
			}
		})
	}
}

func TestTakesAnySystemThatHasWhatIsNeeded(t *testing.T) {
	m := debian(t)
	m.write(m.system, "ID=fedora\n")
	m.command("c++", `exit 0`)
	m.command("pkg-config", `exit 0`)
	if said, calls, ok := m.deps("run"); !ok || said != "" || calls != "" {
		t.Errorf("ok = %v, says %q, calls %q", ok, said, calls)
	}
}

func TestKnowsTheKinOfDebian(t *testing.T) {
	for _, system := range []string{"ID=ubuntu\nID_LIKE=debian\n", "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"} {
		m := debian(t, forRun[1:]...)
		m.write(m.system, system)
		if said, calls, ok := m.deps("run"); !ok || !strings.Contains(calls, "g++") {
			t.Errorf("%q: ok = %v, calls %q, says %s", system, ok, calls, said)
		}
	}
}
