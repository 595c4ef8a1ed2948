package rules

import (
	"sync"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"passdesk/verify/fhir"
	"passdesk/verify/vocab"
)

// language is CEL with the facts of a card and the functions of a calendar,
// the same for all packs. It has no clock, no files and no network.
var language = sync.OnceValues(func() (*cel.Env, error) {
	reg, err := types.NewRegistry()
	if err != nil {
		return nil, err
	}
	options := []cel.EnvOption{
		cel.CustomTypeAdapter(reg), cel.CustomTypeProvider(&fields{Provider: reg, of: fieldTable()}),
		cel.ParserExpressionSizeLimit(maxExpression), cel.ParserRecursionLimit(maxNesting),
		cel.Variable("now", cel.TimestampType), cel.Variable("today", dateType),
		cel.Variable("person", personType), cel.Variable("issuers", cel.ListType(cel.StringType)),
		cel.Variable("doses", cel.ListType(doseType)), cel.Variable("counted", cel.ListType(doseType)),
		cel.Variable("unsure", cel.ListType(doseType)), cel.Variable("tests", cel.ListType(testType)),
	}
	options = append(options, comparisons()...)
	options = append(options, calendarFunctions()...)
	return cel.NewEnv(append(options, factFunctions()...)...)
})

// The limits of one expression.
const (
	maxExpression = 2000 // bytes
	maxNesting    = 40
)

// fields tells CEL which fields objects have.
type fields struct {
	types.Provider
	of map[string]map[string]*types.FieldType
}

// FindStructType knows the objects by name.
func (f *fields) FindStructType(object string) (*types.Type, bool) {
	if _, ok := f.of[object]; ok {
		return types.NewTypeTypeWithParam(types.NewObjectType(object)), true
	}
	return f.Provider.FindStructType(object)
}

// FindStructFieldNames lists the fields of an object.
func (f *fields) FindStructFieldNames(object string) ([]string, bool) {
	if t, ok := f.of[object]; ok {
		return sortedKeys(t), true
	}
	return f.Provider.FindStructFieldNames(object)
}

// FindStructFieldType gives the type of a field and how to read it.
func (f *fields) FindStructFieldType(object, name string) (*types.FieldType, bool) {
	if t, ok := f.of[object]; ok {
		field, ok := t[name]
		return field, ok
	}
	return f.Provider.FindStructFieldType(object, name)
}

// fieldTable lists the fields of each object: the fact model that the schema
// page explains.
func fieldTable() map[string]map[string]*types.FieldType {
	return map[string]map[string]*types.FieldType{
		"Person": {
			"birthDate": field(dateType, func(p *person) fact { return p.birthDate() }),
		},
		"Dose": {
			"date":         field(dateType, func(d *dose) fact { return d.date }),
			"first":        field(dateType, func(d *dose) fact { return d.bound(d.first) }),
			"last":         field(dateType, func(d *dose) fact { return d.bound(d.last) }),
			"previous":     field(dateType, func(d *dose) fact { return d.previous }),
			"presentation": field(types.StringType, func(d *dose) fact { return d.presentation }),
			"valid":        field(types.BoolType, func(d *dose) fact { return d.valid() }),
			"product":      field(types.StringType, func(d *dose) fact { return d.product }),
			"code":         field(types.StringType, func(d *dose) fact { return known(types.String(d.Code.Code)) }),
			"cvx":          field(types.StringType, func(d *dose) fact { return known(d.cvx()) }),
			"known":        field(types.BoolType, func(d *dose) fact { return known(types.Bool(d.Known)) }),
			"named":        field(types.BoolType, func(d *dose) fact { return known(types.Bool(d.product.value != nil)) }),
			"series":       field(types.IntType, func(d *dose) fact { return known(types.Int(d.Vaccine.Series)) }),
		},
		"Test": {
			"kind":   field(types.StringType, func(t *test) fact { return t.kind }),
			"result": field(types.StringType, func(t *test) fact { return t.result }),
			"taken":  field(types.TimestampType, func(t *test) fact { return t.taken }),
			"first":  field(types.TimestampType, func(t *test) fact { return t.first }),
			"last":   field(types.TimestampType, func(t *test) fact { return t.last }),
			"day":    field(dateType, func(t *test) fact { return t.day }),
			"valid":  field(types.BoolType, func(t *test) fact { return t.valid }),
			"code":   field(types.StringType, func(t *test) fact { return known(types.String(t.Code.Code)) }),
		},
	}
}

func field[T any](t *types.Type, get func(T) fact) *types.FieldType {
	return &types.FieldType{
		Type:  t,
		IsSet: func(o any) bool { of, ok := o.(T); return ok && get(of).value != nil },
		GetFrom: func(o any) (any, error) {
			if of, ok := o.(T); ok {
				return get(of).get()
			}
			return nil, missing{UnknownFact} // a field of what is itself missing
		},
	}
}

// comparisons lets <, <=, > and >= compare dates.
func comparisons() []cel.EnvOption {
	var options []cel.EnvOption
	for op, id := range map[string]string{"_<_": "less_date", "_<=_": "less_equals_date", "_>_": "greater_date", "_>=_": "greater_equals_date"} {
		options = append(options, cel.Function(op, cel.Overload(id, []*cel.Type{dateType, dateType}, cel.BoolType)))
	}
	return options
}

// calendarFunctions are those on dates and times alone.
func calendarFunctions() []cel.EnvOption {
	dates := cel.ListType(dateType)
	return []cel.EnvOption{
		unary("date", cel.StringType, dateType, func(s types.String) ref.Val {
			d, err := parseDate(string(s))
			if err != nil {
				return types.WrapErr(err)
			}
			return d
		}),
		binary("days", dateType, dateType, cel.IntType, func(a, b date) ref.Val { return types.Int(b - a) }),
		binary("plusDays", dateType, cel.IntType, dateType, func(d date, n types.Int) ref.Val { return d + date(clamp(n)) }),
		binary("plusMonths", dateType, cel.IntType, dateType, func(d date, n types.Int) ref.Val { return d.plusMonths(clamp(n)) }),
		binary("plusYears", dateType, cel.IntType, dateType, func(d date, n types.Int) ref.Val { return d.plusMonths(12 * clamp(n)) }),
		unary("earliest", dates, dateType, extreme(func(a, b date) bool { return a < b })),
		unary("latest", dates, dateType, extreme(func(a, b date) bool { return a > b })),
		unary("localDate", cel.TimestampType, dateType, func(t types.Timestamp) ref.Val { return dateOf(t.Time) }),
		binary("plusHours", cel.TimestampType, cel.IntType, cel.TimestampType, func(t types.Timestamp, n types.Int) ref.Val {
			return types.Timestamp{Time: t.Time.Add(time.Duration(clamp(n)) * time.Hour)}
		}),
		unary("newest", cel.ListType(cel.TimestampType), cel.TimestampType, newest),
		seasonStart(),
		unary("inDays", cel.IntType, cel.StringType, func(n types.Int) ref.Val { return types.String(inDays(clamp(n))) }),
	}
}

// factFunctions are those on what a card says, and on what it does not say.
func factFunctions() []cel.EnvOption {
	of := func(of, arg, out *cel.Type) []*cel.Type { return []*cel.Type{of, arg, out} }
	return []cel.EnvOption{
		member("against", of(doseType, cel.StringType, cel.BoolType), func(o any, a ref.Val) fact {
			return o.(*dose).against(vocab.Group(a.(types.String)))
		}),
		member("age", of(personType, dateType, cel.IntType), func(o any, a ref.Val) fact { return o.(*person).age(a.(date)) }),
		member("bornBefore", of(personType, dateType, cel.BoolType), func(o any, a ref.Val) fact { return o.(*person).bornBefore(a.(date)) }),
		within(), agedFunction("aged", 12), agedFunction("agedMonths", 1),
		tolerant("sure", func(v ref.Val) ref.Val { return types.Bool(v == types.True) }),
		tolerant("possible", func(v ref.Val) ref.Val { return types.Bool(v != types.False) }),
	}
}

// unary is a function of one value, whose Go type goes with its CEL type.
func unary[A ref.Val](name string, arg, out *cel.Type, f func(A) ref.Val) cel.EnvOption {
	return cel.Function(name, cel.Overload(name+"_of", []*cel.Type{arg}, out, cel.UnaryBinding(func(a ref.Val) ref.Val { return f(a.(A)) })))
}

// binary is a function of two values.
func binary[A, B ref.Val](name string, first, second, out *cel.Type, f func(A, B) ref.Val) cel.EnvOption {
	return cel.Function(name, cel.Overload(name+"_of", []*cel.Type{first, second}, out, cel.BinaryBinding(func(a, b ref.Val) ref.Val {
		return f(a.(A), b.(B))
	})))
}

// seasonStart is the last such day of the year on or before a date.
func seasonStart() cel.EnvOption {
	args := []*cel.Type{dateType, cel.IntType, cel.IntType}
	return cel.Function("seasonStart", cel.Overload("seasonStart_of", args, dateType, cel.FunctionBinding(func(a ...ref.Val) ref.Val {
		return a[0].(date).seasonStart(clamp(a[1]), clamp(a[2]))
	})))
}

// member is a function of an object with one argument.
func member(name string, of []*cel.Type, f func(any, ref.Val) fact) cel.EnvOption {
	return cel.Function(name, cel.MemberOverload(name+"_of", of[:2], of[2], cel.BinaryBinding(func(o, a ref.Val) ref.Val {
		return f(o.Value(), a).val()
	})))
}

// agedFunction tells whether a person had lived so many units by a date.
func agedFunction(name string, months int) cel.EnvOption {
	args := []*cel.Type{personType, cel.IntType, dateType}
	return cel.Function(name, cel.MemberOverload(name+"_of", args, cel.BoolType, cel.FunctionBinding(func(a ...ref.Val) ref.Val {
		return a[0].Value().(*person).aged(months*clamp(a[1]), a[2].(date)).val()
	})))
}

// within tells whether a test was taken in so many hours before a moment.
func within() cel.EnvOption {
	args := []*cel.Type{testType, cel.IntType, cel.TimestampType}
	return cel.Function("within", cel.MemberOverload("within_of", args, cel.BoolType, cel.FunctionBinding(func(a ...ref.Val) ref.Val {
		return a[0].Value().(*test).within(clamp(a[1]), a[2].(types.Timestamp).Time).val()
	})))
}

// tolerant is a function that is asked about a condition even when a fact for
// it is missing.
func tolerant(name string, f func(ref.Val) ref.Val) cel.EnvOption {
	return cel.Function(name, cel.Overload(name+"_of", []*cel.Type{cel.BoolType}, cel.BoolType, cel.OverloadIsNonStrict(), cel.UnaryBinding(f)))
}

// clamp keeps a number where calendars have meaning.
func clamp(v ref.Val) int {
	const far = 1_000_000
	return int(max(-far, min(far, v.(types.Int))))
}

// extreme finds the date that is before all others. A list without dates has
// none, which a step must ask about first.
func extreme(before func(a, b date) bool) func(traits.Lister) ref.Val {
	return func(dates traits.Lister) ref.Val {
		var found fact
		each(dates, func(v ref.Val) {
			if found.value == nil || before(v.(date), found.value.(date)) {
				found = known(v)
			}
		})
		found.why = Why(fhir.NoDate)
		return found.val()
	}
}

func newest(moments traits.Lister) ref.Val {
	found := unknown(NoTime)
	each(moments, func(v ref.Val) {
		if found.value == nil || v.(types.Timestamp).After(found.value.(types.Timestamp).Time) {
			found = known(v)
		}
	})
	return found.val()
}

// each goes through a list of CEL, or through the keys of a table.
func each(list ref.Val, f func(ref.Val)) {
	for it := list.(traits.Iterable).Iterator(); it.HasNext() == types.True; {
		f(it.Next())
	}
}
