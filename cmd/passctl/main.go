// Command passctl gives the same verdict, log and trust in a terminal; no
// cgo.
//
// Its commands, flags, JSON fields and exit statuses are a contract that
// scripts rely on: 0 all accepted (or done), 1 any other outcome, 2 wrong
// usage or a file that cannot be read. Facts about a holder are printed as
// answers about genuine cards and nowhere else: no error repeats a card.
package main

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"passdesk/app/intake"
	"passdesk/verify/trust"
)

func main() {
	p := &program{in: os.Stdin, out: os.Stdout, err: os.Stderr, now: time.Now}
	os.Exit(p.run(os.Args[1:]))
}

// The exit statuses.
const (
	done  = 0
	other = 1
	usage = 2
)

// program is passctl with everything it touches, so that tests run it whole.
type program struct {
	in       io.Reader
	out, err io.Writer
	now      func() time.Time
	pins     []trust.Pin    // who may sign the directory; those of Passdesk if nil
	roots    *x509.CertPool // who vouches for servers; the system's if nil

	settings, trust, store string // the flags that every command has
	status                 int
}

// run carries out one command line and gives the exit status.
func (p *program) run(args []string) int {
	out := &output{to: p.out}
	p.out = out
	root := p.root()
	root.SetArgs(args)
	if err := root.Execute(); err != nil {
		p.complain(err)
	}
	if out.err != nil {
		p.complain(fmt.Errorf("the answers cannot be written: %w", out.err))
	}
	return p.status
}

// output remembers that something could not be written: whoever reads only
// the exit status must not take a lost answer for a good one.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.to.Write(b)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "passctl COMMAND",
		Short: "Verify health passes, read codes, keep trust and the scan log",
		Long: `Verify health passes, read codes, keep trust and the scan log.

The exit status is 0 when all cards were accepted or the work was done, 1 on any
other outcome, and 2 on wrong usage or a file that cannot be read; other inputs
are still answered. Answers go to standard output, all else to standard error.`,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          knownWord,
		RunE:          needsWord,

		SuggestionsMinimumDistance: 2,
	}
	flags := root.PersistentFlags()
	flags.StringVar(&p.settings, "settings", "", "settings `FILE`; without it, verify reads none")
	flags.StringVar(&p.trust, "trust", "", "folder `DIR` of the trust directory")
	flags.StringVar(&p.store, "store", "", "log at `URL`: a file's path, or postgres://USER@HOST/DATABASE")
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	root.CompletionOptions.DisableDefaultCmd = true
	// A command that only holds others cannot be called by itself.
	root.SetUsageTemplate(strings.Replace(root.UsageTemplate(), "{{if .Runnable}}", "{{if not .HasAvailableSubCommands}}", 1))
	root.AddCommand(p.verifyCommand(), p.readCommand(), p.trustCommand(), p.rulesCommand(), p.mintCommand(), p.logCommand(), p.pathsCommand())
	return root
}

// version is what the Go command knows about this build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown)"
	}
	return info.Main.Version
}

// nameOf is how a person calls a command, without the program's name that
// stands before every sentence.
func nameOf(c *cobra.Command) string {
	_, name, sub := strings.Cut(c.CommandPath(), " ")
	if !sub {
		return c.CommandPath()
	}
	return name
}

// knownWord answers a word that is none of a command's own.
func knownWord(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case intake.IsText(args[0]):
		return errors.New("a card is no command; passctl verify takes it")
	}
	sentence := fmt.Sprintf("%q is no command of %s", args[0], nameOf(c))
	if like := c.SuggestionsFor(args[0]); len(like) > 0 {
		return fmt.Errorf("%s; was %s meant?", sentence, strings.Join(like, " or "))
	}
	return fmt.Errorf("%s; %s --help lists them", sentence, c.CommandPath())
}

// needsWord answers a command that needs another word after it.
func needsWord(c *cobra.Command, _ []string) error {
	var words []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "help" {
			words = append(words, sub.Name())
		}
	}
	return fmt.Errorf("%s needs a command: %s", nameOf(c), strings.Join(words, ", "))
}

// exactly asks for so many arguments.
func exactly(names ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) == len(names):
			return nil
		case len(names) == 0:
			return fmt.Errorf("%s takes no arguments", nameOf(c))
		}
		return fmt.Errorf("%s takes %s", nameOf(c), strings.Join(names, " and "))
	}
}

func atLeastOne(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("%s needs at least one %s", nameOf(c), what)
		}
		return nil
	}
}

// complain says one sentence and makes the exit status 2. The work on other
// inputs goes on.
func (p *program) complain(err error) {
	p.say(err.Error())
	p.status = usage
}

// cardText finds what may be a card, whole or mistyped.
var cardText = regexp.MustCompile(`(?i:shc:)[/0-9]{9,}|[0-9]{100,}|eyJ[\w.-]{9,}`)

// say writes a sentence beside the answers, on a line of its own. Whatever was
// typed, it holds no card.
func (p *program) say(sentence string) {
	fmt.Fprintln(p.err, "passctl:", plain(cardText.ReplaceAllString(sentence, "(a card)")))
}

// fell records an outcome that is not accepted, unless worse was met.
func (p *program) fell() { p.status = max(p.status, other) }
