package directory

import (
	"os"
	"syscall"
)

// sharingViolation is the error of a file that another program has opened and
// shares with nobody (ERROR_SHARING_VIOLATION).
const sharingViolation syscall.Errno = 32

// hold opens a file that nobody else holds until it is closed.
func hold(path string) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	const sharedWithNobody = 0
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, sharedWithNobody, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	switch err {
	case nil:
		return os.NewFile(uintptr(h), path), nil
	case sharingViolation:
		err = errHeld
	}
	return nil, err
}
