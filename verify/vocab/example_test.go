package vocab_test

import (
	"fmt"

	"passdesk/verify/vocab"
)

func ExampleTables_Vaccine() {
	tables := vocab.Shipped()
	for _, c := range [][2]string{{vocab.CVX, "208"}, {vocab.ICD11Short, "XM8NQ0"}, {vocab.CVX, "03"}, {vocab.CVX, "999"}} {
		v, known := tables.Vaccine(c[0], c[1])
		fmt.Println(c[1], known, v.Product, v.Groups)
	}
	// Output:
	// 208 true pfizer [COVID-19]
	// XM8NQ0 true pfizer [COVID-19]
	// 03 true  [MMR MEASLES MUMPS RUBELLA]
	// 999 false  []
}
