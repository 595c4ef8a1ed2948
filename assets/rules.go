package assets

import "embed"

// Rules holds rules/ID.yaml, one rule pack a file; rules/README.md explains
// their form. Read by verify/rules.
//
//go:embed rules/*.yaml
var Rules embed.FS
