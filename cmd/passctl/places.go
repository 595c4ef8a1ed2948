package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"passdesk/app/settings"
)

// places gives where things are: the system's custom, and over it the flags.
func (p *program) places() (settings.Paths, error) {
	paths, err := settings.Locate()
	if err != nil && (p.settings == "" || p.trust == "" || p.store == "") {
		return settings.Paths{}, err
	}
	for flag, place := range map[*string]*string{&p.settings: &paths.Settings, &p.trust: &paths.Directory, &p.store: &paths.Log} {
		if *flag != "" {
			*place = *flag
		}
	}
	return paths, nil
}

func (p *program) pathsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "paths", Short: "Print where settings, trust directory and log are", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			paths, err := p.places()
			if err != nil {
				return err
			}
			fmt.Fprintf(p.out, "settings\t%s\ntrust\t%s\nlog\t%s\n", paths.Settings, paths.Directory, paths.Log)
			return nil
		},
	}
}
