package screen

import (
	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/verify"
	"passdesk/verify/trust"
)

// inSettings is a desk whose settings are open, changed.
func inSettings(change func(*desk.State)) desk.State {
	st := atRest()
	st.View = desk.SettingsView
	if change != nil {
		change(&st)
	}
	return st
}

// brandNew is a desk that nobody has set up yet.
func brandNew() desk.State {
	st := atRest()
	st.About = desk.About{Desk: "Front desk", Policy: "nys-full-2021-10", Rules: st.About.Rules, ResultFor: st.About.ResultFor}
	st.Today.Counts = nil
	st.Setup.Set, st.Setup.First = settings.Default(), true
	return st.With(st.Setup, desk.Network{})
}

// inTraining is a State while the desk is in training.
func inTraining(st desk.State) desk.State {
	st.Training = desk.Training{On: true, Ends: st.Now.Add(desk.TrainingFor)}
	return st
}

// setups are the settings, open, and what the strip says of the network.
func setups() []scene {
	small := [2]float32{1024, 640}
	return []scene{
		{name: "first-start", size: [2]float32{1280, 820}, state: brandNew(), texts: []string{"Set up this desk", "Start scanning", "Try it with training cards", "Hold any code to the camera", "There is no issuer list yet", "Network never used"}},
		{name: "first-start-small", size: small, state: brandNew(), texts: []string{"Set up this desk", "Start scanning"}},
		{name: "first-start-narrow", size: [2]float32{640, 900}, state: brandNew(), texts: []string{"Start scanning"}},
		{name: "first-start-no-camera", size: [2]float32{1280, 820}, state: changed(brandNew(), func(st *desk.State) {
			st.Picture, st.Camera, st.Setup.Cameras = nil, desk.Camera{Phase: desk.Failed, Fault: "missing"}, nil
		}), texts: []string{"Not found: the camera", "Camera 0", "Camera 2"}},
		{name: "settings", state: inSettings(nil), texts: []string{"Settings", "Done", "Integrated Camera", "30 seconds", "651 issuers"}},
		{name: "settings-small", size: small, state: inSettings(nil), texts: []string{"Done"}},
		{name: "settings-camera-read", state: inSettings(func(st *desk.State) { st.Setup.Read = true }), texts: []string{"The camera reads codes"}},
		{name: "settings-network-camera", state: inSettings(func(st *desk.State) { st.Setup.Set.Camera = "rtsp://guard@192.168.1.20/stream" }), texts: []string{"rtsp://guard@192.168.1.20/stream", "A password in the address is forgotten when the program ends."}},
		{name: "settings-scanner", state: inSettings(func(st *desk.State) {
			st.Setup.Set.Scanner, st.Setup.Set.ScannerBaud = "/dev/serial/by-id/usb-Maker_Scanner-if00", 115200
			st.Setup.Ports = []desk.Port{{ID: "/dev/serial/by-id/usb-Maker_Scanner-if00", Name: "Maker Scanner"}, {ID: "/dev/ttyACM1", Name: "ttyACM1"}}
			st.Line = desk.Line{Phase: desk.Live, Port: "/dev/serial/by-id/usb-Maker_Scanner-if00"}
		}), texts: []string{"Hand scanner", "Maker Scanner", "ttyACM1", "Ready: /dev/serial/by-id/usb-Maker_Scanner-if00", "115200"}},
		{name: "settings-updating", state: inSettings(func(st *desk.State) { st.Network.Busy = true }), texts: []string{"The list is being fetched", "Updating…"}},
		{name: "settings-update-failed", state: inSettings(func(st *desk.State) { st.Network.Fault = "other" }), texts: []string{"The last update failed.", "Update failed"}},
		{name: "settings-offline", state: inSettings(func(st *desk.State) { st.Setup.Set.Network = false }), texts: []string{"Network off", "Import from files"}},
		{name: "settings-old-list", state: inSettings(func(st *desk.State) { st.About.Directory.Checked = desksNow.AddDate(0, 0, -31) }), texts: []string{"Too old: this desk relies on a list for 30 days."}},
		{name: "settings-trouble", size: small, state: inSettings(func(st *desk.State) { st.Setup.Trouble = "the file could not be written: the disk is full" }), texts: []string{"The settings: the file could not be written: the disk is full."}},
		{name: "no-directory-offline", state: changed(atRest(), func(st *desk.State) { st.About.Directory, st.Setup.Set.Network = desk.Directory{}, false }), texts: []string{"Import it from two files"}},
		{name: "no-directory-updating", state: changed(atRest(), func(st *desk.State) { st.About.Directory, st.Network.Busy = desk.Directory{}, true }), texts: []string{"The list is being fetched", "Updating…"}},
		{name: "update-failed", size: small, state: changed(atRest(), func(st *desk.State) { st.Network.Fault = "other" }), texts: []string{"Update failed"}},
	}
}

// trainings are the views of a desk in training.
func trainings() []scene {
	small, band := [2]float32{1024, 640}, "TRAINING: cards of people who do not exist. Nothing is checked for real, logged or counted."
	return []scene{
		{name: "training", state: inTraining(atRest()), texts: []string{band, "Stop training", "Training cards appear by themselves"}},
		{name: "training-accepted", state: inTraining(genuine(twoDoses(), plainName)), texts: []string{band, "ACCEPTED"}},
		{name: "training-not-accepted-small", size: small, state: inTraining(genuine(tooEarly(), plainName)), texts: []string{band, "NOT ACCEPTED"}},
		{name: "training-narrow", size: [2]float32{640, 900}, state: inTraining(atRest()), texts: []string{band}},
		{name: "training-log", size: small, state: inTraining(logged()), texts: []string{band}},
		{name: "training-ended", state: changed(atRest(), func(st *desk.State) { st.Notice = desk.Notice{ID: "training-idle"} }), texts: []string{"Training has ended: nobody used this desk for 15 minutes."}},
	}
}

// doubts are what a desk says of issuers that nobody signed for, and of its
// clock.
func doubts() []scene {
	small, narrow := [2]float32{1024, 640}, [2]float32{640, 900}
	early := changed(atRest(), func(st *desk.State) { st.About.Directory.Issued = desksNow.AddDate(0, 0, 9) })
	ahead := genuine(twoDoses(), plainName).Remembers(desksNow.AddDate(1, 0, 0))
	local := changed(genuine(twoDoses(), plainName), func(st *desk.State) {
		st.Result.Verdict.Issuer = verify.Issuer{ISS: "https://cards.clinic.example", Name: "City Clinic", Origin: trust.AddedHere}
	})
	return []scene{
		{name: "added-here", size: small, state: local, texts: []string{"City Clinic", "Issuer added here: it is not in the signed list"}},
		{name: "settings-issuers", size: [2]float32{1280, 1400}, state: inSettings(clinics), texts: []string{"Issuers added here", "City Clinic", "Does not count:"}},
		{name: "settings-issuers-small", size: small, state: inSettings(clinics), texts: []string{"Add an issuer"}},
		{name: "settings-issuers-narrow", size: narrow, state: inSettings(clinics), texts: []string{"City Clinic"}},
		{name: "clock-before-list", state: early, texts: []string{"This computer's clock says 24 Nov 2021, 10:12, but the issuer list was made later"}},
		{name: "clock-set-back-small", size: small, state: ahead, texts: []string{"but a scan was logged later, on 24 Nov 2022, 10:12", "The clock is right", "ACCEPTED"}},
		{name: "clock-narrow", size: narrow, state: early, texts: []string{"This computer's clock"}},
		{name: "ageing", size: small, state: changed(atRest(), func(st *desk.State) { st.About.Directory.Checked = desksNow.AddDate(0, 0, -20) }), texts: []string{"Issuer list checked 20 days ago", "Connect within 10 days"}},
	}
}
