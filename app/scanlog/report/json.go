package report

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
)

// writeJSON writes a table as JSON, see there.
func writeJSON[T any](w io.Writer, columns []column[T], rows iter.Seq2[T, error]) error {
	var b bytes.Buffer
	// Addresses stay readable: this is not for inside a web page.
	values := json.NewEncoder(&b)
	values.SetEscapeHTML(false)
	before, end := "[\n", "[]\n"
	for row, err := range rows {
		if err != nil {
			return err
		}
		b.Reset()
		b.WriteString(before)
		if err := object(&b, values, columns, row); err != nil {
			return err
		}
		if _, err := w.Write(b.Bytes()); err != nil {
			return err
		}
		before, end = ",\n", "\n]\n"
	}
	_, err := io.WriteString(w, end)
	return err
}

// object writes one row to b, through values, which writes there too.
func object[T any](b *bytes.Buffer, values *json.Encoder, columns []column[T], row T) error {
	before := "{"
	for _, c := range columns {
		b.WriteString(before + `"` + c.name + `":`)
		if err := values.Encode(jsonValue(c.value(row))); err != nil {
			return err
		}
		b.Truncate(b.Len() - 1) // Encode ends a line
		before = ","
	}
	b.WriteByte('}')
	return nil
}
