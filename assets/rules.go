package assets

import "embed"

// Rules holds rules/ID.yaml, one rule pack a file, and rules/starter.txt,
// a commented pack to begin with; rules/README.md explains
// their form. Read by verify/rules.
//
//go:embed rules/*.yaml rules/starter.txt
var Rules embed.FS
