package main

import (
	"slices"
	"time"

	"passdesk/verify/shc"
)

// maxTries is how many ways of putting parts together are tried before they
// are left as they are. Parts carry no name of their card; a few cards lying
// together need a few dozen ways.
const maxTries = 256

// join puts the parts of cards together, whatever their order, and gives the
// texts to verify, each at the place of its first part. What is no part stays
// itself. A set that makes no card as a whole is spoiled and given all the
// same, for Verify to say so; of parts that lack others one stands for all.
func join(texts []string, at time.Time) []string {
	whole := make([]string, len(texts))
	sets := make(map[int]set)
	for i, text := range texts {
		place, of := partOf(text, at)
		if of == 0 {
			whole[i] = text
			continue
		}
		if sets[of] == nil {
			sets[of] = make(set, of)
		}
		sets[of].add(place, part{i, text})
	}
	for _, s := range sets {
		s.join(whole, at)
	}
	return slices.DeleteFunc(whole, func(text string) bool { return text == "" })
}

// partOf gives which part a text is, and of how many; 0 of 0 if it is none.
func partOf(text string, at time.Time) (place, of int) {
	_, progress := shc.Parts{}.Add(text, at)
	if progress.State != shc.Added {
		return 0, 0
	}
	return slices.Index(progress.Have, true), progress.Of
}

// part is the text of one QR code and its place among the texts.
type part struct {
	index int
	text  string
}

// set holds, for each place, the parts that claim it: of cards that come in
// equally many codes.
type set [][]part

// add takes a part in, once.
func (s set) add(place int, p part) {
	if !slices.ContainsFunc(s[place], func(other part) bool { return other.text == p.text }) {
		s[place] = append(s[place], p)
	}
}

// join takes the set apart into cards.
func (s set) join(whole []string, at time.Time) {
	for {
		parts, jws := s.card(at)
		if jws == "" {
			break
		}
		whole[first(parts)] = jws
		for place := range s {
			s[place] = slices.DeleteFunc(s[place], func(p part) bool { return p == parts[place] })
		}
	}
	left := slices.Concat(s...)
	if len(left) == 0 {
		return
	}
	whole[first(left)] = left[0].text
	if s.ways() == 1 {
		whole[first(left)] = spoiled(left, at)
	}
}

func first(parts []part) int {
	return slices.MinFunc(parts, func(a, b part) int { return a.index - b.index }).index
}

// ways counts the ways to take one part for each place, up to maxTries + 1.
func (s set) ways() int {
	n := 1
	for _, claims := range s {
		n = min(n*len(claims), maxTries+1)
	}
	return n
}

// card finds parts that make a card together.
func (s set) card(at time.Time) (parts []part, jws string) {
	ways := s.ways()
	if ways > maxTries {
		return nil, ""
	}
	parts = make([]part, len(s))
	for way := range ways {
		for place, claims := range s {
			parts[place] = claims[way%len(claims)]
			way /= len(claims)
		}
		if _, progress := collect(shc.Parts{}, parts, at); progress.State == shc.Complete {
			return parts, progress.JWS
		}
	}
	return nil, ""
}

// spoiled gives the whole that parts make although it is no card: Parts hands
// it out when it comes a second time.
func spoiled(parts []part, at time.Time) string {
	set, _ := collect(shc.Parts{}, parts, at)
	_, progress := collect(set, parts, at)
	return progress.JWS
}

func collect(set shc.Parts, parts []part, at time.Time) (shc.Parts, shc.Progress) {
	var progress shc.Progress
	for _, p := range parts {
		set, progress = set.Add(p.text, at)
	}
	return set, progress
}
