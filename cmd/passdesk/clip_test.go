//go:build cgo

package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"os"
	"testing"
)

// writeClip writes pictures of one size as a Motion JPEG video file (AVI,
// RIFF form "AVI " with one vids stream), so that the desk has a real video
// file to open without any encoder on the machine.
func writeClip(t *testing.T, path string, fps int, pictures []image.Image) {
	t.Helper()
	var frames [][]byte
	encoded := map[image.Image][]byte{} // a picture is often shown again
	for _, p := range pictures {
		if encoded[p] == nil {
			encoded[p] = jpegOf(t, p)
		}
		frames = append(frames, encoded[p])
	}
	writeFrames(t, path, fps, pictures[0].Bounds().Size(), frames)
}

// writeFrames is writeClip for pictures that are JPEG files already.
func writeFrames(t *testing.T, path string, fps int, size image.Point, frames [][]byte) {
	t.Helper()
	var movi, index bytes.Buffer
	movi.WriteString("movi")
	for _, frame := range frames {
		put(&index, "00dc", uint32(0x10), uint32(movi.Len()), uint32(len(frame)))
		put(&movi, "00dc", uint32(len(frame)), frame)
		if len(frame)%2 == 1 {
			movi.WriteByte(0)
		}
	}
	var body bytes.Buffer
	body.WriteString("AVI ")
	chunk(&body, "LIST", clipHeader(uint32(fps), uint32(len(frames)), size))
	chunk(&body, "LIST", movi.Bytes())
	chunk(&body, "idx1", index.Bytes())
	var file bytes.Buffer
	chunk(&file, "RIFF", body.Bytes())
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// clipHeader is the hdrl list: avih, then one strl with strh and strf.
func clipHeader(fps, frames uint32, size image.Point) []byte {
	w, h := uint32(size.X), uint32(size.Y)
	var main, stream, format, strl, hdrl bytes.Buffer
	put(&main, 1000000/fps, uint32(0), uint32(0), uint32(0x10), frames, uint32(0), uint32(1), w*h*3, w, h, make([]byte, 16))
	put(&stream, "vids", "MJPG", make([]byte, 12), uint32(1), fps, uint32(0), frames, w*h*3, ^uint32(0), uint32(0), make([]byte, 8))
	put(&format, uint32(40), w, h, uint16(1), uint16(24), "MJPG", w*h*3, make([]byte, 16))
	strl.WriteString("strl")
	chunk(&strl, "strh", stream.Bytes())
	chunk(&strl, "strf", format.Bytes())
	hdrl.WriteString("hdrl")
	chunk(&hdrl, "avih", main.Bytes())
	chunk(&hdrl, "LIST", strl.Bytes())
	return hdrl.Bytes()
}

// chunk writes a RIFF chunk: its four-letter name, its size, its bytes, and a
// zero byte when the size is odd.
func chunk(b *bytes.Buffer, name string, data []byte) {
	put(b, name, uint32(len(data)), data)
	if len(data)%2 == 1 {
		b.WriteByte(0)
	}
}

// put writes strings and bytes as they are, and numbers little-endian.
func put(b *bytes.Buffer, values ...any) {
	for _, v := range values {
		switch v := v.(type) {
		case string:
			b.WriteString(v)
		case []byte:
			b.Write(v)
		default:
			_ = binary.Write(b, binary.LittleEndian, v) // a bytes.Buffer takes all
		}
	}
}

func jpegOf(t *testing.T, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
