package intake_test

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"passdesk/app/intake"
	"passdesk/camera/pdf/pdftest"
	"passdesk/camera/qr"
	"passdesk/camera/symbol"
	"passdesk/verify/mint"
)

// card is a training card.
func card(t testing.TB) mint.Card {
	t.Helper()
	signer, err := mint.Training()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := mint.Parse([]byte(`{"name":{"family":"Anyperson"},"nbf":"2021-10-01","doses":[{"cvx":"207","date":"2021-01-01"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	c, err := signer.Card(spec, spec.NotBefore.Time)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func draw(t testing.TB, text string) image.Image {
	t.Helper()
	code, err := symbol.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	return code.Picture(4)
}

func file(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFindsTheTextsOfEveryFile(t *testing.T) {
	c := card(t)
	text, jws := c.Texts[0], c.JWS
	for name, tt := range map[string]struct {
		content string
		want    []string
	}{
		"a text":         {text + "\r\n", []string{text}},
		"a JWS":          {" " + jws, []string{jws}},
		"several":        {text + "\n\n" + jws + "\n", []string{text, jws}},
		"a card file":    {`{"verifiableCredential":["` + jws + `","` + jws + `"]}`, []string{jws, jws}},
		"parameters":     {`{"resourceType":"Parameters","parameter":[{"name":"verifiableCredential","valueString":"` + jws + `"}]}`, []string{jws}},
		"with a mark":    {"\xEF\xBB\xBF" + text, []string{text}},
		"something else": {"HC1:NCFOXN\n", []string{"HC1:NCFOXN\n"}},
		"zeros":          {"\x00\x00", []string{"\x00\x00"}},
		"nothing":        {"", nil},
		"white space":    {" \r\n\t", nil},
	} {
		found, err := intake.File(file(t, []byte(tt.content)), intake.NewReader())
		if err != nil || !slices.Equal(found.Texts, tt.want) || found.Pictures != nil {
			t.Errorf("%s: %.60q, %v", name, found.Texts, err)
		}
	}
}

func TestReadsTheCodesOfPictures(t *testing.T) {
	text := card(t).Texts[0]
	for name, encode := range map[string]func(io.Writer, image.Image) error{
		"PNG": png.Encode, "JPEG": func(w io.Writer, img image.Image) error { return jpeg.Encode(w, img, nil) },
	} {
		var b bytes.Buffer
		if err := encode(&b, draw(t, text)); err != nil {
			t.Fatal(err)
		}
		found, err := intake.File(file(t, b.Bytes()), intake.NewReader())
		if err != nil || !slices.Equal(found.Texts, []string{text}) || len(found.Pictures) != 1 || len(found.Pictures[0].Codes) != 1 {
			t.Errorf("%s: %.60q, %v", name, found.Texts, err)
		}
		// Through a pipe, byte by byte.
		found, err = intake.Read("-", iotest.OneByteReader(&b), intake.NewReader())
		if err != nil || !slices.Equal(found.Texts, []string{text}) {
			t.Errorf("%s in a stream: %.60q, %v", name, found.Texts, err)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 99, 99))); err != nil {
		t.Fatal(err)
	}
	found, err := intake.File(file(t, b.Bytes()), intake.NewReader())
	if err != nil || found.Texts != nil || found.Pictures[0].Diagnosis != qr.NoCode {
		t.Errorf("an empty picture: %+v, %v", found, err)
	}
}

// TestReadsTheCodesOfAPDFFile has codes of both makings on two pages, between
// empty ones.
func TestReadsTheCodesOfAPDFFile(t *testing.T) {
	one, two := card(t).Texts[0], "shc:/5676"
	code, err := symbol.Encode(one)
	if err != nil {
		t.Fatal(err)
	}
	data := pdftest.File(pdftest.Embedded(draw(t, two)), "", pdftest.Squares(code.Picture(1), 160), "", pdftest.ShowImage)
	reader := intake.NewReader()
	found, err := intake.File(file(t, data), reader)
	if err != nil || !slices.Equal(found.Texts, []string{one, two}) || len(found.Pictures) != 4 {
		t.Errorf("%.60q, %d pages, %v", found.Texts, len(found.Pictures), err)
	}
	cut := file(t, data[:60])
	if _, err := intake.File(cut, reader); err == nil || err.Error() != cut+": the PDF file is damaged" {
		t.Errorf("a cut file: %v", err)
	}
}

func TestSaysWhyItCannotRead(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, 2<<30); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ path, says string }{
		"nothing there":       {filepath.Join(dir, "x"), ": there is no such file"},
		"a name out of place": {strings.Repeat("x", 9999), ": there is no such file"},
		"a folder":            {dir, ": this is a folder, not a file"},
		"below a file":        {filepath.Join(large, "x"), ": the file cannot be read: not a directory"},
		"a sparse file":       {large, ": the file is larger than 64 MB, which no card or picture of one is"},
		"a long text":         {file(t, make([]byte, 1<<20+1)), ": this is no PNG, JPEG or PDF file, and larger than 1 MB, which no card is"},
		"half a picture":      {file(t, []byte("\x89PNG\r\n\x1a\nhalf")), ": the picture cannot be read: the file is not a PNG or JPEG picture"},
	} {
		_, err := intake.File(tt.path, intake.NewReader())
		var e *intake.Error
		if !errors.As(err, &e) || err.Error() != tt.path+tt.says {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := errors.New("gone")
	for _, r := range []io.Reader{iotest.ErrReader(broken), io.MultiReader(strings.NewReader(strings.Repeat("x", 99)), iotest.ErrReader(broken))} {
		if _, err := intake.Read("-", r, intake.NewReader()); !errors.Is(err, broken) || err.Error() != "-: the file cannot be read: gone" {
			t.Errorf("a stream that breaks: %v", err)
		}
	}
}

// endless gives a picture's first bytes, then zeros without end.
type endless struct{ begin []byte }

func (e *endless) Read(b []byte) (int, error) {
	n := copy(b, e.begin)
	e.begin = e.begin[n:]
	if n == 0 {
		n = len(b)
	}
	return n, nil
}

func TestLeavesWhatNeverEnds(t *testing.T) {
	for begin, says := range map[string]string{
		"":                      "-: this is no PNG, JPEG or PDF file, and larger than 1 MB, which no card is",
		"\x89PNG\r\n\x1a\n":     "-: the file is larger than 64 MB, which no card or picture of one is",
		"%PDF-1.7":              "-: the PDF file is larger than 16 MB",
		"\xff\xd8\xff\xe0\x00d": "-: the file is larger than 64 MB, which no card or picture of one is",
	} {
		if _, err := intake.Read("-", &endless{[]byte(begin)}, intake.NewReader()); err == nil || err.Error() != says {
			t.Errorf("%q: %v", begin, err)
		}
	}
}

func TestLoadReadsAnyFileUpToTheLimit(t *testing.T) {
	want := bytes.Repeat([]byte("snapshot"), 300<<10) // more than a card may have
	if got, err := intake.Load(file(t, want)); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if got, err := intake.Load(file(t, nil)); err != nil || len(got) != 0 {
		t.Errorf("an empty file: %d bytes, %v", len(got), err)
	}
	if _, err := intake.Load(file(t, make([]byte, 64<<20+1))); err == nil {
		t.Error("read more than the limit")
	}
}

func TestKnowsACardFromAFileName(t *testing.T) {
	for arg, want := range map[string]bool{
		"shc:/5676": true, "SHC:/5676": true, "Shc:/": true, "eyJ6aXAi": true, "{": true, `{"a":1}`: true,
		"": false, "shc:": false, "shc": false, "card.png": false, "./eyJ": false, "eyj": false, " shc:/5676": false, "-": false,
	} {
		if intake.IsText(arg) != want {
			t.Errorf("%q is a text: %v", arg, !want)
		}
	}
}

// Whatever the text, there is something to verify unless it is blank, and no
// text is empty.
func FuzzText(f *testing.F) {
	c := card(f)
	for _, seed := range []string{c.Texts[0], c.JWS, `{"verifiableCredential":["eyJ"]}`, "https://a#%7B%22verifiableCredential%22:[%22eyJ%22]%7D", "shc:/1/2/56\nshc:/2/2/56", "\x00", " ", "\xEF\xBB\xBF"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		found := intake.Text(data)
		if (len(found.Texts) == 0) != (len(bytes.TrimSpace(data)) == 0) || found.Pictures != nil {
			t.Errorf("%d texts in %q", len(found.Texts), data)
		}
		size := 0
		for _, text := range found.Texts {
			if size += len(text); text == "" {
				t.Error("an empty text")
			}
		}
		if len(found.Texts) > 100 {
			t.Errorf("%d texts of %d bytes", len(found.Texts), size)
		}
	})
}
