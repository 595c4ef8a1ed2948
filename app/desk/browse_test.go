package desk_test

import (
	"reflect"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/folder"
)

// TestTheNewestFolderWins whatever order the answers come in, and nothing
// stays of any once nobody chooses.
func TestTheNewestFolderWins(t *testing.T) {
	at := time.Date(2021, 11, 24, 10, 0, 0, 0, time.UTC)
	st := desk.New(desk.About{Desk: "North"}, 0, nil, at)
	act := func(a desk.Action) { st, _ = st.Act(a, at) }
	listing := func(serial int, path string) desk.FolderIs {
		return desk.FolderIs{Listing: folder.Listing{Query: folder.Query{Serial: serial}, Path: path}}
	}
	act(listing(0, "/nobody/asked"))
	act(desk.PlacesAre{Places: []folder.Place{{ID: folder.Home}}})
	if !reflect.DeepEqual(st.Browsing, desk.Browsing{}) {
		t.Errorf("nobody chooses and there is %+v", st.Browsing)
	}
	act(desk.Browse{Query: folder.Query{Serial: 1}})
	act(desk.Browse{Query: folder.Query{Serial: 2}})
	act(listing(2, "/second"))
	act(listing(1, "/first"))
	if got := st.Browsing.Listing.Path; got != "/second" {
		t.Errorf("on view is %s", got)
	}
	for name, end := range map[string]desk.Action{"withdrawn": desk.Browse{}, "locked": desk.Lock{}} {
		left, _ := st.Act(end, at)
		left, _ = left.Act(listing(2, "/second"), at)
		if !reflect.DeepEqual(left.Browsing, desk.Browsing{}) {
			t.Errorf("%s: there is still %+v", name, left.Browsing)
		}
	}
}
