package camera

import (
	"context"
	"time"
)

// Wait lets d pass. It returns ctx.Err(), and at once, when the context ends
// first. Tests hand in one that moves their own clock.
type Wait func(ctx context.Context, d time.Duration) error

// Sleep is the Wait of the real clock.
func Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
