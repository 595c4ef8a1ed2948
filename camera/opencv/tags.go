//go:build cgo && !(gocv_specific_modules && gocv_videoio)

package opencv

// Without these tags gocv also compiles modules that the OpenCV 4.6 of Debian
// and Ubuntu is too old for, and ends in pages of C++ errors. This line fails
// first, and its name is the remedy; README has the details.
var _ = build_with_make_or_with_GOFLAGS_tags_gocv_specific_modules_gocv_videoio
