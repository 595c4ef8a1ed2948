package scanlog_test

import (
	"testing"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/storetest"
)

func TestMemoryKeepsTheContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) storetest.Store { return new(scanlog.Memory) })
}
