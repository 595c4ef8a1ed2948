package handheld

// Port is a serial port to choose: what the settings keep, and what a person
// reads.
type Port struct{ ID, Name string }
