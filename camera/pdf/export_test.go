package pdf

import "github.com/tetratelabs/wazero"

// NewInterpreter makes a Drawer that is ready at once and slow with each file:
// for fuzzing, where compiling PDFium takes a minute.
func NewInterpreter() *Drawer {
	return &Drawer{config: wazero.NewRuntimeConfigInterpreter(), ready: true}
}
