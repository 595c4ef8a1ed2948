package ijson_test

import (
	"bytes"
	"encoding/json"
)

// repeats tells by the tokens of a text whether an object in it names a
// member twice: slow, and beyond doubt.
func repeats(raw []byte) bool {
	d := json.NewDecoder(bytes.NewReader(raw))
	var open []map[string]bool // the names of each open object, nil for a list
	name := false              // whether a name comes next
	for {
		token, err := d.Token()
		if err != nil {
			return false
		}
		switch token := token.(type) {
		case json.Delim:
			switch token {
			case '{':
				open = append(open, map[string]bool{})
			case '[':
				open = append(open, nil)
			default:
				open = open[:len(open)-1]
			}
		case string:
			if name {
				if open[len(open)-1][token] {
					return true
				}
				open[len(open)-1][token] = true
				name = false
				continue
			}
		}
		name = len(open) > 0 && open[len(open)-1] != nil
	}
}
