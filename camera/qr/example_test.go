package qr_test

import (
	"fmt"

	label "rsc.io/qr"

	"passdesk/camera/qr"
)

func ExampleReader_ReadAll() {
	printed, err := label.Encode("shc:/56762909524320603460292437404460", label.M)
	if err != nil {
		fmt.Println(err)
		return
	}
	codes, diagnosis := qr.NewReader().ReadAll(printed.Image())
	fmt.Println(diagnosis)
	for _, c := range codes {
		fmt.Println(c.Text, "in a symbol of version", c.Version)
	}
	// Output:
	// read
	// shc:/56762909524320603460292437404460 in a symbol of version 3
}
