package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passdesk/app/assembly"
	"passdesk/app/intake"
	"passdesk/app/settings"
	"passdesk/verify/rules"
)

func (p *program) rulesCommand() *cobra.Command {
	c := &cobra.Command{Use: "rules", Short: "List, show, check and begin rule packs", Args: knownWord, RunE: needsWord}
	c.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List the rule packs: those that ship, and those of the folder beside the settings", Args: exactly(),
			RunE: func(*cobra.Command, []string) error { return p.rulesList() },
		},
		&cobra.Command{
			Use: "show ID|FILE", Short: "Say in words what a rule pack asks for, with its sources and parameters", Args: exactly("ID or FILE"),
			RunE: func(_ *cobra.Command, args []string) error { return p.rulesShow(args[0]) },
		},
		&cobra.Command{
			Use: "check FILE...", Short: "Compile rule packs, run their own tests and print a table",
			Long: `Compile rule packs, run their own tests and print a table. FILE may also be the
ID of a pack. The exit status is 1 when a pack cannot be used.`,
			Args: atLeastOne("FILE"),
			RunE: func(_ *cobra.Command, args []string) error { return p.rulesCheck(args) },
		},
		p.rulesNewCommand(),
	)
	return c
}

func (p *program) rulesNewCommand() *cobra.Command {
	var out string
	c := &cobra.Command{
		Use: "new ID", Short: "Write a commented rule pack to begin with", Args: exactly("ID"),
		Example: "  passctl rules new my-rule -o my-rule.yaml\n  passctl rules check my-rule.yaml",
		RunE:    func(_ *cobra.Command, args []string) error { return p.rulesNew(args[0], out) },
	}
	c.Flags().StringVarP(&out, "out", "o", "", "`FILE` to write, which must not exist; standard output without it")
	return c
}

// rulesAt gives where a site's own packs are: beside the settings file.
func (p *program) rulesAt() (assembly.Rules, error) {
	if p.settings != "" {
		return assembly.RulesBeside(p.settings), nil
	}
	paths, err := settings.Locate()
	if err != nil {
		return assembly.Rules{}, fmt.Errorf("%w; --settings FILE names the file", err)
	}
	return assembly.RulesBeside(paths.Settings), nil
}

func (p *program) rulesList() error {
	at, err := p.rulesAt()
	if err != nil {
		return err
	}
	library := at.Library()
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tTITLE\tPLACE\tIN FORCE")
	for _, pack := range library.Packs() {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", pack.ID, plain(pack.Title), plain(pack.Place), pack.Dates())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, r := range library.Refused {
		p.refused(r.Err)
	}
	return nil
}

// refused says why a pack is not used, which is an answer like another.
func (p *program) refused(err error) {
	fmt.Fprintf(p.out, "refused: %s\n", plain(err.Error()))
	p.fell()
}

func (p *program) rulesShow(name string) error {
	own, err := p.packOf(name)
	if err != nil {
		return err
	}
	pack, err := p.edited(own)
	if err != nil {
		return err
	}
	ways, err := pack.Ways("en")
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "%s\n%s\n\nauthority  %s\n", pack.ID, plain(pack.Title), plain(pack.Authority))
	p.lines("place", pack.Place)
	p.lines("in force", pack.Dates())
	p.lines("now", pack.Marks(p.now(), "en")...)
	p.lines("source", pack.Sources...)
	p.lines("note", pack.Notes...)
	for i, way := range ways {
		title := "asks for all of this:"
		if i > 0 {
			title = "or for all of this:"
		}
		fmt.Fprintf(p.out, "\n%s (%s)\n", title, way.Pack)
		for n, asks := range way.Asks {
			fmt.Fprintf(p.out, "  %d. %s\n", n+1, plain(asks))
		}
	}
	p.params(pack, own)
	return nil
}

// edited gives a pack with the values of the settings that are named.
func (p *program) edited(pack *rules.Pack) (*rules.Pack, error) {
	set, err := p.verifySettings()
	if err != nil {
		return nil, err
	}
	return assembly.Rules{Edits: set.Edits}.Edited(pack)
}

func (p *program) lines(what string, all ...string) {
	for _, line := range all {
		if line != "" {
			fmt.Fprintf(p.out, "%-9s  %s\n", what, plain(line))
		}
	}
}

// params lists a pack's parameters and their limits, with its own values where
// a site has others, and those of the packs that are enough too.
func (p *program) params(pack, own *rules.Pack) {
	all := pack.Params()
	if len(all) > 0 {
		fmt.Fprintf(p.out, "\nparameters (%s)\n", pack.ID)
	}
	for i, param := range all {
		value := strings.TrimSpace(param.String() + " " + param.Unit)
		if was := own.Params()[i].String(); was != param.String() {
			value += ", edited here; the rule's own is " + was
		}
		fmt.Fprintf(p.out, "  %-14s %s\n%17s%s\n", param.Name, plain(value), "", plain(param.Title+limits(param)))
	}
	for i, other := range pack.Others() {
		p.params(other, own.Others()[i])
	}
}

func limits(param rules.Param) string {
	switch {
	case param.Fixed():
		return " (fixed by the rule)"
	case param.Min < param.Max:
		return fmt.Sprintf(" (%d to %d)", param.Min, param.Max)
	case len(param.Among) > 0:
		return " (of " + strings.Join(param.Among, ", ") + ")"
	default:
		return " (yes or no)"
	}
}

// packOf gives a pack by its id or its file.
func (p *program) packOf(name string) (*rules.Pack, error) {
	at, err := p.rulesAt()
	if err != nil {
		return nil, err
	}
	return at.Pack(name)
}

// rulesCheck runs the tests of each pack. A pack that cannot be used is an
// answer, a file that cannot be read is not.
func (p *program) rulesCheck(names []string) error {
	for _, name := range names {
		pack, err := p.packOf(name)
		var unread *intake.Error
		var unknown *rules.UnknownPackError
		switch {
		case errors.As(err, &unread), errors.As(err, &unknown):
			p.complain(err)
			continue
		case pack == nil:
			p.refused(err)
			continue
		}
		p.examples(pack)
	}
	return nil
}

// examples prints the table of a pack's tests.
func (p *program) examples(pack *rules.Pack) {
	if err := pack.Prepare(); err != nil {
		p.refused(err)
		return
	}
	failed := 0
	all := pack.Examples()
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	for _, e := range all {
		verdict := "ok"
		if e.Failure != "" {
			verdict, failed = "FAILS", failed+1
		}
		fmt.Fprintf(w, "%s\t%s:%d\t%s\t%s\t%s\n", verdict, pack.ID, e.Line, e.Expect, plain(e.Name), plain(e.Failure))
	}
	_ = w.Flush() // p.out remembers that it failed, see output
	fmt.Fprintf(p.out, "%s: %d tests, %d failed\n", pack.ID, len(all), failed)
	if failed > 0 {
		p.fell()
	}
}

func (p *program) rulesNew(id, out string) error {
	data, err := rules.Starter(id)
	if err != nil {
		return err
	}
	if out == "" {
		_, err := io.WriteString(p.out, string(data))
		return err
	}
	f, err := os.OpenFile(out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already", out)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
