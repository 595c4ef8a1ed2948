//go:build cgo && !linux

package main

// quietALSA does nothing: ALSA is Linux's.
func quietALSA() {}
