//go:build cgo && gocv_specific_modules && gocv_videoio && !customenv

package opencv

// The same way to OpenCV's headers as gocv's, with the same tag to replace it.

/*
#cgo !windows pkg-config: opencv4
#cgo CXXFLAGS: --std=c++11 -DNDEBUG
#cgo windows CPPFLAGS: -IC:/opencv/build/install/include
*/
import "C"
