//go:build cgo

package main

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// processNow gives this process's resident memory in megabytes and the
// processor time it has taken in seconds.
func processNow() (rss, cpu float64) {
	statm, _ := os.ReadFile("/proc/self/statm") // pages, see proc(5)
	if fields := strings.Fields(string(statm)); len(fields) > 1 {
		pages, _ := strconv.ParseFloat(fields[1], 64)
		rss = pages * float64(os.Getpagesize()) / (1 << 20)
	}
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) == nil {
		cpu = time.Duration(used.Utime.Nano() + used.Stime.Nano()).Seconds()
	}
	return rss, cpu
}
