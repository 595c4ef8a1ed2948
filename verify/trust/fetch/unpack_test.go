package fetch

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"
)

func packed(f *testing.F, text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, text); err != nil || z.Close() != nil {
		f.Fatal(err)
	}
	return b.Bytes()
}

// FuzzUnpack reads whatever a server may send: never more than the limit, and
// what is not compressed comes out as it is.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte(`{"time":"2026-08-22T04:00:00Z"}`), "", uint16(100))
	f.Add([]byte("\ufeff\n<html>"), "identity", uint16(100))
	f.Add(packed(f, "text"), "gzip", uint16(4))
	f.Add(packed(f, "text"), "GZIP", uint16(3))
	f.Add(append(packed(f, "te"), packed(f, "xt")...), "x-gzip", uint16(9))
	f.Add(packed(f, "text")[:12], "gzip", uint16(9))
	f.Add([]byte("text"), "br", uint16(9))
	f.Fuzz(func(t *testing.T, wire []byte, encoding string, limit uint16) {
		got, err := unpack(bytes.NewReader(wire), encoding, int64(limit))
		switch {
		case err == nil && (len(got) == 0 || len(got) > int(limit) || isPage(got)):
			t.Errorf("%d bytes of %d", len(got), limit)
		case err == nil && encoding == "" && !bytes.Equal(got, wire):
			t.Error("other bytes came out")
		case err != nil && judge(t.Context(), err).Fault.Sentence() == "":
			t.Errorf("%v has no sentence", err)
		}
	})
}
