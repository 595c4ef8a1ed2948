//go:build race

package qr

// raceDetector makes tests over many pictures take fewer of them.
const raceDetector = true
