//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

/*
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

// probe opens a webcam and asks for a buffer, which only one program at a
// time gets. It returns 0 or an errno.
static int probe(const char *path) {
	struct v4l2_capability can;
	struct v4l2_requestbuffers ask;
	int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC), failed = 0;
	if (fd < 0)
		return errno;
	memset(&can, 0, sizeof can);
	memset(&ask, 0, sizeof ask);
	ask.count = 1;
	ask.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
	ask.memory = V4L2_MEMORY_MMAP;
	if (ioctl(fd, VIDIOC_QUERYCAP, &can) < 0 || ioctl(fd, VIDIOC_REQBUFS, &ask) < 0)
		failed = errno;
	close(fd);
	return failed;
}
*/
import "C"

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"unsafe"

	"gocv.io/x/gocv"

	"passdesk/camera"
)

const webcamAPI = gocv.VideoCaptureV4L2

func systemSysfs() fs.FS { return os.DirFS("/sys/class/video4linux") }

// explain finds out why OpenCV could not open a webcam, which it does not
// say. The probe is C, like OpenCV, so that both meet the same camera even
// when a library stands between them and the system.
func (o origin) explain() error {
	path := o.open
	if !strings.HasPrefix(path, "/") {
		path = "/dev/video" + path
	}
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	errno := syscall.Errno(C.probe(name))
	switch {
	case errno == 0:
		return o.fault(camera.Unsupported, errors.New("no picture format that OpenCV knows"))
	case errno == syscall.EBUSY:
		return o.fault(camera.Busy, errno)
	case errno == syscall.EACCES, errno == syscall.EPERM:
		return o.fault(camera.Denied, errno)
	case errno == syscall.ENOENT, errno == syscall.ENODEV, errno == syscall.ENXIO:
		return o.fault(camera.Missing, errno)
	default: // not a webcam, or not one to take pictures with
		return o.fault(camera.Unsupported, errno)
	}
}
