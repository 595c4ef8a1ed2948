//go:build cgo && gocv_specific_modules && gocv_videoio

// A webcam's JPEG holds brightness and colour apart, as a picture of Passdesk
// does: decoded once, brightness goes to the code reader as it is, and colours
// are made of both on the way to the screen. OpenCV gives either the one or the
// other, and would decode everything twice.

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "jpeg_linux.h"

enum { channels = 3, most_rows = 4 * DCTSIZE };

struct failure {
  struct jpeg_error_mgr manager;
  jmp_buf out;
};

static void fail(j_common_ptr c) { longjmp(((struct failure *)c->err)->out, 1); }

static void say_nothing(j_common_ptr c, int level) {
  (void)c;
  (void)level;
}

// band is some rows of a picture, in planes: the height of an MCU.
struct band {
  JSAMPLE *pixels;
  size_t stride[channels];
  JSAMPROW row[channels][most_rows];
  JSAMPARRAY rows[channels];
  int across, down; // pixels that share a colour
  short *line;      // a row of brightness and of two colour differences
};

static int make_band(struct band *b, struct jpeg_decompress_struct *c) {
  jpeg_component_info *of = c->comp_info;
  size_t size = 0, mcus = (c->image_width + of->h_samp_factor * DCTSIZE - 1) / (of->h_samp_factor * DCTSIZE);
  for (int i = 0; i < c->num_components; i++) {
    b->stride[i] = mcus * of[i].h_samp_factor * DCTSIZE;
    size += b->stride[i] * of[i].v_samp_factor * DCTSIZE;
  }
  b->pixels = calloc(size, 1);
  b->line = malloc(channels * b->stride[0] * sizeof *b->line);
  if (!b->pixels || !b->line)
    return 0;
  JSAMPLE *next = b->pixels;
  for (int i = 0; i < c->num_components; i++) {
    b->rows[i] = b->row[i];
    for (int y = 0; y < of[i].v_samp_factor * DCTSIZE; y++, next += b->stride[i])
      b->row[i][y] = next;
  }
  return 1;
}

// knows tells whether a picture is of the kinds that webcams send: grey, or
// with colours of which one or two pixels share one, either way.
static int knows(struct jpeg_decompress_struct *c, struct band *b) {
  jpeg_component_info *of = c->comp_info;
  b->across = b->down = 1;
  if (of->h_samp_factor > 2 || of->v_samp_factor > 2)
    return 0;
  if (c->num_components == 1)
    return c->jpeg_color_space == JCS_GRAYSCALE;
  b->across = of[0].h_samp_factor / of[1].h_samp_factor;
  b->down = of[0].v_samp_factor / of[1].v_samp_factor;
  return c->num_components == 3 && c->jpeg_color_space == JCS_YCbCr && of[1].h_samp_factor == of[2].h_samp_factor &&
         of[1].v_samp_factor == of[2].v_samp_factor && b->across * of[1].h_samp_factor == of[0].h_samp_factor &&
         b->down * of[1].v_samp_factor == of[0].v_samp_factor;
}

static short within(int x) { return x < 0 ? 0 : x > 255 ? 255 : x; }

// mix makes a row of RGBA of brightness and colour differences (BT.601, full
// swing, as in JFIF), by integers of 16 bits that the compiler makes vectors of.
static void mix(unsigned short *restrict out, const short *restrict y, const short *restrict cb, const short *restrict cr, int n) {
  for (int i = 0; i < n; i++) {
    short r = within(y[i] + (short)((short)(179 * cr[i] + 64) >> 7));
    short g = within(y[i] - (short)((short)(44 * cb[i] + 91 * cr[i] + 64) >> 7));
    short b = within(y[i] + (short)((short)(227 * cb[i] + 64) >> 7));
    out[2 * i] = r | g << 8;
    out[2 * i + 1] = b | 0xff00;
  }
}

// spread makes the colour differences of a row from those of its plane, which
// has as many, twice as many, or half as many, rounded up.
static void spread(short *restrict out, const JSAMPLE *restrict plane, int n, int step, int across) {
  if (step == across)
    for (int i = 0; i < n; i++)
      out[i] = plane[i] - CENTERJSAMPLE;
  else if (step > across)
    for (int i = 0; i < n; i++)
      out[i] = plane[2 * i] - CENTERJSAMPLE;
  else
    for (int i = 0; i < (n + 1) / 2; i++)
      out[2 * i] = out[2 * i + 1] = plane[i] - CENTERJSAMPLE;
}

// lighten makes the brightness of a row, or that of two rows halved.
static void lighten(short *restrict out, const JSAMPLE *restrict top, const JSAMPLE *restrict below, int n, int halved) {
  if (halved)
    for (int i = 0; i < n; i++)
      out[i] = (top[2 * i] + top[2 * i + 1] + below[2 * i] + below[2 * i + 1] + 2) >> 2;
  else
    for (int i = 0; i < n; i++)
      out[i] = top[i];
}

// paint makes a row of colours of the row y of a band, or of two of them.
static void paint(struct band *b, unsigned char *rgba, int y, int n, int halved, int grey) {
  short *light = b->line, *cb = light + b->stride[0], *cr = cb + b->stride[0];
  lighten(light, b->row[0][y], b->row[0][y + halved], n, halved);
  if (grey) {
    memset(cb, 0, 2 * b->stride[0] * sizeof *cb);
  } else {
    spread(cb, b->row[1][y / b->down], n, 1 + halved, b->across);
    spread(cr, b->row[2][y / b->down], n, 1 + halved, b->across);
  }
  mix((unsigned short *)rgba, light, cb, cr, n);
}

static void decode(struct jpeg_decompress_struct *c, struct band *b, unsigned char *luma, unsigned char *rgba, int halved) {
  int width = c->image_width, height = c->image_height, seen = halved ? (width + 1) / 2 : width;
  int rows = c->comp_info->v_samp_factor * DCTSIZE;
  for (int top = 0; top < height; top += rows) {
    if (!jpeg_read_raw_data(c, b->rows, rows))
      return;
    for (int y = 0; y < rows && top + y < height; y++) {
      memcpy(luma + (size_t)(top + y) * width, b->row[0][y], width);
      if (!halved || y % 2 == 0)
        paint(b, rgba + (size_t)((top + y) >> halved) * seen * 4, y, seen, halved, c->num_components == 1);
    }
  }
}

enum jpeg passdesk_jpeg(const unsigned char *file, size_t size, unsigned char *luma, unsigned char *rgba, int width, int height, int halved) {
  struct jpeg_decompress_struct c;
  struct failure failure;
  struct band b;
  volatile enum jpeg is = jpeg_torn;
  memset(&b, 0, sizeof b);
  c.err = jpeg_std_error(&failure.manager);
  failure.manager.error_exit = fail;
  failure.manager.emit_message = say_nothing; // of a torn one, what is there is shown
  if (!setjmp(failure.out)) {
    jpeg_create_decompress(&c);
    jpeg_mem_src(&c, file, size);
    jpeg_read_header(&c, TRUE);
    if (c.image_width == (JDIMENSION)width && c.image_height == (JDIMENSION)height) {
      is = jpeg_other;
      if (knows(&c, &b) && make_band(&b, &c)) {
        c.raw_data_out = TRUE;
        c.out_color_space = c.jpeg_color_space;
        is = jpeg_torn;
        jpeg_start_decompress(&c);
        decode(&c, &b, luma, rgba, halved);
        is = jpeg_done;
      }
    }
  }
  jpeg_destroy_decompress(&c);
  free(b.pixels);
  free(b.line);
  return is;
}
