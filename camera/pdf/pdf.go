// Package pdf draws the pages of a PDF file as pictures.
//
// The files come from strangers, and reading them is a large work: PDFium, the
// reader of the Chrome browser, does it, as WebAssembly (go-pdfium) that wazero
// runs. So no C is compiled in here, and what a bad file makes PDFium do stays
// in a sandbox that sees no file and no network, and has a limit of memory and
// of time.
//
// It draws what a person would see, whether a code in it is a picture or is
// made of lines and squares. It keeps nothing of a file.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"image"
	"io"
	"math"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// The largest file that is read, and what of it.
const (
	MaxBytes  = 16 << 20
	MaxPages  = 10       // the first ones
	maxPixels = 20 << 20 // of a page
	memory    = 256 << 20
	patience  = 30 * time.Second
)

// Why a file could not be drawn.
var (
	ErrTooLarge = errors.New("the PDF file is larger than 16 MB")
	ErrLocked   = errors.New("the PDF file is locked by a password")
	ErrDamaged  = errors.New("the PDF file is damaged")
	ErrSlow     = errors.New("the PDF file takes too long to draw")
)

// Is knows a PDF file by its first bytes.
func Is(data []byte) bool { return bytes.HasPrefix(data, []byte("%PDF-")) }

// Page draws one page at a resolution in dots an inch.
type Page func(dpi int) (image.Image, error)

// Drawer draws. It is used by one goroutine at a time.
type Drawer struct {
	config wazero.RuntimeConfig
	ready  bool // what is compiled of PDFium is kept
}

// NewDrawer makes a Drawer. Its first file takes some seconds more than the
// others: PDFium is made ready for this machine then, and kept in memory.
func NewDrawer() *Drawer {
	return &Drawer{config: wazero.NewRuntimeConfig().WithCompilationCache(wazero.NewCompilationCache())}
}

// Pages hands each of the first MaxPages pages of a file to see, in order, until
// see is content or fails. A Page is good for that call only. It fails with one
// of the errors above, or with that of see. Each file has a sandbox of its own.
func (d *Drawer) Pages(ctx context.Context, data []byte, see func(Page) (enough bool, err error)) error {
	if len(data) > MaxBytes {
		return ErrTooLarge
	}
	if err := d.prepare(ctx); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	doc, err := d.open(ctx, data)
	if err != nil {
		return because(ctx, err)
	}
	defer doc.close()
	for i := range min(doc.pages, MaxPages) {
		enough, err := see(func(dpi int) (image.Image, error) {
			img, err := doc.draw(i, dpi)
			return img, because(ctx, err)
		})
		if enough || err != nil {
			return err
		}
	}
	return nil
}

// prepare makes PDFium ready, which is no file's fault and does not count as
// its time.
func (d *Drawer) prepare(ctx context.Context) error {
	if d.ready {
		return nil
	}
	pool, err := d.sandbox(ctx)
	if err != nil {
		return err
	}
	d.ready = true
	return pool.Close()
}

// because names what went wrong. PDFium's own words are numbers.
func because(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ErrSlow
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return ErrLocked
	default:
		return ErrDamaged
	}
}

// document is an open file in a sandbox of its own.
type document struct {
	pool   pdfium.Pool
	reader pdfium.Pdfium
	ref    references.FPDF_DOCUMENT
	pages  int
}

// sandbox makes a place in which PDFium runs, until ctx ends.
func (d *Drawer) sandbox(ctx context.Context) (pdfium.Pool, error) {
	const page = 64 << 10 // of WebAssembly's memory
	return webassembly.Init(webassembly.Config{
		Context: ctx, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
		RuntimeConfig: d.config.
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(memory / page).WithCloseOnContextDone(true),
	})
}

func (d *Drawer) open(ctx context.Context, data []byte) (*document, error) {
	pool, err := d.sandbox(ctx)
	if err != nil {
		return nil, err
	}
	doc := &document{pool: pool}
	if doc.reader, err = pool.GetInstanceWithContext(ctx); err == nil {
		err = doc.load(data)
	}
	if err != nil {
		doc.close()
		return nil, err
	}
	return doc, nil
}

func (d *document) load(data []byte) error {
	opened, err := d.reader.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return err
	}
	d.ref = opened.Document
	count, err := d.reader.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return err
	}
	d.pages = count.PageCount
	return nil
}

// draw draws a page, at less than the resolution where that would be too many
// pixels.
func (d *document) draw(i, dpi int) (image.Image, error) {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: i}}
	size, err := d.reader.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return nil, err
	}
	const inch = 72 // points
	if pixels := size.Width * size.Height / (inch * inch) * float64(dpi*dpi); pixels > maxPixels {
		dpi = max(1, int(float64(dpi)*math.Sqrt(maxPixels/pixels)))
	}
	drawn, err := d.reader.RenderPageInDPI(&requests.RenderPageInDPI{
		Page: page, DPI: dpi, ImageFormat: requests.RenderImageFormatGrayscale,
	})
	if err != nil {
		return nil, err
	}
	defer drawn.Cleanup()
	inSandbox, ok := drawn.Result.RenderedImage.(*image.Gray)
	if !ok {
		return nil, ErrDamaged
	}
	own := *inSandbox
	own.Pix = bytes.Clone(inSandbox.Pix)
	return &own, nil
}

func (d *document) close() {
	if d.reader != nil {
		_ = d.reader.Kill() // what it holds goes with it
	}
	_ = d.pool.Close()
}
