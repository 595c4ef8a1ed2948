//go:build cgo

package main

// needsDisplay: on Linux the window driver panics without a display.
const needsDisplay = true
