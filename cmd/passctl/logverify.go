package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/postgres"
	"passdesk/app/scanlog/sqlite"
)

func (p *program) logVerifyCommand() *cobra.Command {
	var seals []string
	c := &cobra.Command{
		Use: "verify", Short: "Look for entries that were changed, removed or put in", Args: exactly(),
		Long: `Look for entries that were changed, removed or put in.

Whoever owns the log can write all of it anew, and cut off its end: that shows
only against a seal that was kept elsewhere, such as on a printed day sheet.
Each desk's newest seal is printed, to be kept. The exit status is 1 when
something was found.`,
		RunE: func(*cobra.Command, []string) error { return p.verifyLog(seals) },
	}
	c.Flags().StringArrayVar(&seals, "seal", nil, "`DESK=NUMBER-HASH` that was kept elsewhere; may be repeated")
	return c
}

// verifyLog says what of the log does not hold, and how far it goes.
func (p *program) verifyLog(kept []string) error {
	var seals []scanlog.Seal
	for _, text := range kept {
		seal, err := scanlog.ParseSeal(text)
		if err != nil {
			return fmt.Errorf("--seal: %w", err)
		}
		seals = append(seals, seal)
	}
	store, err := p.readLog()
	if err != nil {
		return err
	}
	defer store.Close()
	desks, findings, err := scanlog.Check(scanlog.All(store, scanlog.Query{}), seals...)
	if err != nil {
		return err
	}
	for _, f := range findings {
		fmt.Fprintln(p.out, plain(f.Error()))
		p.fell()
	}
	if checked, is := store.(interface{ Check() error }); is && len(findings) == 0 {
		if err := checked.Check(); errors.Is(err, sqlite.ErrDamaged) || errors.Is(err, postgres.ErrSums) {
			fmt.Fprintln(p.out, "the entries are as they were written, but not what is kept to find and count them by")
			p.fell()
		} else if err != nil {
			return err
		}
	}
	for _, d := range desks {
		if d.Desk == scanlog.RetentionDesk {
			continue // it says what was removed, which stands with its desk
		}
		fmt.Fprintf(p.out, "%s: %d entries", plain(d.Desk), d.Entries)
		if d.Purged > 0 {
			fmt.Fprintf(p.out, ", %d more removed by retention", d.Purged)
		}
		fmt.Fprintf(p.out, ", seal %s\n", plain(d.Last.Line()))
	}
	return nil
}
