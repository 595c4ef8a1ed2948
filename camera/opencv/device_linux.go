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

struct mode {
	unsigned format;
	int width, height;
	double rate; // pictures a second, 0 if the webcam does not say
};

static double per_second(struct v4l2_fract each) {
	return each.numerator ? (double)each.denominator / each.numerator : 0;
}

// nearest_rate gives the rate of a format and size that is nearest to a wish.
static double nearest_rate(int fd, struct mode m, double wish) {
	struct v4l2_frmivalenum each;
	double best = 0, rate;
	memset(&each, 0, sizeof each);
	each.pixel_format = m.format;
	each.width = m.width;
	each.height = m.height;
	for (; each.index < 256 && ioctl(fd, VIDIOC_ENUM_FRAMEINTERVALS, &each) == 0; each.index++) {
		if (each.type != V4L2_FRMIVAL_TYPE_DISCRETE) { // any rate from max to min
			double slow = per_second(each.stepwise.max), fast = per_second(each.stepwise.min);
			return wish < slow ? slow : wish > fast ? fast : wish;
		}
		rate = per_second(each.discrete);
		if (best == 0 || (rate > wish ? rate - wish : wish - rate) < (best > wish ? best - wish : wish - best))
			best = rate;
	}
	return best;
}

static int within(int wish, int least, int most, int step) {
	if (wish <= least || step < 1)
		return least;
	return (wish < most ? wish - least : most - least) / step * step + least;
}

// modes lists the formats and sizes of a webcam, each with its rate nearest to
// the wish; of a size that can be chosen freely, the nearest to the wish. It
// returns how many.
static int modes(const char *path, struct mode wish, struct mode *to, int room) {
	struct v4l2_fmtdesc format;
	struct v4l2_frmsizeenum size;
	int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC), n = 0;
	if (fd < 0)
		return 0;
	memset(&format, 0, sizeof format);
	format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
	for (; format.index < 64 && ioctl(fd, VIDIOC_ENUM_FMT, &format) == 0; format.index++) {
		memset(&size, 0, sizeof size);
		size.pixel_format = format.pixelformat;
		for (; n < room && ioctl(fd, VIDIOC_ENUM_FRAMESIZES, &size) == 0; size.index++) {
			struct mode m = {format.pixelformat, size.discrete.width, size.discrete.height, 0};
			struct v4l2_frmsize_stepwise *s = &size.stepwise;
			if (size.type != V4L2_FRMSIZE_TYPE_DISCRETE) {
				m.width = within(wish.width, s->min_width, s->max_width, s->step_width);
				m.height = within(wish.height, s->min_height, s->max_height, s->step_height);
			}
			m.rate = nearest_rate(fd, m, wish.rate);
			to[n++] = m;
			if (size.type != V4L2_FRMSIZE_TYPE_DISCRETE)
				break;
		}
	}
	close(fd);
	return n;
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

// rawWebcam tells that webcams can give what they send as it is, undecoded.
const rawWebcam = true

func systemSysfs() fs.FS { return os.DirFS("/sys/class/video4linux") }

// modes asks a webcam what it can send, in C for the same reason as explain.
func (o origin) modes(wish mode) []mode {
	path := o.device()
	defer C.free(unsafe.Pointer(path))
	var found [256]C.struct_mode
	n := C.modes(path, C.struct_mode{
		width: C.int(wish.width), height: C.int(wish.height), rate: C.double(wish.rate),
	}, &found[0], C.int(len(found)))
	modes := make([]mode, n)
	for i, m := range found[:n] {
		codec := []byte{byte(m.format), byte(m.format >> 8), byte(m.format >> 16), byte(m.format >> 24)}
		modes[i] = mode{string(codec), int(m.width), int(m.height), float64(m.rate)}
	}
	return modes
}

// device gives the path of a webcam, to be freed.
func (o origin) device() *C.char {
	if strings.HasPrefix(o.open, "/") {
		return C.CString(o.open)
	}
	return C.CString("/dev/video" + o.open)
}

// explain finds out why OpenCV could not open a webcam, which it does not
// say. The probe is C, like OpenCV, so that both meet the same camera even
// when a library stands between them and the system.
func (o origin) explain() error {
	path := o.device()
	defer C.free(unsafe.Pointer(path))
	errno := syscall.Errno(C.probe(path))
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
