package screen

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
	"passdesk/verify/vocab"
)

// Words that must be gone from the screen when their result is.
const (
	holderFamily = "Marker-Anyperson"
	holderLot    = "LOT-MARK-0001"
	holderSite   = "Marker General Hospital"
)

var desksNow = time.Date(2021, 11, 24, 10, 12, 40, 0, time.FixedZone("EST", -5*3600))

// scene is a State by a name, in a window of a size.
type scene struct {
	name  string
	size  [2]float32 // 0 for 1400 x 900
	state desk.State
	texts []string      // some of the texts that must be seen
	then  func(*Screen) // what a person does before it is drawn, nil for nothing
}

func atRest() desk.State {
	st := desk.New(desk.About{
		Site: "City Museum", Desk: "North entrance",
		Policy: "nys-full-2021-10", Rules: []string{"Fully vaccinated (New York State, October 2021)"},
		ResultFor: 30 * time.Second,
		Directory: desk.Directory{
			Issuers: 651, Keys: 961,
			Issued: desksNow.AddDate(0, 0, -3), Checked: desksNow.Add(-2 * time.Hour),
		},
	}, 41, nil, desksNow)
	st.Today.Counts = map[reason.Outcome]int{
		reason.Accepted: 31, reason.NotAccepted: 4, reason.Invalid: 1, reason.Unverified: 3, reason.Unreadable: 2,
	}
	st.Camera = desk.Camera{Phase: desk.Live}
	st.Picture = scenery()
	set := settings.Default()
	set.Site, set.Desk = "City Museum", "North entrance"
	return st.With(desk.Setup{
		Set:     set,
		Packs:   rules.Shipped().Packs(),
		Cameras: []desk.Webcam{{ID: "HD Pro Webcam C920", Name: "HD Pro Webcam C920"}, {ID: "Integrated Camera", Name: "Integrated Camera"}},
	}, desk.Network{Last: desksNow.Add(-2 * time.Hour)})
}

// scenery stands for a camera's picture: a card in front of a wall.
func scenery() *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 640, 360))
	for i := range m.Pix {
		x, y := i/4%640, i/4/640
		shade := uint8(90 + x/12 + y/9)
		if x > 240 && x < 400 && y > 60 && y < 320 {
			shade = 235
		}
		if x > 260 && x < 380 && y > 80 && y < 200 && (x/6+y/6*7)%3 == 0 {
			shade = 25
		}
		m.Pix[i] = shade
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	return m
}

func vaccine(product, name string) vocab.Vaccine {
	return vocab.Vaccine{Product: product, Name: name, Groups: []vocab.Group{"COVID-19"}}
}

func dose(date fhir.When, v vocab.Vaccine, counts reason.Answer, why rules.Why) rules.Dose {
	return rules.Dose{
		Dose: fhir.Dose{
			Date: date, Vaccine: v, Known: true, Lot: holderLot, Site: holderSite, Valid: reason.Yes,
			Code: fhir.Coding{System: vocab.CVX, Code: "207"},
		},
		Counts: counts, Why: why,
	}
}

func record(name fhir.Name) *fhir.Record {
	return &fhir.Record{Holder: fhir.Holder{Name: name, BirthDate: fhir.Date(1951, 1, 20)}}
}

// genuine is a State with the answer to a genuine card.
func genuine(d rules.Decision, name fhir.Name) desk.State {
	st := atRest()
	st.Result = &desk.Result{
		Verdict: verify.Verdict{
			Genuine: reason.Yes, Format: verify.HealthCard, Record: record(name),
			Issuer: verify.Issuer{ISS: "https://ekeys.ny.gov/epass/doh/dvc/2021", Name: "New York State"},
		},
		Decision: d, By: scanlog.ByCamera,
		Shown: desksNow.Add(-8 * time.Second), Closes: desksNow.Add(22 * time.Second),
	}
	return st
}

// failed is a State with the answer to a card that is not genuine.
func failed(r reason.Reason) desk.State {
	st := atRest()
	st.Result = &desk.Result{
		Verdict: verify.Verdict{
			Genuine: r.Genuine(), Reason: r, Message: "In English.", Format: verify.HealthCard,
			Issuer: verify.Issuer{ISS: "https://healthcards.example.org/issuer"},
		},
		Decision: rules.Decision{Outcome: r.Outcome(), Reason: r, Message: "In English."},
		Shown:    desksNow.Add(-20 * time.Second), Closes: desksNow.Add(10 * time.Second),
	}
	if r.Outcome() == reason.Unreadable {
		st.Result.Verdict.Issuer = verify.Issuer{}
		st.Result.Verdict.Format = ""
	}
	if r == reason.Expired {
		st.Result.Verdict.Expires = time.Date(2021, 10, 1, 12, 0, 0, 0, time.UTC)
	}
	return st
}

func twoDoses() rules.Decision {
	return rules.Decision{
		Outcome: reason.Accepted, Message: "The card is genuine and enough here today.",
		Pack: "nys-full-2021-10", Status: "Fully vaccinated",
		Doses: []rules.Dose{
			dose(fhir.Date(2021, 3, 11), vaccine("moderna", "Moderna COVID-19 vaccine"), reason.Yes, rules.Counted),
			dose(fhir.Date(2021, 4, 8), vaccine("moderna", "Moderna COVID-19 vaccine"), reason.Yes, rules.Counted),
		},
	}
}

// joinedCards is a State with the answer to two cards of one person.
func joinedCards() desk.State {
	st := genuine(twoDoses(), plainName)
	first := st.Result.Verdict
	first.Issuer = verify.Issuer{ISS: "https://cards.pharmacy.example", Name: "Pharmacy"}
	st.Result.Earlier = []verify.Verdict{first}
	return st
}

func tooEarly() rules.Decision {
	d := twoDoses()
	d.Outcome, d.Reason = reason.NotAccepted, reason.Step("nys-full-2021-10", "fourteen-days")
	d.Status = "Series complete, waiting period not over"
	d.Message = "The last dose of the series was on 2021-11-14. It counts from 2021-11-28, in 4 days."
	d.From = fhir.Date(2021, 11, 28)
	d.Doses[1].Date = fhir.Date(2021, 11, 14)
	return d
}

func sixDoses() rules.Decision {
	d := twoDoses()
	d.Doses = append(d.Doses,
		dose(fhir.When{Time: time.Date(2021, 5, 1, 0, 0, 0, 0, time.UTC), Precision: fhir.Month},
			vaccine("", "COVID-19 vaccine of a product that is not named"), reason.Unknown, rules.PartialDate),
		dose(fhir.Date(2021, 9, 30), vocab.Vaccine{Name: "Influenza, seasonal, injectable, preservative free", Groups: []vocab.Group{"FLU"}}, reason.No, rules.OtherDisease),
		dose(fhir.Date(2021, 10, 2), vaccine("sputnik", "Sputnik V"), reason.No, rules.ProductNotAccepted),
		dose(fhir.When{}, vocab.Vaccine{}, reason.No, rules.Why(fhir.NotCompleted)),
	)
	d.Tests = []fhir.Test{{
		Taken: fhir.When{Time: desksNow.Add(-26 * time.Hour), Precision: fhir.Clock},
		Kind:  vocab.NAAT, Name: "SARS-CoV-2 RNA, respiratory", Result: vocab.Negative, Site: holderSite, Valid: reason.Yes,
	}}
	return d
}

func cannotTell() rules.Decision {
	d := sixDoses()
	d.Outcome, d.Reason, d.Status = reason.Unverified, reason.CannotTell, "Vaccination not clear"
	d.Message = "The card names a vaccine or a date that this desk cannot read exactly, so it cannot tell whether it is enough."
	d.Doses, d.Tests = d.Doses[2:3], nil
	return d
}

// unknownCodes is a decision about codes that no table has.
func unknownCodes() rules.Decision {
	d := cannotTell()
	d.Doses[0].Code, d.Doses[0].Vaccine = fhir.Coding{System: vocab.CVX, Code: "9999"}, vocab.Vaccine{}
	d.Tests = []fhir.Test{{Taken: fhir.Date(2021, 11, 20), Code: fhir.Coding{System: vocab.LOINC, Code: "1-8"}, Valid: reason.Yes}}
	return d
}

var plainName = fhir.Name{Given: []string{"Jane", "C."}, Family: holderFamily}

func changed(st desk.State, change func(*desk.State)) desk.State {
	change(&st)
	return st
}

func withCamera(phase desk.Phase, fault, what string) desk.State {
	return changed(atRest(), func(st *desk.State) {
		st.Picture = nil
		st.Camera = desk.Camera{Phase: phase, Fault: fault, What: what}
	})
}

func logged() desk.State {
	st := atRest()
	st.View = desk.LogView
	outcomes := []reason.Reason{"", reason.UnknownKey, "nys-full-2021-10/fourteen-days", "", reason.NotACard, reason.BadSignature, ""}
	for i := range 40 {
		r := outcomes[i%len(outcomes)]
		o := r.Outcome()
		if r == "" {
			o = reason.Accepted
		}
		e := scanlog.Entry{
			Number: int64(100 - i), Kind: scanlog.Scan, At: desksNow.Add(-time.Duration(i) * 47 * time.Minute),
			Desk: "North entrance", Outcome: o, Reason: r, Issuer: "https://ekeys.ny.gov/epass/doh/dvc/2021",
			Format: string(verify.HealthCard), By: scanlog.ByCamera, Took: time.Duration(38+i*3) * time.Millisecond,
		}
		if o == reason.Unreadable {
			e.Issuer, e.Format = "", ""
		}
		st.Log.Rows = append(st.Log.Rows, scanlog.Row{Key: e.Number, Entry: e})
	}
	st.Log.More = true
	return st
}

// scenes are the states a desk can be in, by what is special about them.
func scenes() []scene {
	small := [2]float32{1024, 640}
	return append([]scene{
		{name: "idle", state: atRest(), texts: []string{"Hold a pass to the camera", "Nothing about the visitor is stored.", "City Museum · North entrance", "41"}},
		{name: "idle-small", size: small, state: atRest(), texts: []string{"Hold a pass to the camera"}},
		{name: "accepted", state: genuine(twoDoses(), plainName), texts: []string{"ACCEPTED", "Jane C. " + holderFamily, "Born 20 Jan 1951", "Compare with photo ID", "Fully vaccinated", "11 Mar 2021", "22 s", "New York State"}},
		{name: "accepted-small", size: small, state: genuine(twoDoses(), plainName), texts: []string{"ACCEPTED", "Jane C. " + holderFamily}},
		{name: "accepted-narrow", size: [2]float32{640, 900}, state: genuine(twoDoses(), plainName), texts: []string{"ACCEPTED"}},
		{name: "accepted-held", state: changed(genuine(twoDoses(), plainName), func(st *desk.State) { st.Result.Closes = time.Time{} }), texts: []string{"Held. Space lets it close, Esc clears it"}},
		{name: "not-accepted", state: genuine(tooEarly(), plainName), texts: []string{"NOT ACCEPTED", "The last dose of the series was on 14 Nov 2021. It counts from 28 Nov 2021, in 4 days.", "Code for support: nys-full-2021-10/fourteen-days · SMART Health Card"}},
		{name: "not-accepted-small", size: small, state: genuine(tooEarly(), plainName), texts: []string{"NOT ACCEPTED"}},
		{name: "cannot-tell", state: genuine(cannotTell(), plainName), texts: []string{"COULD NOT CHECK", "May 2021", "Cannot tell: date incomplete"}},
		{name: "six-doses", state: genuine(sixDoses(), plainName), texts: []string{"6 doses", "1 test", "Does not count: against another disease", "No date"}},
		{name: "one-person", state: joinedCards(), texts: []string{"2 cards of this person", "Pharmacy", "New York State", "Add a card for the same person"}},
		{name: "one-person-waits", size: small, state: changed(genuine(tooEarly(), plainName), func(st *desk.State) {
			st.Result.Joins, st.Result.Closes = true, time.Time{}
			st.Notice = desk.Notice{ID: "other-person"}
		}), texts: []string{"Now show another card of the same person", "Add none", "not known to be of the same person"}},
		{name: "long-name", size: small, state: genuine(twoDoses(), fhir.Name{Given: []string{"Wolfeschlegelsteinhausenbergerdorff", "Maximiliana", "Alexandrina", "Bernadette"}, Family: "von und zu Liechtenstein-Hohenzollern-Sigmaringen"}), texts: []string{"ACCEPTED"}},
		{name: "name-han", state: genuine(twoDoses(), fhir.Name{Given: []string{"小明"}, Family: "陳"}), texts: []string{"陳小明"}},
		{name: "name-arabic", state: genuine(twoDoses(), fhir.Name{Given: []string{"محمد"}, Family: "الأحمد"}), texts: []string{"محمد الأحمد"}},
		{name: "no-facts", state: changed(genuine(rules.Decision{Outcome: reason.Unverified, Reason: reason.CannotTell}, fhir.Name{}), func(st *desk.State) { st.Result.Verdict.Record.Holder.BirthDate = fhir.When{} }), texts: []string{"No name on the card", "No birth date on the card"}},
		{name: "other-pass", state: changed(failed(reason.UnsupportedFormat), func(st *desk.State) { st.Result.Verdict.Format = verify.ClassicExcelsior }), texts: []string{"This is a classic Excelsior Pass. New York ended it in 2023 and nobody can check it."}},
		{name: "web-address", state: changed(failed(reason.NotACard), func(st *desk.State) {
			st.Result.Verdict.Format, st.Result.Verdict.Host = verify.WebAddress, "menu.example"
		}), texts: []string{"This code is a link to the website menu.example. Passdesk does not open it."}},
		{name: "unknown-codes", state: genuine(unknownCodes(), plainName), texts: []string{"Unknown vaccine (9999)", "Unknown test (1-8)"}},
		{name: "camera-none", state: withCamera(desk.NoCamera, "", ""), texts: []string{"No camera", "Open a picture or card file"}},
		{name: "camera-opening", state: withCamera(desk.Opening, "", ""), texts: []string{"Starting the camera"}},
		{name: "camera-waiting", state: withCamera(desk.Live, "", ""), texts: []string{"Waiting for the first picture"}},
		{name: "camera-busy", size: small, state: withCamera(desk.Failed, "busy", "/dev/video0"), texts: []string{"Another program is using /dev/video0"}},
		{name: "camera-denied", state: withCamera(desk.Failed, "denied", ""), texts: []string{"This computer does not allow the use of the camera"}},
		{name: "camera-ended", state: withCamera(desk.Ended, "", ""), texts: []string{"The video has ended"}},
		{name: "parts", state: changed(atRest(), func(st *desk.State) { st.Parts = []bool{true, false, true} }), texts: []string{"1/3", "2/3", "3/3", "Now show the next code"}},
		{name: "incoming", state: changed(atRest(), func(st *desk.State) {
			st.Parts, st.Incoming = []bool{true, false, true}, desk.Incoming{Characters: 1240, Since: desksNow}
		}), texts: []string{"The hand scanner is sending: 1240 characters", "2/3"}},
		{name: "incoming-no-camera", size: small, state: changed(atRest(), func(st *desk.State) {
			st.Picture, st.Camera, st.Incoming = nil, desk.Camera{Phase: desk.NoCamera}, desk.Incoming{Characters: 12, Since: desksNow}
		}), texts: []string{"The hand scanner is sending: 12 characters"}},
		{name: "parts-small", size: small, state: changed(atRest(), func(st *desk.State) { st.Parts = []bool{true, false, true} }), texts: []string{"2/3"}},
		{name: "coach", state: changed(atRest(), func(st *desk.State) {
			st.Coach, st.Parts = desk.Coach{Advice: "too-far", Closer: 1.6}, []bool{true, false, true}
		}), texts: []string{"Hold the code closer: 1.6 times as near", "2/3"}},
		{name: "found", state: changed(genuine(twoDoses(), plainName), func(st *desk.State) {
			st.Found = []desk.Outline{{{258, 78}, {382, 78}, {382, 202}, {258, 202}}}
		}), texts: []string{"ACCEPTED"}},
		{name: "coach-small", size: small, state: changed(atRest(), func(st *desk.State) { st.Camera.Every = 2 * time.Second }), texts: []string{"The camera is slow: a picture every 2 s."}},
		{name: "notice", state: changed(atRest(), func(st *desk.State) { st.Notice = desk.Notice{ID: "file-empty", About: "holiday.png"} }), texts: []string{"No code was found in holiday.png"}},
		{name: "notice-in-log", state: changed(logged(), func(st *desk.State) { st.Notice = desk.Notice{ID: "exported", About: "counts.csv"} }), texts: []string{"Written to counts.csv"}},
		{name: "log-trouble", state: changed(genuine(twoDoses(), plainName), func(st *desk.State) { st.Log.Trouble = "could not write to the log: the disk is full" }), texts: []string{"Scanning goes on, but not the log: could not write to the log: the disk is full."}},
		{name: "log-trouble-in-log", size: small, state: changed(logged(), func(st *desk.State) { st.Log.Trouble = "could not write to the log: the disk is full" }), texts: []string{"Scanning goes on, but not the log"}},
		{name: "log-trouble-and-notice", state: changed(atRest(), func(st *desk.State) {
			st.Log.Trouble, st.Notice = "could not write to the log: the disk is full", desk.Notice{ID: "exported", About: "counts.csv"}
		}), texts: []string{"Written to counts.csv"}},
		{name: "no-directory", size: small, state: changed(withCamera(desk.NoCamera, "", ""), func(st *desk.State) { st.About.Directory = desk.Directory{} }), texts: []string{"No issuer list", "Update now", "Import from files"}},
		{name: "old-directory", state: changed(atRest(), func(st *desk.State) { st.About.Directory.Checked = desksNow.AddDate(0, 0, -31) }), texts: []string{"Issuer list checked 31 days ago", "Too old: update it", "The issuer list is too old to rely on", "Update now", "Import from files"}},
		{name: "log", state: logged(), texts: []string{"Scan log", "Issuer's key not on the list", "Waiting period not over", "Show older scans", "10:12:40"}},
		{name: "log-small", size: small, state: logged(), texts: []string{"Scan log"}},
		{name: "log-empty", state: changed(logged(), func(st *desk.State) { st.Log = desk.Log{}; st.Today.Counts = nil }), texts: []string{"Nothing has been scanned yet"}},
	}, slices.Concat(failures(), accesses(), setups(), ruleScenes(), trainings(), doubts(), histories(), receptions(), logs(), houses(), choosers())...)
}

// failures is a scene for every reason a card can fail for.
func failures() []scene {
	var all []scene
	for _, r := range reason.All() {
		if r == reason.CannotTell {
			continue
		}
		s := scene{name: "failed-" + string(r), state: failed(r), texts: []string{"Code for support: " + string(r)}}
		if r.Outcome() == reason.Unverified {
			s.size = [2]float32{1024, 640}
			s.texts = []string{"COULD NOT CHECK", "Says it is from"}
		}
		all = append(all, s)
	}
	return all
}

// contains tells whether any text has s in it.
func contains(texts []string, s string) bool {
	for _, t := range texts {
		if strings.Contains(t, s) {
			return true
		}
	}
	return false
}

var _ image.Image = solid{}

// solid is a picture of a type that no painter knows.
type solid struct{ size int }

func (solid) ColorModel() color.Model   { return color.RGBAModel }
func (s solid) Bounds() image.Rectangle { return image.Rect(5, 5, 5+s.size, 5+s.size) }
func (solid) At(int, int) color.Color   { return color.RGBA{200, 10, 10, 255} }
