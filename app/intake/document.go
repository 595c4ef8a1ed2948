package intake

import (
	"context"

	"passdesk/camera/pdf"
	"passdesk/camera/qr"
)

// How closely a page is looked at, in dots an inch: as a card is printed, and
// again where a code of it was seen but not read.
const coarse, fine = 200, 400

// document reads the codes on the pages of a PDF file.
func document(name string, data []byte, reader *Reader) (Found, error) {
	var found Found
	err := reader.pages.Pages(context.Background(), data, func(draw pdf.Page) (bool, error) {
		page, err := readPage(draw, reader)
		found.Texts = append(found.Texts, page.Texts...)
		found.Pictures = append(found.Pictures, page.Pictures...)
		return false, err
	})
	if err != nil {
		return Found{}, &Error{name, err.Error(), err}
	}
	return found, nil
}

func readPage(draw pdf.Page, reader *Reader) (Found, error) {
	var page Found
	for _, dpi := range []int{coarse, fine} {
		img, err := draw(dpi)
		if err != nil {
			return Found{}, err
		}
		page = Found{}
		page.look(img, reader)
		if saw := page.Pictures[0].Diagnosis; saw == qr.Read || saw == qr.NoCode {
			break
		}
	}
	return page, nil
}
