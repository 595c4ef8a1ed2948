package fetch

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
)

// slack is what gzip may add to a file that does not get smaller.
const slack = 4 << 10

// unpack reads a file of up to limit bytes, in the encoding that the server
// names: none or gzip. What travels is bounded like what comes out of it.
func unpack(wire io.Reader, encoding string, limit int64) ([]byte, error) {
	plain := wire
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(&meter{wire, limit + slack})
		if err != nil {
			return nil, err
		}
		plain = z
	default:
		return nil, fault(Garbled)
	}
	data, err := io.ReadAll(&meter{plain, limit})
	switch {
	case err != nil:
		return nil, err
	case len(data) == 0:
		return nil, fault(Garbled)
	case isPage(data):
		return nil, fault(WebPage)
	}
	return data, nil
}

// isPage tells a web page, such as a hotel's login, from both files. They
// could not pass for signed ones; yet a person should not read of a forgery
// where the network only wants a login.
func isPage(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(data, "\ufeff \t\r\n"), []byte("<"))
}

// meter gives up when more than left bytes have come.
type meter struct {
	from io.Reader
	left int64
}

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.from.Read(b)
	if m.left -= int64(n); m.left < 0 {
		return 0, fault(TooLarge)
	}
	return n, err
}
