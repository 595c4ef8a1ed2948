//go:build !race

package outbox_test

const (
	contract  = true
	cutsApart = 733 // bytes
	kills     = 10
)
