package directory

// Lock keeps imports out, as an import does.
func (f Folder) Lock() (release func(), err error) { return f.lock() }

// Hasty is the folder for one who waits for nobody.
func (f Folder) Hasty() Folder {
	f.patience = 1
	return f
}
