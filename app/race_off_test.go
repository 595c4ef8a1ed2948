//go:build !race

package app_test

const usualKills = 50
