//go:build cgo && !linux

package main

import "fyne.io/fyne/v2"

// eye sees nothing amiss where nobody tells.
type eye struct{}

func newEye(fyne.Window) *eye { return &eye{} }

func (*eye) isMinimised() bool { return false }
