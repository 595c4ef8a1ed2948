//go:build race

package app_test

// usualKills is small because what is killed is killed as well without the
// race detector, and starts five times as fast.
const usualKills = 10
