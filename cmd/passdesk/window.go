//go:build cgo

package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/folder"
	"passdesk/app/scanlog/report"
	"passdesk/app/screen"
	"passdesk/app/settings"
	"passdesk/assets"
	"passdesk/camera/handheld"
	"passdesk/verify/reason"
)

// appID names the program to the system.
const appID = "org.passdesk.desk"

// show opens the window and runs the desk until the window is closed or asked
// ends. Once the last entries are with the log it calls exit, which ends the
// program, with how many the log did not take.
func show(asked context.Context, d *opened, notices []desk.Notice, exit func(lost int)) error {
	words, err := screen.NewWords(assets.Translations, d.outfit.Set.Language)
	if err != nil {
		return err
	}
	program := newProgram()
	look := looking{program: program}
	look.show(d.state)
	var loop *app.App
	do := d.callbacks(func() *app.App { return loop })
	do.Copy = func(text string) { program.Clipboard().SetContent(text) }
	picture := screen.New(words, do)
	second, sight := visitor{program: program, words: words, do: do}, sight{act: do.Act}
	wake := wake{windows: program.Driver().AllWindows}
	loop = d.loop((&mailbox{do: fyne.Do, show: func(s desk.State) {
		look.show(s)
		picture.Show(s)
		second.show(s)
		sight.look(s)
		wake.look(s.Now)
		d.figures.shown(s)
	}}).put)

	window := program.NewWindow("Passdesk")
	withoutDepth()
	window.SetMaster()
	second.desk, sight.window = window, window
	picture.Attach(window)
	d.figures.attach(window)
	picture.Show(d.state)
	window.Resize(fyne.NewSize(1280, 820))

	ctx, stop := context.WithCancel(asked)
	defer stop()
	ended := make(chan int, 1)
	program.Lifecycle().SetOnStarted(func() {
		go func() { ended <- loop.Run(ctx) }()
		if len(notices) > 0 {
			d.say(words.Together(notices))
		}
	})
	// Fyne must not end first: it would draw States that still come on the
	// loop's goroutine, and now and then (2.8.1) it waits for good for
	// something that it dropped itself.
	leave := sync.OnceFunc(func() {
		stop()
		exit(<-ended)
	})
	window.SetCloseIntercept(func() { picture.Leave(leave) })
	defer context.AfterFunc(asked, leave)()
	window.ShowAndRun()
	leave()
	return nil
}

// newProgram begins with Fyne. It says that all of the window's work is done on
// Fyne's goroutine, as FyneApp.toml says of a package: Fyne would find out at
// each change of each object, which takes a tenth of a millisecond.
func newProgram() fyne.App {
	program := fyneapp.NewWithID(appID)
	about := program.Metadata()
	about.Migrations = map[string]bool{"fyneDo": true}
	fyneapp.SetMetadata(about)
	if icon, err := assets.Icons.ReadFile("icon/Icon.png"); err == nil {
		program.SetIcon(fyne.NewStaticResource("icon.png", icon))
	}
	return program
}

// callbacks lets what a person does happen in the loop, which is made after the
// screen.
func (d *opened) callbacks(loop func() *app.App) screen.Callbacks {
	return screen.Callbacks{
		Act:             func(a desk.Action) { loop().Do(a) },
		OpenFiles:       func(paths ...string) { loop().Open(paths...) },
		Paste:           func(text string) { loop().Paste(text) },
		Export:          func(path string, e report.Export) { loop().Export(path, e) },
		CancelExport:    func() { loop().CancelExport() },
		ImportDirectory: func(snapshot, signature string) { loop().ImportDirectory(snapshot, signature) },
		KeepPassword:    func(address, password string) { loop().KeepPassword(address, password) },
		UpdateDirectory: func() { loop().UpdateDirectory() },
		AddIssuer:       func(n desk.NewIssuer) { loop().AddIssuer(n) },
		RemoveIssuer:    func(iss string) { loop().RemoveIssuer(iss) },
		Change:          func(s settings.Settings) { loop().Change(s) },
		Browse:          func(q folder.Query) { loop().Browse(q) },
		OlderLog:        func() { loop().Older() },
		TryPIN:          func(pin string) { loop().TryPIN(pin) },
		SetPIN:          func(pin string, s settings.Settings) { loop().SetPIN(pin, s) },
		Speak:           func(words, lang string) { d.talker.speak(words, lang) },
		Hear:            func(o reason.Outcome) { d.speaker.sound(sound{of: o, asked: true}) },
		Clock:           time.Now,
		Scanned:         func(c handheld.Code) { loop().Hear(c) },
		Scanning:        func(p handheld.Progress) { loop().Coming(p) },
	}
}

// looking gives the program the look that the settings want.
type looking struct {
	program fyne.App
	shown   screen.Look
}

func (l *looking) show(st desk.State) {
	if wanted := lookOf(st.Setup.Set); wanted != l.shown {
		l.shown = wanted
		l.program.Settings().SetTheme(screen.NewTheme(wanted))
	}
}

func lookOf(set settings.Settings) screen.Look {
	variants := map[settings.Theme]screen.Variant{settings.ThemeLight: screen.Light, settings.ThemeDark: screen.Dark}
	return screen.Look{Variant: variants[set.Theme], Scale: float32(max(set.TextSize, settings.LeastText)) / 100}
}

// mailbox carries States to Fyne's goroutine: one slot in which the newest
// wins, and never more than one call of fyne.Do under way.
type mailbox struct {
	do     func(func()) // on Fyne's goroutine, later
	show   func(desk.State)
	newest atomic.Pointer[desk.State]
}

func (m *mailbox) put(s desk.State) {
	if m.newest.Swap(&s) != nil {
		return // one is under way and will show this State instead
	}
	m.do(func() { m.show(*m.newest.Swap(nil)) })
}
