package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"passdesk/app/atomicfile"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/app/settings"
)

// logFlags are the flags of `passctl log`.
type logFlags struct {
	what, format, from, to, desk, out string
	least                             int
}

func (p *program) logCommand() *cobra.Command {
	var f logFlags
	c := &cobra.Command{Use: "log", Short: "List, count and export the scan log", Args: knownWord, RunE: needsWord}
	export := &cobra.Command{
		Use: "export", Short: "Write counts or the log to a file", Args: exactly(),
		Long: `Write counts, hours, reasons or the log itself to a file or to standard output.

xlsx is a workbook of all of them, sheet a page of HTML for each day to print,
png a chart: of the days for counts, of the hours for hours, of the outcomes for
reasons. Day sheets without --from and --to are of today. Files can be read by
their owner only.`,
		RunE: func(*cobra.Command, []string) error { return p.export(f) },
	}
	export.Flags().StringVar(&f.what, "what", "counts", "`"+list(report.Tables())+"`")
	export.Flags().StringVar(&f.format, "format", "csv", "`"+list(report.Formats())+"`")
	export.Flags().IntVar(&f.least, "least", 0, "withhold counts below `N`, and those that would give them away")
	export.Flags().StringVarP(&f.out, "out", "o", "", "`FILE` to write; standard output without it")
	c.AddCommand(export,
		&cobra.Command{
			Use: "list", Short: "List the entries, newest first", Args: exactly(),
			RunE: func(*cobra.Command, []string) error {
				return p.export(logFlags{what: "log", format: "csv", from: f.from, to: f.to, desk: f.desk})
			},
		},
		&cobra.Command{
			Use: "counts", Short: "Count the scans of each day", Args: exactly(),
			RunE: func(*cobra.Command, []string) error {
				return p.export(logFlags{what: "counts", format: "csv", from: f.from, to: f.to, desk: f.desk})
			},
		},
	)
	for _, sub := range c.Commands() {
		sub.Flags().StringVar(&f.from, "from", "", "first `DAY`, YYYY-MM-DD")
		sub.Flags().StringVar(&f.to, "to", "", "last `DAY`, YYYY-MM-DD")
		sub.Flags().StringVar(&f.desk, "desk", "", "of the desk of this `NAME` only")
	}
	c.AddCommand(p.logVerifyCommand(), p.logPurgeCommand(), p.logSchemaCommand())
	return c
}

// list joins words as a flag's help has them.
func list[T ~string](words []T) string {
	var all []string
	for _, w := range words {
		all = append(all, string(w))
	}
	return strings.Join(all, "|")
}

func (p *program) export(f logFlags) error {
	e, err := p.exportOf(f)
	if err != nil {
		return err
	}
	store, err := p.readLog()
	if err != nil {
		return err
	}
	defer store.Close()
	write := func(w io.Writer) error { return e.Write(context.Background(), w, store, nil) }
	if f.out != "" && f.out != "-" {
		return saved(f.out, atomicfile.WriteFrom(f.out, 0o600, write))
	}
	return write(p.out)
}

// exportOf checks the flags.
func (p *program) exportOf(f logFlags) (report.Export, error) {
	e := report.Export{What: report.What(f.what), Format: report.Format(f.format), Least: f.least}
	if err := oneOf("--what", e.What, report.Tables()); err != nil {
		return e, err
	}
	if err := oneOf("--format", e.Format, report.Formats()); err != nil {
		return e, err
	}
	if f.least < 0 {
		return e, errors.New("--least takes a number that is not below 0")
	}
	if e.Format == report.Sheet && f.from == "" && f.to == "" {
		f.from = p.now().Format(time.DateOnly)
		f.to = f.from
	}
	query, err := f.query()
	if err != nil {
		return e, err
	}
	e.Query = query
	e.About = p.aboutDesk()
	return e, e.Check()
}

// oneOf refuses what is not among the words of a flag.
func oneOf[T ~string](flag string, word T, words []T) error {
	if slices.Contains(words, word) {
		return nil
	}
	all := strings.Split(list(words), "|")
	last := len(all) - 1
	return fmt.Errorf("%s takes %s or %s, not %q", flag, strings.Join(all[:last], ", "), all[last], word)
}

// query checks the days.
func (f logFlags) query() (scanlog.Query, error) {
	for _, flag := range []struct{ name, day string }{{"--from", f.from}, {"--to", f.to}} {
		if _, err := time.Parse(time.DateOnly, flag.day); flag.day != "" && err != nil {
			return scanlog.Query{}, fmt.Errorf("%s takes a day like 2021-10-05, not %q", flag.name, flag.day)
		}
	}
	if f.from != "" && f.to != "" && f.from > f.to {
		return scanlog.Query{}, errors.New("--from lies after --to")
	}
	return scanlog.Query{From: f.from, To: f.to, Desk: f.desk}, nil
}

// aboutDesk is what a day sheet says besides the log. What cannot be read is
// left out: the figures do not hang on it.
func (p *program) aboutDesk() report.About {
	about := report.About{Made: p.now()}
	if place, err := p.trustAt(); err == nil {
		if kept, err := place.Load(); err == nil {
			about.Issued, about.Checked = kept.Time(), kept.Checked
		}
	}
	if p.settings != "" {
		if set, _, err := settings.Load(p.settings); err == nil {
			about.Site = set.Site
		}
	}
	return about
}

// save writes a file that somebody asked for, whole or not at all.
func save(path string, data []byte) error {
	return saved(path, atomicfile.Write(path, data, 0o600))
}

// saved says which file could not be written.
func saved(path string, err error) error {
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", path, err)
	}
	return nil
}
