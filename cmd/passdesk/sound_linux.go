//go:build cgo

package main

// #cgo pkg-config: alsa
// #include <alsa/asoundlib.h>
//
// static void say_nothing(const char *file, int line, const char *function, int err, const char *fmt, ...) {}
// static void quiet(void) { snd_lib_error_set_handler(say_nothing); }
import "C"

// quietALSA keeps the sound system from writing to the terminal of a computer
// that has no sound device.
func quietALSA() { C.quiet() }
