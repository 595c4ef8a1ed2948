package screen

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// light says how the network is used, in a few words and one colour.
type light struct {
	words string
	ink   fyne.ThemeColorName
}

// network says when the network was last used, or why it is not.
func (w *Words) network(st desk.State) light {
	n := st.Network
	switch {
	case n.Busy:
		return light{w.say("network.busy"), theme.ColorNamePrimary}
	case !st.Setup.Set.Network:
		return light{w.say("network.off"), Muted}
	case n.Fault != "":
		return light{w.networkFault("network.fault", n.Fault), AskInk}
	case n.Last.IsZero():
		return light{w.say("network.never"), Muted}
	default:
		return light{w.say("network.last", values{"Moment": w.moment(n.Last, st.Now)}), AdmitInk}
	}
}

// networkFault says what failed: in a few words, or with what to do about it.
func (w *Words) networkFault(list, fault string) string {
	if s, ok := w.find(list + "." + fault); ok {
		return s
	}
	return w.say(list + ".other")
}

// moment gives a time as people say it on the day.
func (w *Words) moment(t, now time.Time) string {
	local := t.In(now.Location())
	clock := values{"Day": w.day(local), "Time": local.Format("15:04")}
	switch daysBetween(t, now) {
	case 0:
		return w.say("moment.today", clock)
	case 1:
		return w.say("moment.yesterday", clock)
	}
	return w.say("date.clock", clock)
}

// oldest is how many days the list of issuers may go unchecked at this desk.
func oldest(st desk.State) int {
	if days := st.Setup.Set.DirectoryMaxAgeDays; days > 0 {
		return days
	}
	return settings.Default().DirectoryMaxAgeDays
}
