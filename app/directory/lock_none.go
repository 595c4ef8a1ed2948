//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package directory

import (
	"errors"
	"os"
)

// hold knows no way to hold a file on this system.
func hold(string) (*os.File, error) { return nil, errors.ErrUnsupported }
