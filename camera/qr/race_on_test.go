//go:build race

package qr

// raceDetector makes tests over many pictures take fewer of them. It is ten
// times slower, and these readers share nothing: what they read is proved
// without it.
const raceDetector = true
