//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package directory

import (
	"errors"
	"os"
	"syscall"
)

// hold opens a file that nobody else holds until it is closed.
func hold(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	for err == syscall.EINTR {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	}
	switch err {
	case nil:
		return f, nil
	case syscall.EWOULDBLOCK:
		err = errHeld
	case syscall.ENOLCK: // a network drive whose server keeps none
		err = errors.ErrUnsupported
	}
	f.Close()
	return nil, err
}
