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
	c := &cobra.Command{Use: "log", Short: "List, count and export the scan log", Args: cobra.NoArgs, RunE: oneOf("list", "counts", "export")}
	export := &cobra.Command{
		Use: "export", Short: "Write counts or the log to a file", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return p.export(f) },
	}
	export.Flags().StringVar(&f.what, "what", "counts", "`counts` or log")
	export.Flags().StringVar(&f.format, "format", "csv", "`csv` or json")
	export.Flags().StringVarP(&f.out, "out", "o", "", "`FILE` to write; standard output without it")
	c.AddCommand(export,
		&cobra.Command{
			Use: "list", Short: "List the entries, newest first", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return p.export(logFlags{"log", "csv", f.from, f.to, ""}) },
		},
		&cobra.Command{
			Use: "counts", Short: "Count the scans of each day", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return p.export(logFlags{"counts", "csv", f.from, f.to, ""}) },
		},
	)
	for _, sub := range c.Commands() {
		sub.Flags().StringVar(&f.from, "from", "", "first `DAY`, YYYY-MM-DD")
		sub.Flags().StringVar(&f.to, "to", "", "last `DAY`, YYYY-MM-DD")
	}
	return c
}

func (p *program) export(f logFlags) error {
	q, err := f.query()
	if err != nil {
		return err
	}
	paths, err := p.places()
	if err != nil {
		return err
	}
	store, err := assembly.ReadLog(paths.Log)
	if err != nil {
		return err
	}
	defer store.Close()
	var out bytes.Buffer
	switch f.what {
	case "counts":
		err = writeCounts(&out, store, q, report.Format(f.format))
	case "log":
		err = writeLog(&out, store, q, report.Format(f.format))
	default:
		err = fmt.Errorf("--what takes counts or log, not %q", f.what)
	}
	if err != nil {
		return err
	}
	if f.out != "" {
		return atomicfile.Write(f.out, out.Bytes(), 0o600)
	}
	_, err = p.out.Write(out.Bytes())
	return err
}

// query checks the days.
func (f logFlags) query() (scanlog.Query, error) {
	for flag, day := range map[string]string{"--from": f.from, "--to": f.to} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return scanlog.Query{}, fmt.Errorf("%s takes a day like 2021-10-05, not %q", flag, day)
		}
	}
	if f.from != "" && f.to != "" && f.from > f.to {
		return scanlog.Query{}, errors.New("--from lies after --to")
	}
	return scanlog.Query{From: f.from, To: f.to}, nil
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
