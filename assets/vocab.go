// Package assets embeds icon, sounds, fonts, translations, rule packs, code
// tables, pinned keys.
//
// It holds bytes and nothing else: what they mean is the business of the
// packages that read them, and nothing here is ever written to.
package assets

import "embed"

// Vocab holds vocab/vaccines.tsv, vocab/tests.tsv and vocab/results.tsv:
// tab-separated UTF-8 tables whose first lines name their sources and
// licences and explain their columns. Read by verify/vocab.
//
//go:embed vocab/*.tsv
var Vocab embed.FS
