package rules

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/cost"
	"cel.dev/cel-go/common/types"
)

// body is a pack ready to decide: its expressions checked and planned.
type body struct {
	source *source
	lets   map[string]int // index into programs
	plans  []cel.Program  // of the lets
	steady []bool         // lets that are the same at every hour, if the same doses count
	counts []count
	steps  []step
	status []sentence
}

type count struct {
	when cel.Program
	why  Why
	no   bool
}

type step struct {
	id               string
	asks             words
	check, maybe     cel.Program // maybe is nil where the pack has none
	message, unclear []sentence
	from, until      cel.Program // nil where there is none
}

// The limits of a pack's cost, in CEL's units of about 30 nanoseconds, for
// a card with as many doses and tests as a desk decides about.
const (
	maxFacts = 100 // doses, or tests
	maxCost  = 1_500_000
)

// compiler turns the texts of one pack into programs.
type compiler struct {
	*decoder
	env    *cel.Env
	frozen *cel.Env // with parameters and no facts, for what a step asks
	cost   uint64
}

// compile checks every expression of a pack. It fails with *SourceError.
func compile(s *source) (*body, error) {
	env, err := language()
	if err != nil {
		return nil, err
	}
	c := &compiler{decoder: &decoder{file: s.file}, env: env}
	b := &body{source: s, lets: map[string]int{}}
	s.checkNames(c.decoder, c.isTaken)
	c.params(s.params)
	c.counts(b)
	c.lets(b)
	for _, from := range s.steps {
		b.steps = append(b.steps, c.step(from, len(s.counts) > 0))
	}
	c.extend(cel.Variable("answer", cel.StringType))
	b.status = c.sentences(s.status)
	if c.cost > maxCost {
		c.fail(s.id.at, "the pack could cost %d units on a card with %d doses, and the limit is %d", c.cost, maxFacts, maxCost)
	}
	if c.err != nil {
		return nil, c.err
	}
	return b, nil
}

// isTaken tells whether a name means something already.
func (c *compiler) isTaken(name string) bool {
	own := []string{"dose", "earlier", "answer", "true", "false", "null", "in"}
	for _, v := range c.env.Variables() {
		own = append(own, v.Name())
	}
	return slices.Contains(own, name) || c.env.HasFunction(name)
}

func (c *compiler) extend(options ...cel.EnvOption) {
	env, err := c.env.Extend(options...)
	if err != nil {
		c.fail(at{}, "the rules' language cannot be extended: %v", err)
		return
	}
	c.env = env
}

// params makes parameters constants of the language: they are looked up when
// an expression is planned, and not at every card.
func (c *compiler) params(all []param) {
	var options []cel.EnvOption
	for _, p := range all {
		value, kind := p.cel(c.env.CELTypeAdapter())
		options = append(options, cel.Constant(p.Name, kind, value))
	}
	facts := c.env
	if c.env, _ = cel.NewEnv(); c.env == nil {
		c.env = facts
	}
	c.extend(options...)
	c.frozen, c.env = c.env, facts
	c.extend(options...)
}

// counts compiles what a pack says of each dose, which is asked for each.
func (c *compiler) counts(b *body) {
	before, spent := c.env, c.cost
	c.extend(cel.Variable("dose", doseType), cel.Variable("earlier", cel.ListType(doseType)))
	for _, from := range b.source.counts {
		b.counts = append(b.counts, count{when: c.expression(from.when, cel.BoolType), why: Why(from.why.text), no: from.no})
	}
	c.env, c.cost = before, spent+(c.cost-spent)*maxFacts
}

// lets compiles the names in order: each may use those before it.
func (c *compiler) lets(b *body) {
	for i, l := range b.source.lets {
		ast, program := c.plan(l.expr)
		if c.err != nil {
			return
		}
		b.plans = append(b.plans, program)
		b.steady = append(b.steady, b.isSteady(l.expr.text))
		b.lets[l.name.text] = i
		c.extend(cel.Variable(l.name.text, ast.OutputType()))
	}
}

// isSteady tells whether an expression does not ask for the hour or the day,
// nor for a let that does. A word in a text is taken for a name.
func (b *body) isSteady(text string) bool {
	return !slices.ContainsFunc(word.FindAllString(text, -1), func(name string) bool {
		i, isLet := b.lets[name]
		return name == "now" || name == "today" || isLet && !b.steady[i]
	})
}

func (c *compiler) step(from stepSource, counts bool) step {
	s := step{id: from.id.text, check: c.expression(from.check, cel.BoolType)}
	// Where a pack does not say, a dose that may or may not count leaves a
	// refusal open.
	switch {
	case from.maybe.text != "":
		s.maybe = c.expression(from.maybe, cel.BoolType)
	case counts:
		s.maybe = c.expression(phrase{"size(unsure) > 0", from.id.at}, cel.BoolType)
	}
	if from.from.text != "" {
		s.from = c.expression(from.from, dateType, cel.TimestampType)
	}
	if from.until.text != "" {
		s.until = c.expression(from.until, dateType, cel.TimestampType)
	}
	facts := c.env
	c.env = c.frozen
	s.asks = c.words(from.asks)
	c.env = facts
	s.message, s.unclear = c.sentences(from.message), c.sentences(from.unclear)
	return s
}

// expression compiles a text that must give a value of one of some types.
func (c *compiler) expression(p phrase, want ...*cel.Type) cel.Program {
	ast, program := c.plan(p)
	if ast == nil {
		return nil
	}
	for _, t := range want {
		if ast.OutputType().IsExactType(t) {
			return program
		}
	}
	c.fail(p.at, "this gives %s, and %s is expected here", typeName(ast.OutputType()), typeName(want[0]))
	return nil
}

// typeName says a type in the words of the schema page.
func typeName(t *cel.Type) string {
	switch {
	case t.IsExactType(cel.BoolType):
		return "true or false"
	case t.IsExactType(cel.IntType):
		return "a number"
	case t.IsExactType(cel.TimestampType):
		return "a moment"
	case t.IsExactType(dateType):
		return "a date"
	case t.IsExactType(cel.StringType):
		return "a text"
	default:
		return "a value of type " + cel.FormatCELType(t)
	}
}

func (c *compiler) plan(p phrase) (*cel.Ast, cel.Program) {
	if c.err != nil {
		return nil, nil
	}
	ast, issues := c.env.Compile(p.text)
	if issues.Err() != nil {
		c.reject(p, issues)
		return nil, nil
	}
	estimate, err := c.env.EstimateCost(ast, sizes{})
	switch c.cost += min(estimate.Max, 100*maxCost); {
	case err != nil:
		c.fail(p.at, "what this costs cannot be told: %v", err)
		return nil, nil
	case estimate.Max > maxCost:
		c.fail(p.at, "this could cost %d units on a card with %d doses, and the limit is %d", min(estimate.Max, 100*maxCost), maxFacts, maxCost)
		return nil, nil
	}
	program, err := c.env.Program(ast, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		c.fail(p.at, "%v", err)
		return nil, nil
	}
	return ast, program
}

// reject gives the first of CEL's complaints, at its place in the file.
func (c *compiler) reject(p phrase, issues *cel.Issues) {
	first := issues.Errors()[0]
	where := p.at
	if line := first.Location.Line(); line > 1 {
		where.line, where.column = where.line+line-1, 1
	}
	where.column += max(first.Location.Column(), 0)
	text, _, _ := strings.Cut(strings.ReplaceAll(first.Message, " (in container '')", ""), " expecting {") // a dozen kinds of token
	c.fail(where, "%s", oneLine(text))
}

// oneLine keeps what a library says on one line of bearable length.
func oneLine(s string) string {
	const most = 200
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// sizes tells the cost estimator how long a card's lists can be.
type sizes struct{}

// EstimateSize gives the length of lists, tables and texts.
func (sizes) EstimateSize(n cost.AstNode) *cost.SizeEstimate {
	switch n.Type().Kind() {
	case types.ListKind, types.MapKind:
		return &cost.SizeEstimate{Max: maxFacts}
	case types.StringKind:
		return &cost.SizeEstimate{Max: maxID}
	default:
		return nil
	}
}

// EstimateCallCost leaves the cost of functions to CEL, but for those of ours
// that go through a list.
func (sizes) EstimateCallCost(function, _ string, _ *cost.AstNode, _ []cost.AstNode) *cost.CallEstimate {
	if slices.Contains([]string{"earliest", "latest", "newest"}, function) {
		return &cost.CallEstimate{CostEstimate: cost.CostEstimate{Min: 1, Max: maxFacts}}
	}
	return nil
}
