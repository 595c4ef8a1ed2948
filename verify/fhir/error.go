package fhir

// Error says what is wrong with a bundle as a whole. Path names the place in
// FHIR's words ("entry"), empty for the bundle itself. Neither field ever
// repeats anything that the bundle says.
type Error struct {
	Path    string
	Problem string
}

// Error gives one clause, such as "FHIR bundle: entry: more than 2000".
func (e *Error) Error() string {
	if e.Path == "" {
		return "FHIR bundle: " + e.Problem
	}
	return "FHIR bundle: " + e.Path + ": " + e.Problem
}
