//go:build cgo

package main

import (
	"context"
	"strings"
	"sync/atomic"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/screen"
	"passdesk/app/settings"
	"passdesk/assets"
)

// appID names the program to the system.
const appID = "org.passdesk.desk"

// show opens the window and runs the desk until the window is closed or asked
// ends, and returns once the last entries are with the log.
func show(asked context.Context, d *opened) error {
	words, err := screen.NewWords(assets.Translations, d.set.Language)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	program := fyneapp.NewWithID(appID)
	if icon, err := assets.Icons.ReadFile("icon/Icon.png"); err == nil {
		program.SetIcon(fyne.NewStaticResource("icon.png", icon))
	}
	program.Settings().SetTheme(screen.NewTheme(look(d.set)))

	var loop *app.App
	picture := screen.New(words, screen.Callbacks{
		Act:             func(a desk.Action) { loop.Do(a) },
		OpenFile:        func(path string) { loop.Open(path) },
		Export:          func(path string) { loop.Export(path) },
		ImportDirectory: func(snapshot, signature string) { loop.ImportDirectory(snapshot, signature) },
		OlderLog:        func() { loop.Older() },
	})
	loop = d.loop((&mailbox{show: picture.Show}).put)

	window := program.NewWindow("Passdesk")
	window.SetMaster()
	picture.Attach(window)
	picture.Show(d.state)
	window.Resize(fyne.NewSize(1280, 820))

	done := make(chan struct{})
	program.Lifecycle().SetOnStarted(func() {
		go func() {
			defer close(done)
			loop.Run(ctx)
		}()
		if len(d.notices) > 0 {
			loop.Do(desk.Remark{ID: "start", About: strings.Join(d.notices, " ")})
		}
	})
	// Fyne's goroutine alone may close a window, and only while there is one.
	letGo := context.AfterFunc(asked, func() { fyne.Do(program.Quit) })
	window.ShowAndRun()
	letGo()
	stop()
	<-done
	return nil
}

// look is how the settings want the screen.
func look(s settings.Settings) screen.Look {
	variants := map[settings.Theme]screen.Variant{settings.ThemeLight: screen.Light, settings.ThemeDark: screen.Dark}
	return screen.Look{Variant: variants[s.Theme]}
}

// mailbox carries States to Fyne's goroutine: one slot in which the newest
// wins, and never more than one call of fyne.Do under way.
type mailbox struct {
	show   func(desk.State)
	newest atomic.Pointer[desk.State]
}

func (m *mailbox) put(s desk.State) {
	if m.newest.Swap(&s) != nil {
		return // one is under way and will show this State instead
	}
	fyne.Do(func() { m.show(*m.newest.Swap(nil)) })
}
