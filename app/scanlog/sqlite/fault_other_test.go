//go:build !linux

package sqlite_test

// roles are what this test binary can play on this system.
func roles() map[string]func(string) error { return nil }
