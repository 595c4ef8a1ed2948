package main

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"passdesk/app/assembly"
	"passdesk/app/atomicfile"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
)

// logFlags are the flags of `passctl log`.
type logFlags struct{ what, format, from, to, out string }

func (p *program) logCommand() *cobra.Command {
	var f logFlags
	c := &cobra.Command{Use: "log", Short: "List, count and export the scan log", Args: knownWord, RunE: needsWord}
	export := &cobra.Command{
		Use: "export", Short: "Write counts or the log to a file", Args: exactly(),
		RunE: func(*cobra.Command, []string) error { return p.export(f) },
	}
	export.Flags().StringVar(&f.what, "what", "counts", "`counts` or log")
	export.Flags().StringVar(&f.format, "format", "csv", "`csv` or json")
	export.Flags().StringVarP(&f.out, "out", "o", "", "`FILE` to write; standard output without it")
	c.AddCommand(export,
		&cobra.Command{
			Use: "list", Short: "List the entries, newest first", Args: exactly(),
			RunE: func(*cobra.Command, []string) error { return p.export(logFlags{"log", "csv", f.from, f.to, ""}) },
		},
		&cobra.Command{
			Use: "counts", Short: "Count the scans of each day", Args: exactly(),
			RunE: func(*cobra.Command, []string) error { return p.export(logFlags{"counts", "csv", f.from, f.to, ""}) },
		},
	)
	for _, sub := range c.Commands() {
		sub.Flags().StringVar(&f.from, "from", "", "first `DAY`, YYYY-MM-DD")
		sub.Flags().StringVar(&f.to, "to", "", "last `DAY`, YYYY-MM-DD")
	}
	c.AddCommand(p.logVerifyCommand())
	return c
}

func (p *program) export(f logFlags) error {
	q, err := f.query()
	if err != nil {
		return err
	}
	path, err := p.logAt()
	if err != nil {
		return err
	}
	store, err := assembly.ReadLog(path)
	if err != nil {
		return err
	}
	defer store.Close()
	write := writeCounts
	if f.what == "log" {
		write = writeLog
	}
	var out bytes.Buffer
	if err := write(&out, store, q, report.Format(f.format)); err != nil {
		return err
	}
	if f.out != "" && f.out != "-" {
		return save(f.out, out.Bytes())
	}
	_, err = p.out.Write(out.Bytes())
	return err
}

// query checks the flags.
func (f logFlags) query() (scanlog.Query, error) {
	switch {
	case f.what != "counts" && f.what != "log":
		return scanlog.Query{}, fmt.Errorf("--what takes counts or log, not %q", f.what)
	case f.format != string(report.CSV) && f.format != string(report.JSON):
		return scanlog.Query{}, fmt.Errorf("--format takes csv or json, not %q", f.format)
	}
	for _, flag := range []struct{ name, day string }{{"--from", f.from}, {"--to", f.to}} {
		if _, err := time.Parse(time.DateOnly, flag.day); flag.day != "" && err != nil {
			return scanlog.Query{}, fmt.Errorf("%s takes a day like 2021-10-05, not %q", flag.name, flag.day)
		}
	}
	if f.from != "" && f.to != "" && f.from > f.to {
		return scanlog.Query{}, errors.New("--from lies after --to")
	}
	return scanlog.Query{From: f.from, To: f.to}, nil
}

// save writes a file that somebody asked for, whole or not at all.
func save(path string, data []byte) error {
	if err := atomicfile.Write(path, data, 0o600); err != nil {
		return fmt.Errorf("%s cannot be written: %w", path, err)
	}
	return nil
}

func writeCounts(out *bytes.Buffer, store scanlog.Store, q scanlog.Query, format report.Format) error {
	counts, err := store.Counts(q)
	if err != nil {
		return err
	}
	return report.WriteCounts(out, format, counts)
}

func writeLog(out *bytes.Buffer, store scanlog.Store, q scanlog.Query, format report.Format) error {
	rows, err := store.Entries(q)
	if err != nil {
		return err
	}
	return report.WriteLog(out, format, rows)
}
