//go:build cgo && !linux

package main

// needsDisplay: elsewhere the system always has a screen to ask.
const needsDisplay = false
