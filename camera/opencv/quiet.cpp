//go:build cgo && gocv_specific_modules && gocv_videoio

// OpenCV and FFmpeg report to stderr what a desk learns as a camera.Error
// anyway, and FFmpeg quotes addresses with their passwords. This silences
// them, and sets what else they take from variables only, unless the person
// who starts the program has set them.
//
// It runs as a constructor, before main: setenv is not safe once there are
// threads, and OpenCV has read OPENCV_LOG_LEVEL when its library was loaded,
// so that only a call reaches the log level then.

#include <cstdlib>
#include <opencv2/core/utils/logger.hpp>

namespace {

void prefer(const char *name, const char *value) {
  if (getenv(name))
    return;
#ifdef _WIN32
  _putenv_s(name, value);
#else
  setenv(name, value, 0);
#endif
}

struct Quiet {
  Quiet() {
    if (!getenv("OPENCV_LOG_LEVEL"))
      cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    prefer("OPENCV_FFMPEG_LOGLEVEL", "-8");
    // A webcam that hangs is let go after 3 s instead of 10, so that the next
    // try does not find it busy.
    prefer("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "3");
    // FFmpeg takes any certificate if not told otherwise. For a camera that
    // made its own, ca_file;camera.pem goes between the two. RTSP over TCP,
    // for a code with lost parts cannot be read, is OpenCV's own choice, which
    // it forgets when it is given another.
    prefer("OPENCV_FFMPEG_CAPTURE_OPTIONS", "tls_verify;1|rtsp_transport;tcp");
  }
} quiet;

}  // namespace
