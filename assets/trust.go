package assets

import "embed"

// Trust holds trust/pins.json, the public keys that may sign a snapshot of
// the directory, and trust/test-issuers.json, the issuers whose private keys
// are public. Both name their sources. Read by verify/trust.
//
//go:embed trust/*.json
var Trust embed.FS
