//go:build !linux

package handheld

import (
	"strings"

	"go.bug.st/serial"
)

// Ports lists the serial ports that a scanner may be on.
func Ports() []Port {
	var ports []Port
	names, _ := serial.GetPortsList() // none, if they cannot be listed
	for _, name := range names {
		if strings.HasPrefix(name, "COM") || strings.Contains(name, "/cu.usb") {
			ports = append(ports, Port{ID: name, Name: strings.TrimPrefix(name, "/dev/")})
		}
	}
	return ports
}
