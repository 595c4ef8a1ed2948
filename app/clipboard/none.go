//go:build windows || darwin

package clipboard

// Picture fails with ErrNoWay.
func Picture() ([]byte, error) { return nil, ErrNoWay }
