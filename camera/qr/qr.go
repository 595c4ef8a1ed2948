// Package qr reads the QR codes in a picture: the only gozxing.
//
// It goes from grey pixels to the text of a symbol after ISO/IEC 18004:2015
// (sections are cited where a rule comes from): an adaptive threshold, finder
// patterns by run lengths or by the correlation of rings, a map from modules
// to pixels that follows perspective and bent paper, one grey sample a
// module, and Reed-Solomon on what the samples say, after cures for blur and
// noise. gozxing gives the tables of the versions and the bit stream parser,
// and is the last resort for files.
//
// # Which method to use
//
// [Reader.ReadAll] is for files: all codes, every way of looking, no state.
// [Reader.Read] is for a camera. It looks in a cheap way at every frame and in
// one deeper way in turn; it adds up what the modules of an unread symbol say
// from frame to frame, and looks for a symbol where it was before. A reader
// made by [NewLiveReader] also keeps a deadline, which [Reader.Linger] eases now
// and then for slow machines. [Reader.Sight] and the [Diagnosis] say what keeps a symbol from being read, and [Reader.Forget]
// drops all that is known of the frames so far.
//
// # How well
//
// README.md has read rates and times by class beside those of other readers,
// and how to measure them again.
//
// A picture that cannot be read gives no code, never a wrong one: a block
// of codewords is believed only with check codewords to spare, and what
// several frames gave together only when the newest bears it out. The package
// promises nothing about what a text means, keeps no picture but the last,
// opens no file, reads no clock of its own and starts no goroutine.
package qr

// Point is a place in a picture: pixels right of and below its upper left
// corner, so that the centre of the first pixel is (0.5, 0.5).
type Point struct{ X, Y float64 }

// Code is one symbol that was read.
type Code struct {
	Text string
	// Corners are the outer corners of the symbol, without its quiet zone,
	// in the symbol's own order: top left, top right, bottom right, bottom
	// left. In a mirrored symbol they run anticlockwise.
	Corners  [4]Point
	Version  int  // 1 to 40
	Mirrored bool // seen from behind or in a mirror
	Inverted bool // light modules on dark ground
}

// Diagnosis says in one word what came of a picture.
type Diagnosis string

// The diagnoses. All but Read, NoCode and TooMany speak of the symbol that
// came nearest to being read; Reader.Sight gives what was measured on it.
const (
	Read        Diagnosis = "read"        // at least one code was read
	NoCode      Diagnosis = "no-code"     // nothing in the picture looks like a code
	TooFar      Diagnosis = "too-far"     // too few pixels a module
	Blurred     Diagnosis = "blurred"     // out of focus or moving: single modules have lost their contrast
	Dark        Diagnosis = "too-dark"    // hardly any light falls on the symbol
	Glare       Diagnosis = "glare"       // part of the symbol is washed out
	Cut         Diagnosis = "cut-off"     // a corner lies outside the picture
	TooMany     Diagnosis = "too-many"    // more symbols than there was time for
	Undecodable Diagnosis = "undecodable" // found, but the damage is too great
)

func (p Point) plus(q Point) Point        { return Point{p.X + q.X, p.Y + q.Y} }
func (p Point) minus(q Point) Point       { return Point{p.X - q.X, p.Y - q.Y} }
func (p Point) times(f float64) Point     { return Point{p.X * f, p.Y * f} }
func (p Point) dot(q Point) float64       { return p.X*q.X + p.Y*q.Y }
func (p Point) cross(q Point) float64     { return p.X*q.Y - p.Y*q.X }
func (p Point) squared() float64          { return p.dot(p) }
func (p Point) distance2(q Point) float64 { return p.minus(q).squared() }
