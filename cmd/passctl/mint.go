package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"passdesk/app/intake"
	"passdesk/verify/mint"
)

func (p *program) mintCommand() *cobra.Command {
	var keys bool
	c := &cobra.Command{
		Use:   "mint FILE.json",
		Short: "Sign a training card and print the texts of its QR codes",
		Long: `Sign a training card and print the texts of its QR codes, one a line.

FILE.json is {"name":{"family","given":[]},"birthDate","doses":[{"cvx","date"}],
"tests":[{"loinc","taken","result"}],"nbf","exp","defect"}. The training issuer's
private key is public: no desk accepts such a card outside training mode.`,
		Args: func(c *cobra.Command, args []string) error {
			if keys && len(args) == 0 {
				return nil
			}
			return exactly("FILE.json")(c, args)
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.mint(keys, args) },
	}
	c.Flags().BoolVar(&keys, "jwks", false, "print the training issuer's key set")
	return c
}

func (p *program) mint(keys bool, files []string) error {
	issuer, err := mint.Training()
	if err != nil {
		return err
	}
	if keys {
		jwks, err := issuer.JWKS()
		if err != nil {
			return err
		}
		fmt.Fprintln(p.out, string(jwks))
	}
	for _, file := range files {
		if err := p.mintCard(issuer, file); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) mintCard(issuer mint.Signer, file string) error {
	data, err := intake.Load(file)
	if err != nil {
		return err
	}
	spec, err := mint.Parse(data)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	card, err := issuer.Card(spec, p.now())
	if err != nil {
		return err
	}
	for _, text := range card.Texts {
		fmt.Fprintln(p.out, text)
	}
	return nil
}
