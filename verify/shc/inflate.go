package shc

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"

	"passdesk/verify/reason"
)

var (
	errPlain   = fail(reason.NotCompressed, "The card is not compressed as health cards are.")
	errStream  = fail(reason.MalformedPayload, "The card's contents cannot be decompressed.")
	errInflate = fail(reason.MalformedPayload, "The card's contents are larger than any health card's.")
)

// inflate decompresses a raw DEFLATE stream (RFC 1951; specification, "Health
// Cards are Small"). No stream of a JSON object begins with a brace. Bytes
// after its end are signed and mean nothing: some libraries leave a checksum
// there.
func inflate(raw []byte) ([]byte, error) {
	if bytes.HasPrefix(raw, []byte("{")) {
		return nil, errPlain
	}
	stream := streams.Get().(inflater)
	if stream.Reset(bytes.NewReader(raw), nil) != nil {
		return nil, errStream
	}
	var payload bytes.Buffer
	payload.Grow(min(4*len(raw), maxPayload)) // most cards shrink to a third
	n, err := payload.ReadFrom(io.LimitReader(stream, maxPayload+1))
	switch {
	case err != nil:
		recycle(stream, blank[:])
		return nil, errStream
	case n > maxPayload:
		recycle(stream, blank[:])
		return nil, errInflate
	default:
		recycle(stream, blank[:min(int(n), len(blank))])
		return payload.Bytes(), nil
	}
}

// inflater is a decompressor that can be used again.
type inflater interface {
	io.Reader
	flate.Resetter
}

// streams keeps decompressors: making one costs as much as all else that is
// done with a card before its signature. They hold no card while they wait.
var streams = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

// blank is as much of the past as a decompressor remembers, and empty. It is
// never written to.
var blank [32 << 10]byte

// recycle has the stream forget what it read: zeros in place of the past take
// the room in which the last text stood, from its beginning.
func recycle(stream inflater, past []byte) {
	_ = stream.Reset(bytes.NewReader(nil), past)
	streams.Put(stream)
}
