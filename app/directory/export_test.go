package directory

import "time"

// Lock keeps imports out, as an import does.
func (f Folder) Lock() (release func(), err error) { return f.lock() }

// Hasty is the folder for one who waits for nobody.
func (f Folder) Hasty() Folder {
	f.patience = 1
	return f
}

// Overtaken loads the folder and tells whether the load is begun anew when
// meanwhile happens at its end.
func (f Folder) Overtaken(at time.Time, meanwhile func()) bool {
	kept, err := f.load(at)
	meanwhile()
	return err != nil && f.moved(kept.pointer)
}
