// Command passctl gives the same verdict, log and trust in a terminal; no
// cgo.
//
// Its commands, flags, JSON fields and exit statuses are a contract that
// scripts rely on: 0 all accepted (or done), 1 any other outcome, 2 wrong
// usage or a file that cannot be read.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
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

	settings, trust, store string // the flags that every command has
	status                 int
}

// run carries out one command line and gives the exit status.
func (p *program) run(args []string) int {
	root := p.root()
	root.SetArgs(args)
	if err := root.Execute(); err != nil {
		p.complain(err)
	}
	return p.status
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "passctl",
		Short:         "Verify health passes, read codes, keep trust and the scan log",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return errors.New("a command is missing; passctl --help lists them")
		},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&p.settings, "settings", "", "settings `FILE`")
	flags.StringVar(&p.trust, "trust", "", "folder `DIR` of the trust directory")
	flags.StringVar(&p.store, "store", "", "log at `URL` (a file's path)")
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(p.verifyCommand(), p.readCommand(), p.trustCommand(), p.mintCommand(), p.logCommand(), p.pathsCommand())
	return root
}

// complain says one sentence and makes the exit status 2. The work on other
// inputs goes on.
func (p *program) complain(err error) {
	fmt.Fprintln(p.err, "passctl:", err)
	p.status = usage
}

// fell records an outcome that is not accepted, unless worse was met.
func (p *program) fell() { p.status = max(p.status, other) }
