//go:build cgo

package main

import (
	"os"
	"strings"
	"testing"
)

// TestTextGrowsWindow makes the text of the running desk twice as large by
// keys, which the settings file keeps for the next start.
func TestTextGrowsWindow(t *testing.T) {
	w := start(t)
	w.awaitTitle("Passdesk –")
	w.keep("usual")
	w.eventually("text of twice the size in the settings", func() bool {
		w.key("ctrl+plus")
		data, err := os.ReadFile(w.settings())
		return err == nil && strings.Contains(string(data), "text-size = 200\n")
	})
	w.keep("large")
	w.end()
	w.run()
	w.awaitTitle("Passdesk –")
	w.keep("large again")
	w.eventually("text of the usual size in the settings", func() bool {
		w.key("ctrl+0")
		data, err := os.ReadFile(w.settings())
		return err == nil && strings.Contains(string(data), "text-size = 100\n")
	})
}
