package rules

import (
	"fmt"
	"reflect"
	"slices"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

// object is a person, a dose or a test as rules see it. CEL has it by pointer,
// which lies in what it is about: a desk makes many.
type object struct {
	kind *types.Type
	of   any
}

var (
	personType = types.NewObjectType("Person")
	doseType   = types.NewObjectType("Dose")
	testType   = types.NewObjectType("Test")
)

// missing is the value of a fact that a card does not give. CEL carries it
// through a condition as an error that || and && can outweigh; what is left
// of it is "cannot tell", with its cause.
type missing struct{ why Why }

// Error names the cause.
func (m missing) Error() string { return "the card does not say: " + string(m.why) }

// fact is a value or why it is missing.
type fact struct {
	value ref.Val
	why   Why
}

func known(v ref.Val) fact { return fact{value: v} }

func unknown(why Why) fact { return fact{why: why} }

func (f fact) get() (any, error) {
	if f.value == nil {
		return nil, missing{f.why}
	}
	return f.value, nil
}

// val is the fact inside a function of CEL.
func (f fact) val() ref.Val {
	if f.value == nil {
		return types.WrapErr(missing{f.why})
	}
	return f.value
}

// person is the holder. A partial birth date is a span of days.
type person struct {
	first, last date // the first and the last possible birthday; equal when it is known
	dated       bool // something is known of it
}

func personOf(h fhir.Holder) *person {
	if h.BirthDate.IsZero() {
		return &person{}
	}
	p := &person{dated: true}
	p.first, p.last = span(h.BirthDate)
	return p
}

// span gives the first and the last date that w can mean.
func span(w fhir.When) (first, last date) {
	first = dateOf(w.Time)
	switch w.Precision {
	case fhir.Year:
		return first, first.plusMonths(12) - 1
	case fhir.Month:
		return first, first.plusMonths(1) - 1
	default:
		return first, first
	}
}

func (p *person) birthDate() fact {
	if !p.dated || p.first != p.last {
		return unknown(NoBirthDate)
	}
	return known(p.first)
}

// aged tells whether the person has had that many months of life by a date.
func (p *person) aged(months int, on date) fact {
	if !p.dated {
		return unknown(NoBirthDate)
	}
	sure, possible := p.last.plusMonths(months) <= on, p.first.plusMonths(months) <= on
	if sure != possible {
		return unknown(NoBirthDate)
	}
	return known(types.Bool(sure))
}

// bornBefore tells whether the person was born before a date.
func (p *person) bornBefore(d date) fact {
	if !p.dated || (p.first < d) != (p.last < d) {
		return unknown(NoBirthDate)
	}
	return known(types.Bool(p.first < d))
}

// age is the number of whole years that the person has lived on a date.
func (p *person) age(on date) fact {
	if !p.dated || yearsTo(p.first, on) != yearsTo(p.last, on) {
		return unknown(NoBirthDate)
	}
	return known(types.Int(yearsTo(p.first, on)))
}

func yearsTo(born, on date) int {
	years := on.midnight().Year() - born.midnight().Year()
	if born.plusMonths(12*years) > on {
		years--
	}
	return years
}

// dose is a dose as rules see it.
type dose struct {
	*fhir.Dose
	object
	date, product fact
	presentation  fact // the CVX code, or the product where the code is another
	first, last   date // that its date can mean; only where it has one
	previous      fact // the newest date before it of a dose against the same
}

// read takes what the card says of the dose.
func (d *dose) read(from *fhir.Dose) *dose {
	*d = dose{Dose: from, product: unknown(UnknownProduct), previous: unknown(Why(fhir.NoDate)), date: unknown(Why(fhir.NoDate))}
	d.object = object{doseType, d}
	if from.Known && from.Vaccine.Product != "" {
		d.product = known(types.String(from.Vaccine.Product))
	}
	d.presentation = d.product
	if cvx := d.cvx(); from.Known && cvx != "" {
		d.presentation = known(cvx)
	}
	if from.Date.IsZero() {
		return d
	}
	d.first, d.last = span(from.Date)
	d.date = unknown(PartialDate)
	if d.first == d.last {
		d.date = known(d.first)
	}
	return d
}

// bound gives the first or the last day, which a dose without date has not.
func (d *dose) bound(b date) fact {
	if d.Date.IsZero() {
		return d.date
	}
	return known(b)
}

// cvx is the CVX code with two digits at least, empty for another system.
func (d *dose) cvx() types.String {
	switch {
	case d.Code.System != vocab.CVX:
		return ""
	case len(d.Code.Code) == 1:
		return types.String("0" + d.Code.Code)
	default:
		return types.String(d.Code.Code)
	}
}

// valid tells whether the card has nothing against the dose but its date.
func (d *dose) valid() fact {
	switch {
	case d.Valid == reason.No:
		return known(types.False)
	case d.Valid == reason.Yes, d.Why == fhir.NoDate:
		return known(types.True)
	default:
		return unknown(Why(d.Why))
	}
}

// link tells each dose which one went before it. The doses are in order.
func link(doses []*dose) {
	for i, d := range doses {
		for _, before := range doses[:i] {
			if d.date.value == nil || before.date.value == nil || before.Valid == reason.No {
				continue
			}
			if before.date.value.(date) < d.date.value.(date) && d.shares(before) {
				d.previous = before.date
			}
		}
	}
}

func (d *dose) shares(o *dose) bool { return slices.ContainsFunc(d.Vaccine.Groups, o.Vaccine.Against) }

// against tells whether the vaccine belongs to a group.
func (d *dose) against(g vocab.Group) fact {
	if !d.Known {
		return unknown(UnknownProduct)
	}
	return known(types.Bool(slices.Contains(d.Vaccine.Groups, g)))
}

// The methods of a CEL value.

// ConvertToNative is refused: no library needs the Go value.
func (o *object) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("a %s is no %s", o.kind.TypeName(), t)
}

// ConvertToType is refused.
func (o *object) ConvertToType(t ref.Type) ref.Val {
	return types.NewErr("a %s is no %s", o.kind.TypeName(), t.TypeName())
}

// Equal tells whether other is the very same object.
func (o *object) Equal(other ref.Val) ref.Val { return types.Bool(other == ref.Val(o)) }

// Type is Person, Dose or Test.
func (o *object) Type() ref.Type { return o.kind }

// Value gives what CEL reads fields of.
func (o *object) Value() any { return o.of }
