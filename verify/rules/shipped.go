package rules

import (
	"fmt"
	"strings"
)

// Shipped lists the packs that come with Passdesk.
func Shipped() []*Pack {
	return []*Pack{anyGenuineRecord(), nysFull202110()}
}

// UnknownPackError says that no pack has this id.
type UnknownPackError struct {
	ID    string
	Known []string
}

// Error gives a sentence that lists the ids there are.
func (e *UnknownPackError) Error() string {
	return fmt.Sprintf("there is no rule pack %q; the rule packs are %s", e.ID, strings.Join(e.Known, ", "))
}

// NewPolicy makes a policy of shipped packs by their ids. It fails with
// *UnknownPackError, and on an empty list, since a desk without rules would
// decide nothing.
func NewPolicy(ids ...string) (*Policy, error) {
	if len(ids) == 0 {
		return nil, fmt.Errorf("a desk needs at least one rule pack")
	}
	byID := map[string]*Pack{}
	var known []string
	for _, p := range Shipped() {
		byID[p.ID] = p
		known = append(known, p.ID)
	}
	policy := &Policy{}
	for _, id := range ids {
		if byID[id] == nil {
			return nil, &UnknownPackError{ID: id, Known: known}
		}
		policy.Packs = append(policy.Packs, byID[id])
	}
	return policy, nil
}
