package report

import (
	"encoding/csv"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// writeCSV writes a table as CSV, see there.
func writeCSV[T any](w io.Writer, columns []column[T], rows iter.Seq2[T, error]) error {
	lines := csv.NewWriter(w)
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = c.name
	}
	if err := lines.Write(line); err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		for i, c := range columns {
			line[i] = cell(c.value(row))
		}
		if err := lines.Write(line); err != nil {
			return err
		}
	}
	lines.Flush()
	return lines.Error()
}

// cell gives a value as CSV has it.
func cell(value any) string {
	if text, ok := value.(string); ok {
		return plainText(text)
	}
	return plain(value)
}

// plainText puts an apostrophe before a text that a spreadsheet would take for
// a formula (OWASP, "CSV Injection"): an issuer comes from whoever made the
// card. The wide forms are those that Excel takes for the narrow ones in East
// Asian editions.
func plainText(text string) string {
	const starts = "=+-@\t\r\n＝＋－＠"
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " "))
	if strings.ContainsRune(starts, first) {
		return "'" + text
	}
	return text
}
