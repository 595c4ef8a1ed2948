package main

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"passdesk/app/assembly"
	"passdesk/app/scanlog/postgres"
	"passdesk/app/settings"
)

// trustAt gives where the directory is: the system's custom, unless --trust
// names another place.
func (p *program) trustAt() (assembly.Trust, error) {
	dir := p.trust
	if dir == "" {
		paths, err := settings.Locate()
		if err != nil {
			return assembly.Trust{}, fmt.Errorf("%w; --trust DIR names the folder", err)
		}
		dir = paths.Directory
	}
	return assembly.Trust{Dir: dir, Now: p.now, Pins: p.pins}, nil
}

// logAt gives where the log is: where --store says, or else the settings, or
// else the system's custom.
func (p *program) logAt() (string, error) {
	if strings.Contains(p.store, "://") {
		// The address of a server may hold a password: it is not repeated.
		if _, err := postgres.Parse(p.store); err != nil {
			return "", fmt.Errorf("--store takes the path of a file or the address of a server: %w", err)
		}
	}
	if p.store != "" {
		return p.store, nil
	}
	paths, err := settings.Locate()
	if err != nil {
		return "", fmt.Errorf("%w; --store FILE names it", err)
	}
	data, err := os.ReadFile(cmp.Or(p.settings, paths.Settings))
	if err == nil {
		if set, _, err := settings.Parse(data); err == nil && set.Log != "" {
			return set.Log, nil
		}
	}
	return paths.Log, nil
}

// readLog opens the log to read it.
func (p *program) readLog() (assembly.Log, error) {
	where, err := p.logAt()
	if err != nil {
		return nil, err
	}
	return assembly.ReadLog(where)
}

func (p *program) pathsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "paths", Short: "Print where settings, trust directory and log are", Args: exactly(),
		RunE: func(*cobra.Command, []string) error { return p.paths() },
	}
}

func (p *program) paths() error {
	file := p.settings
	if file == "" {
		paths, err := settings.Locate()
		if err != nil {
			return err
		}
		file = paths.Settings
	}
	place, err := p.trustAt()
	if err != nil {
		return err
	}
	log, err := p.logAt()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "settings\t%s\ntrust\t%s\nlog\t%s\n", file, place.Dir, log)
	return nil
}
