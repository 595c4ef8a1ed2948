package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"passdesk/app/assembly"
	"passdesk/app/scanlog/postgres"
)

func (p *program) logPurgeCommand() *cobra.Command {
	var days int
	c := &cobra.Command{
		Use: "purge", Short: "Remove old visits from the log; their counts stay", Args: exactly(),
		Long: `Remove the visits that are older than so many days; checkpoints with their
counts take their place, so that the rest can still be verified. A desk does this
by itself for a log on its own computer (log-keep-days in the settings). In a
server it needs a login with the role passdesk_keeper.`,
		RunE: func(*cobra.Command, []string) error { return p.purgeLog(days) },
	}
	c.Flags().IntVar(&days, "keep-days", 0, "how many `DAYS` are kept")
	return c
}

func (p *program) purgeLog(days int) error {
	if days < 1 {
		return fmt.Errorf("log purge needs --keep-days DAYS, at least 1")
	}
	store, err := p.readLog()
	if err != nil {
		return err
	}
	defer store.Close()
	removed, err := assembly.Purge(store, p.now().AddDate(0, 0, -days).Format(time.DateOnly), p.now)
	fmt.Fprintf(p.out, "removed %d entries\n", removed)
	return err
}

func (p *program) logSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use: "schema", Short: "Print the SQL that makes a log in a PostgreSQL server", Args: exactly(),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(p.out, postgres.Schema)
			return err
		},
	}
}
