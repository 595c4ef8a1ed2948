// A webcam for tests, Linux only: loaded with LD_PRELOAD it plays /dev/video0
// (or another number) to the programs that open it through libc, as OpenCV does.
//
//   gcc -O2 -shared -fPIC -pthread -o fakecam.so fakecam.c -ldl
//   LD_PRELOAD=./fakecam.so FAKECAM_DIR=frames passdesk --camera 0
//
// FAKECAM_DIR      folder of the MJPG pictures, frame_0000.jpg and so on, in a
//                  loop; those of a folder 1280x720 in it for that size. YUYV
//                  needs none: red on the left, blue on the right
// FAKECAM_FORMATS  what it offers, the first as its own choice, such as
//                  YUYV:640x480@30,1920x1080@5;MJPG:1280x720@30+15
//                  MJPG:1280x720@30 if not set
// FAKECAM_FOCUS    not empty: it has an autofocus
// FAKECAM_RECORD   a file to which it writes what is asked of it: stream MJPG
//                  1280x720@30, and autofocus 1
// FAKECAM_CONTROL  a file that holds one word, read anew each time it matters,
//                  and perhaps the number of the device, if that is not 0:
//     works      as it should; also when there is no such file
//     slow       a picture each 0.6 s
//     missing    cannot be opened, ENOENT
//     denied     cannot be opened, EACCES
//     busy       opens, but another program has its buffers, EBUSY
//     unplugged  goes away while it is read, ENODEV, and stays away
//     stalled    stays, but gives no picture
//     torn       every second picture ends in the middle
//     garbage    what it gives are no pictures
//
// It speaks as much of V4L2 as OpenCV 4.6 and Passdesk ask of a UVC camera, and
// like one it answers a wish that it cannot meet with the nearest that it can.
// As with a real one, any number may open it but only one has the buffers.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define DEVICE "/dev/video"
#define BUFFERS 8
#define HANDLES 16
#define PICTURES 4096
#define MODES 64

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

// A handle is a timer: it becomes readable when a picture is due, which is
// all that select looks at.
static int handles[HANDLES], opened;
static int owner = -1; // the handle that has the buffers

static unsigned char *buffers[BUFFERS];
static int buffer_count, queue[BUFFERS], queued;

static struct { unsigned char *data; size_t size; } pictures[PICTURES];
static int picture_count, served;

// What it offers, and what of this is in use.
static struct mode { __u32 format; int width, height, fps; } modes[MODES], now;
static int mode_count;
static long period; // of the pictures now, ns

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int fail(int e) { errno = e; return -1; }

static int control(char state[16]) {
  const char *path = getenv("FAKECAM_CONTROL");
  FILE *f = path ? fopen(path, "r") : NULL;
  int node = 0;
  strcpy(state, "works");
  if (f) {
    if (fscanf(f, "%15s %d", state, &node) < 1) strcpy(state, "works");
    fclose(f);
  }
  return node;
}

static int is(const char *word) {
  char state[16];
  control(state);
  return !strcmp(state, word);
}

static int is_device(const char *path) {
  char state[16], name[32];
  snprintf(name, sizeof name, DEVICE "%d", control(state));
  return !strcmp(path, name);
}

static void record(const char *what, __u32 format, int a, int b, int c) {
  const char *path = getenv("FAKECAM_RECORD");
  FILE *f = path ? fopen(path, "a") : NULL;
  if (!f) return;
  if (format) fprintf(f, "%s %.4s %dx%d@%d\n", what, (char *)&format, a, b, c);
  else fprintf(f, "%s %d\n", what, a);
  fclose(f);
}

static size_t buffer_size(void) { return (size_t)now.width * now.height * 2; }

static int load_picture(const char *dir, int i) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%dx%d/frame_%04d.jpg", dir, now.width, now.height, i);
  if (access(path, R_OK)) snprintf(path, sizeof path, "%s/frame_%04d.jpg", dir, i);
  FILE *f = fopen(path, "rb");
  if (!f) return 0;
  fseek(f, 0, SEEK_END);
  long size = ftell(f);
  rewind(f);
  pictures[i].data = malloc(size);
  pictures[i].size = fread(pictures[i].data, 1, size, f);
  fclose(f);
  return 1;
}

static void load(void) {
  const char *dir = getenv("FAKECAM_DIR");
  while (picture_count) free(pictures[--picture_count].data);
  while (dir && picture_count < PICTURES && load_picture(dir, picture_count)) picture_count++;
}

// offer reads FAKECAM_FORMATS, one mode for each format, size and rate. A test
// may change them between two openings.
static void offer(void) {
  static char offered[1024];
  const char *text = getenv("FAKECAM_FORMATS");
  char format[5] = "";
  int w = 0, h = 0, a, b, n, used;
  if (!text) text = "MJPG:1280x720@30";
  if (owner >= 0 || !strcmp(text, offered)) return;
  snprintf(offered, sizeof offered, "%s", text);
  mode_count = 0;
  for (; *text && mode_count < MODES; text += strspn(text, ",;+")) {
    if (sscanf(text, "%4[A-Z]:%n", format, &used) == 1 && strcspn(text, ":") == 4) text += used;
    if (sscanf(text, "%dx%d@%n", &a, &b, &used) == 2) text += used, w = a, h = b;
    if (sscanf(text, "%d%n", &n, &used) != 1) abort();
    text += used;
    modes[mode_count].format = v4l2_fourcc(format[0], format[1], format[2], format[3]);
    modes[mode_count].width = w;
    modes[mode_count].height = h;
    modes[mode_count++].fps = n;
  }
  now = modes[0];
}

// ---- opening and closing ----

static int open_handle(void) {
  int e = is("missing") || is("unplugged") ? ENOENT : is("denied") ? EACCES : opened == HANDLES ? EMFILE : 0;
  if (e) return fail(e);
  offer();
  int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (fd >= 0) handles[opened++] = fd;
  return fd;
}

static int ours(int fd) {
  for (int i = 0; i < opened; i++)
    if (handles[i] == fd) return 1;
  return 0;
}

static void forget(int fd) {
  for (int i = 0; i < opened; i++)
    if (handles[i] == fd) { handles[i] = handles[--opened]; break; }
  if (owner == fd) { owner = -1; queued = 0; }
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list a; va_start(a, flags); mode = va_arg(a, mode_t); va_end(a); } \
    if (is_device(path)) { \
      pthread_mutex_lock(&lock); \
      int fd = open_handle(); \
      pthread_mutex_unlock(&lock); \
      return fd; \
    } \
    REAL(name); \
    return real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
int __open_2(const char *path, int flags) { return open(path, flags); }
int __open64_2(const char *path, int flags) { return open64(path, flags); }

int close(int fd) {
  REAL(close);
  pthread_mutex_lock(&lock);
  forget(fd);
  pthread_mutex_unlock(&lock);
  return real(fd);
}

void *mmap(void *at, size_t size, int protect, int flags, int fd, off_t offset) {
  REAL(mmap);
  if (fd < 0 || !ours(fd)) return real(at, size, protect, flags, fd, offset);
  void *p = real(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  size_t i = offset / buffer_size();
  if (i < BUFFERS) buffers[i] = p;
  return p;
}
void *mmap64(void *at, size_t size, int protect, int flags, int fd, off_t offset) {
  return mmap(at, size, protect, flags, fd, offset);
}

// ---- what a driver answers ----

static int capability(struct v4l2_capability *c) {
  memset(c, 0, sizeof *c);
  strcpy((char *)c->driver, "fakecam");
  strcpy((char *)c->card, "Fake Camera");
  strcpy((char *)c->bus_info, "platform:fake");
  c->version = 0x050000;
  c->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
  c->capabilities = c->device_caps | V4L2_CAP_DEVICE_CAPS;
  return 0;
}

static long apart(int a, int b) { return a < b ? b - a : a - b; }

// negotiate answers with the format that was asked for, or its own choice,
// and of that with the size that covers most of what was asked for.
static int negotiate(struct v4l2_format *f, int use) {
  struct v4l2_pix_format *p = &f->fmt.pix;
  struct mode best = {0};
  long least = -1;
  __u32 format = modes[0].format;
  for (int i = 0; i < mode_count; i++)
    if (modes[i].format == p->pixelformat) format = p->pixelformat;
  for (int i = 0; i < mode_count; i++) {
    struct mode m = modes[i];
    long w = m.width < (int)p->width ? m.width : (int)p->width, h = m.height < (int)p->height ? m.height : (int)p->height;
    long miss = (long)m.width * m.height + (long)p->width * p->height - 2 * w * h;
    if (m.format == format && (least < 0 || miss < least)) best = m, least = miss;
  }
  if (use) now = best;
  memset(p, 0, sizeof *p);
  p->width = best.width;
  p->height = best.height;
  p->pixelformat = best.format;
  p->field = V4L2_FIELD_NONE;
  p->bytesperline = best.format == V4L2_PIX_FMT_YUYV ? best.width * 2 : 0;
  p->sizeimage = best.width * best.height * 2;
  p->colorspace = V4L2_COLORSPACE_SRGB;
  return 0;
}

static int format(struct v4l2_format *f) {
  f->fmt.pix.pixelformat = now.format;
  f->fmt.pix.width = now.width;
  f->fmt.pix.height = now.height;
  return negotiate(f, 0);
}

// Each enumeration counts what differs from all before it.
static int name_format(struct v4l2_fmtdesc *f) {
  int n = -1;
  for (int i = 0; i < mode_count; i++) {
    if ((!i || modes[i].format != modes[i - 1].format) && ++n == (int)f->index) {
      f->flags = modes[i].format == V4L2_PIX_FMT_MJPEG ? V4L2_FMT_FLAG_COMPRESSED : 0;
      f->pixelformat = modes[i].format;
      snprintf((char *)f->description, sizeof f->description, "%.4s", (char *)&f->pixelformat);
      return 0;
    }
  }
  return fail(EINVAL);
}

static int name_size(struct v4l2_frmsizeenum *s) {
  int n = -1;
  for (int i = 0; i < mode_count; i++) {
    struct mode m = modes[i];
    if (m.format != s->pixel_format) continue;
    if ((!i || m.format != modes[i - 1].format || m.width != modes[i - 1].width || m.height != modes[i - 1].height) && ++n == (int)s->index) {
      s->type = V4L2_FRMSIZE_TYPE_DISCRETE;
      s->discrete.width = m.width;
      s->discrete.height = m.height;
      return 0;
    }
  }
  return fail(EINVAL);
}

static int name_rate(struct v4l2_frmivalenum *r) {
  int n = -1;
  for (int i = 0; i < mode_count; i++) {
    struct mode m = modes[i];
    if (m.format == r->pixel_format && m.width == (int)r->width && m.height == (int)r->height && ++n == (int)r->index) {
      r->type = V4L2_FRMIVAL_TYPE_DISCRETE;
      r->discrete.numerator = 1;
      r->discrete.denominator = m.fps;
      return 0;
    }
  }
  return fail(EINVAL);
}

static int rate(struct v4l2_streamparm *p, int use) {
  struct v4l2_fract each = p->parm.capture.timeperframe;
  int type = p->type, wish = each.numerator ? each.denominator / each.numerator : 0;
  if (use) {
    struct mode best = now;
    for (int i = 0; i < mode_count; i++) {
      struct mode m = modes[i];
      if (m.format == now.format && m.width == now.width && m.height == now.height && apart(m.fps, wish) < apart(best.fps, wish)) best = m;
    }
    now = best;
  }
  memset(p, 0, sizeof *p);
  p->type = type;
  p->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
  p->parm.capture.timeperframe.numerator = 1;
  p->parm.capture.timeperframe.denominator = now.fps;
  return 0;
}

static int has_focus(void) {
  const char *focus = getenv("FAKECAM_FOCUS");
  return focus && *focus;
}

static int query_control(struct v4l2_queryctrl *q) {
  if (q->id != V4L2_CID_FOCUS_AUTO || !has_focus()) return fail(EINVAL);
  memset(q, 0, sizeof *q);
  q->id = V4L2_CID_FOCUS_AUTO;
  q->type = V4L2_CTRL_TYPE_BOOLEAN;
  q->maximum = q->step = 1;
  return 0;
}

static int set_control(struct v4l2_control *c) {
  if (c->id != V4L2_CID_FOCUS_AUTO || !has_focus()) return fail(EINVAL);
  record("autofocus", 0, c->value, 0, 0);
  return 0;
}

static int input(struct v4l2_input *i) {
  if (i->index) return fail(EINVAL);
  memset(i, 0, sizeof *i);
  strcpy((char *)i->name, "Camera");
  i->type = V4L2_INPUT_TYPE_CAMERA;
  return 0;
}

static int request(int fd, struct v4l2_requestbuffers *b) {
  if (owner >= 0 && owner != fd) return fail(EBUSY);
  if (b->count > BUFFERS) b->count = BUFFERS;
  buffer_count = b->count;
  owner = b->count ? fd : -1;
  queued = 0;
  return 0;
}

static int describe(struct v4l2_buffer *b) {
  if ((int)b->index >= buffer_count) return fail(EINVAL);
  b->length = buffer_size();
  b->m.offset = b->index * buffer_size();
  return 0;
}

static int pace(int fd, long ns) {
  struct itimerspec t = {{ns / 1000000000, ns % 1000000000}, {ns / 1000000000, ns % 1000000000}};
  period = ns;
  return timerfd_settime(fd, 0, &t, NULL);
}

static long wish(void) { return is("slow") ? 600000000L : 1000000000L / now.fps; }

static int stream(int fd, int on) {
  if (!on) {
    queued = 0;
    return pace(fd, 0);
  }
  load();
  record("stream", now.format, now.width, now.height, now.fps);
  return pace(fd, wish());
}

static size_t expose(unsigned char *to) {
  static const unsigned char red[] = {85, 98, 85, 216}, blue[] = {53, 216, 53, 114};
  if (now.format != V4L2_PIX_FMT_YUYV) {
    int k = served % picture_count;
    size_t size = pictures[k].size < buffer_size() ? pictures[k].size : buffer_size();
    memcpy(to, pictures[k].data, size);
    return size;
  }
  for (size_t i = 0; i < buffer_size(); i += 4)
    memcpy(to + i, i / 2 % now.width < (size_t)now.width / 2 ? red : blue, 4);
  return buffer_size();
}

static int give(int fd, struct v4l2_buffer *b) {
  unsigned long long ticks;
  struct timespec at;
  if (is("unplugged")) return fail(ENODEV);
  if (is("stalled")) pace(fd, 0);
  else if (period && period != wish()) pace(fd, wish());
  if (read(fd, &ticks, sizeof ticks) != sizeof ticks || !queued) return fail(EAGAIN);
  if (now.format != V4L2_PIX_FMT_YUYV && !picture_count) return fail(EAGAIN);
  int i = queue[0];
  memmove(queue, queue + 1, --queued * sizeof *queue);
  size_t size = expose(buffers[i]);
  served++;
  if (is("torn") && served % 2) size /= 2;
  if (is("garbage")) memset(buffers[i], 0x55, size);
  clock_gettime(CLOCK_MONOTONIC, &at);
  b->index = i;
  b->bytesused = size;
  b->length = buffer_size();
  b->flags = 0;
  b->sequence = served;
  b->timestamp.tv_sec = at.tv_sec;
  b->timestamp.tv_usec = at.tv_nsec / 1000;
  return 0;
}

static int answer(int fd, unsigned req, void *arg) {
  if ((req == (unsigned)VIDIOC_REQBUFS || req == (unsigned)VIDIOC_S_FMT) &&
      (is("busy") || (owner >= 0 && owner != fd)))
    return fail(EBUSY);
  switch (req) {
  case (unsigned)VIDIOC_QUERYCAP: return capability(arg);
  case (unsigned)VIDIOC_ENUM_FMT: return name_format(arg);
  case (unsigned)VIDIOC_ENUM_FRAMESIZES: return name_size(arg);
  case (unsigned)VIDIOC_ENUM_FRAMEINTERVALS: return name_rate(arg);
  case (unsigned)VIDIOC_G_FMT: return format(arg);
  case (unsigned)VIDIOC_S_FMT: return negotiate(arg, 1);
  case (unsigned)VIDIOC_TRY_FMT: return negotiate(arg, 0);
  case (unsigned)VIDIOC_G_PARM: return rate(arg, 0);
  case (unsigned)VIDIOC_S_PARM: return rate(arg, 1);
  case (unsigned)VIDIOC_QUERYCTRL: return query_control(arg);
  case (unsigned)VIDIOC_S_CTRL: return set_control(arg);
  case (unsigned)VIDIOC_ENUMINPUT: return input(arg);
  case (unsigned)VIDIOC_G_INPUT: *(int *)arg = 0; return 0;
  case (unsigned)VIDIOC_S_INPUT: return *(int *)arg ? fail(EINVAL) : 0;
  case (unsigned)VIDIOC_REQBUFS: return request(fd, arg);
  case (unsigned)VIDIOC_QUERYBUF: return describe(arg);
  case (unsigned)VIDIOC_QBUF:
    if (queued < BUFFERS) queue[queued++] = ((struct v4l2_buffer *)arg)->index;
    return 0;
  case (unsigned)VIDIOC_STREAMON: return stream(fd, 1);
  case (unsigned)VIDIOC_STREAMOFF: return stream(fd, 0);
  case (unsigned)VIDIOC_DQBUF: return give(fd, arg);
  default: return fail(EINVAL);
  }
}

int ioctl(int fd, unsigned long req, ...) {
  va_list a;
  va_start(a, req);
  void *arg = va_arg(a, void *);
  va_end(a);
  REAL(ioctl);
  if (fd < 0 || !ours(fd)) return real(fd, req, arg);
  pthread_mutex_lock(&lock);
  int result = answer(fd, (unsigned)req, arg), e = errno;
  pthread_mutex_unlock(&lock);
  errno = e;
  return result;
}
