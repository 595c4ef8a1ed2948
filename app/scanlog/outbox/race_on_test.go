//go:build race

package outbox_test

// The log on this disk holds to the contract with the race detector in its own
// tests; what is cut and killed is so without it as well, ten times as fast.
const (
	contract  = false
	cutsApart = 2000 // bytes
	kills     = 3
)
