//go:build cgo

package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"passdesk/app/chime"
	"passdesk/verify/reason"
)

// heard opens a pipe and lets the sound system play into it, as fast as the
// other end reads: the device is real but for the air.
func heard(t *testing.T) io.Reader {
	t.Helper()
	dir := t.TempDir()
	pipe, config := filepath.Join(dir, "air"), filepath.Join(dir, "asound.conf")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	air, err := os.OpenFile(pipe, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { air.Close() })
	writeFile(t, config, fmt.Appendf(nil, "pcm.!default { type file slave.pcm { type null } file %q format \"raw\" }\n", pipe))
	t.Setenv("ALSA_CONFIG_PATH", config)
	return air
}

// A process may open its device once, so this is one test.
func TestASoundReachesTheDevice(t *testing.T) {
	air := heard(t)
	s := newSpeaker(func(err error) { t.Errorf("failed: %v", err) })
	for _, o := range []reason.Outcome{reason.Accepted, reason.Invalid} {
		s.sound(sound{of: o})
		want := samplesOf(o)
		got, err := listen(air, len(want))
		if err != nil {
			t.Fatalf("%s: %v", o, err)
		}
		for i := range got {
			if math.Abs(got[i]-want[i]) > 0.01 {
				t.Fatalf("%s: sample %d of %d is %.3f, want %.3f", o, i, len(want), got[i], want[i])
			}
		}
	}
}

// samplesOf gives a sound from its first sample that is not silent.
func samplesOf(o reason.Outcome) (all []float64) {
	pcm := chime.Of(o)
	for i := 0; i < len(pcm); i += 2 {
		if v := float64(int16(binary.LittleEndian.Uint16(pcm[i:]))) / -math.MinInt16; v != 0 || len(all) > 0 {
			all = append(all, v)
		}
	}
	return all
}

// listen waits for a sample that is not silent and gives as many from there.
func listen(air io.Reader, n int) (all []float64, err error) {
	const patience = 60 * chime.Rate // samples, of silence
	sample := make([]byte, 4)        // the system takes 32-bit floats
	for silent := 0; len(all) < n && silent < patience; {
		if _, err := io.ReadFull(air, sample); err != nil {
			return nil, err
		}
		if v := float64(math.Float32frombits(binary.LittleEndian.Uint32(sample))); v != 0 || len(all) > 0 {
			all = append(all, v)
		} else {
			silent++
		}
	}
	if len(all) < n {
		return nil, errors.New("only silence")
	}
	return all, nil
}

// asSilent makes this test binary play a computer without a sound device.
const asSilent = "PASSDESK_TEST_SILENT"

func TestAComputerWithoutSoundSaysSoWhenAsked(t *testing.T) {
	if os.Getenv(asSilent) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), asSilent+"=1", "ALSA_CONFIG_PATH="+filepath.Join(t.TempDir(), "none"))
		out, err := cmd.CombinedOutput()
		if err != nil || strings.Contains(string(out), "ALSA") {
			t.Errorf("%v, and written to the terminal:\n%s", err, out)
		}
		return
	}
	failures := make(chan error, 2)
	s := newSpeaker(func(err error) { failures <- err })
	s.sound(sound{of: reason.Accepted}) // nobody asked for this one
	for len(s.wanted) > 0 {
		time.Sleep(time.Millisecond)
	}
	s.sound(sound{of: reason.Invalid, asked: true})
	if err := <-failures; !strings.Contains(err.Error(), "no sound device") || len(failures) > 0 {
		t.Errorf("%v, and %d more", err, len(failures))
	}
}
