package handheld

import "time"

// Received gives the texts in bytes that come over a line in chunks.
func Received(sent []byte, chunk int) []string {
	var got text
	var codes []Code
	now := time.Unix(0, 0)
	for i, b := range sent {
		codes = append(codes, got.receive(b, now)...)
		if i%(100*chunk) == 0 {
			codes = append(codes, got.all(now)...)
		}
	}
	codes = append(codes, got.all(now)...)
	var texts []string
	for _, c := range codes {
		texts = append(texts, c.Text)
	}
	return texts
}
