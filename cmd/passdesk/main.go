//go:build cgo

// Command passdesk is the desktop program: flags, the cgo parts, wiring;
// nothing else.
//
// It opens the log, the trust directory and the camera, makes the window, and
// runs the loop of package app beside Fyne's. Nothing about a visitor is
// written anywhere. On X11 it asks the server (xgb) whether its window is
// minimised, which Fyne does not tell. Of GLFW, which Fyne makes windows with, it
// asks for windows without a depth buffer.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"passdesk/app/desk"
)

func main() {
	f, err := parseFlags(os.Args[1:])
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2) // package flag has said what is wrong
	}
	if err := run(f); err != nil {
		fmt.Fprintln(os.Stderr, "passdesk:", err)
		os.Exit(1)
	}
}

// flags go over the settings file, which goes over the defaults.
type flags struct {
	settings, trust, store, camera string
	updates, cameras, figures      string
	policies, issuers              list
	training                       bool
}

// list is a flag that may be repeated.
type list []string

func (l *list) String() string     { return strings.Join(*l, " ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

func parseFlags(args []string) (flags, error) {
	var f flags
	set := flag.NewFlagSet("passdesk", flag.ContinueOnError)
	set.StringVar(&f.camera, "camera", "", "camera: a number, a device, a video `FILE` or a network address")
	set.StringVar(&f.settings, "settings", "", "settings `FILE`")
	set.StringVar(&f.trust, "trust", "", "folder `DIR` of the trust directory")
	set.StringVar(&f.store, "store", "", "log at `URL`: a file's path, or postgres://USER@HOST/DATABASE")
	set.StringVar(&f.updates, "update-from", "", "take the trust directory over the network from `URL`, its signature beside it")
	set.StringVar(&f.cameras, "cameras", "/sys/class/video4linux", "folder `DIR` in which Linux lists the cameras")
	set.StringVar(&f.figures, "figures", "", "write a line of measurements to `FILE` each second, and one for each verdict")
	set.BoolVar(&f.training, "training", false, "begin with training cards: no camera is needed, nothing is logged")
	set.Var(&f.policies, "policy", "rule pack `ID|FILE`; may be repeated, any admits")
	set.Var(&f.issuers, "issuer", "trust `ISS=JWKS.json[,CRL.json]` for this run; may be repeated")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	if set.NArg() > 0 {
		err := fmt.Errorf("unexpected argument %q; passdesk --help lists the flags", set.Arg(0))
		fmt.Fprintln(set.Output(), "passdesk:", err)
		return f, err
	}
	return f, nil
}

// run opens the desk, and ends the program when its window is closed or the
// system asks for that. It returns what kept the desk from opening.
func run(f flags) error {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" && needsDisplay {
		return errors.New("there is no screen to open a window on (DISPLAY is not set); passctl works without one")
	}
	settled, err := f.settle()
	if err != nil {
		return err
	}
	notices := settled.notices
	d, err := open(f, settled, func(n desk.Notice) { notices = append(notices, n) })
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return show(ctx, d, notices, d.exit)
}

// exit ends the program. A log that did not take all entries may hang, and is
// not waited for.
func (d *opened) exit(lost int) {
	if lost > 0 {
		fmt.Fprintf(os.Stderr, "passdesk: scans that could not be written to the log and are lost: %d\n", lost)
		os.Exit(1)
	}
	d.store.Close()
	os.Exit(0)
}
