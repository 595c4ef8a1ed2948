//go:build cgo

package main

import "github.com/go-gl/glfw/v3.4/glfw"

// withoutDepth asks for windows without a depth buffer; to be called when Fyne
// has begun with GLFW and has shown none. Nothing here lies behind anything, and
// without a graphics card Mesa fills that buffer at each painting, which is a
// tenth of all that it does.
func withoutDepth() {
	glfw.WindowHint(glfw.DepthBits, 0)
	glfw.WindowHint(glfw.StencilBits, 0)
}
