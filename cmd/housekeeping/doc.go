// Package housekeeping keeps the house in order: which room may import which,
// and the rules that hold for every file of the tree.
//
// It is tests only, and nothing may import it. What a linter finds anywhere is
// left to linters; here stand the rules that are Passdesk's own.
package housekeeping
