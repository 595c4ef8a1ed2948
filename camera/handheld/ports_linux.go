package handheld

import (
	"os"
	"path/filepath"
	"strings"
)

// Ports lists the serial ports over USB. Others are not looked at: whatever
// is on them may take the look amiss.
func Ports() []Port { return portsIn("/dev") }

// portsIn lists ports under the names that follow a device wherever it is
// plugged in, and under the plain ones where there are no such.
func portsIn(dev string) []Port {
	var ports []Port
	named := map[string]bool{}
	links, _ := filepath.Glob(filepath.Join(dev, "serial", "by-id", "*"))
	for _, link := range links {
		if device, err := filepath.EvalSymlinks(link); err == nil {
			named[device] = true
			ports = append(ports, Port{ID: link, Name: spoken(filepath.Base(link))})
		}
	}
	for _, pattern := range []string{"ttyACM*", "ttyUSB*"} {
		devices, _ := filepath.Glob(filepath.Join(dev, pattern))
		for _, device := range devices {
			if info, err := os.Stat(device); err == nil && !info.IsDir() && !named[device] {
				ports = append(ports, Port{ID: device, Name: filepath.Base(device)})
			}
		}
	}
	return ports
}

// spoken makes a name to read of usb-MAKER_PRODUCT_SERIAL-if00.
func spoken(link string) string {
	link = strings.TrimPrefix(link, "usb-")
	if i := strings.LastIndex(link, "-if"); i > 0 {
		link = link[:i]
	}
	return strings.ReplaceAll(link, "_", " ")
}
