// A webcam for tests, Linux only: loaded with LD_PRELOAD it plays /dev/video0
// to the programs that open it through libc, as OpenCV does.
//
//   gcc -O2 -shared -fPIC -pthread -o fakecam.so fakecam.c -ldl
//   LD_PRELOAD=./fakecam.so FAKECAM_DIR=frames passdesk --camera 0
//
// FAKECAM_DIR      folder of the pictures, frame_0000.jpg and so on, in a loop
// FAKECAM_SIZE     their size, 1280x720 if not set
// FAKECAM_FPS      pictures a second, 30 if not set
// FAKECAM_CONTROL  a file that holds one word, read anew each time it matters:
//     works      as it should; also when there is no such file
//     missing    cannot be opened, ENOENT
//     denied     cannot be opened, EACCES
//     busy       opens, but another program has its buffers, EBUSY
//     unplugged  goes away while it is read, ENODEV, and stays away
//     stalled    stays, but gives no picture
//     torn       every second picture ends in the middle
//     garbage    what it gives are no pictures
//
// It speaks as much of V4L2 as OpenCV 4.6 asks of an MJPG camera. As with a
// real one, any number may open it but only one has the buffers.

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

#define DEVICE "/dev/video0"
#define BUFFERS 8
#define HANDLES 16
#define PICTURES 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

// A handle is a timer: it becomes readable when a picture is due, which is
// all that select looks at.
static int handles[HANDLES], opened;
static int owner = -1; // the handle that has the buffers

static unsigned char *buffers[BUFFERS];
static int buffer_count, queue[BUFFERS], queued;

static struct { unsigned char *data; size_t size; } pictures[PICTURES];
static int picture_count, served;
static int width = 1280, height = 720, fps = 30;

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int fail(int e) { errno = e; return -1; }

static int is(const char *word) {
  const char *path = getenv("FAKECAM_CONTROL");
  FILE *f = path ? fopen(path, "r") : NULL;
  char state[16] = "works";
  if (f) {
    if (fscanf(f, "%15s", state) != 1) strcpy(state, "works");
    fclose(f);
  }
  return !strcmp(state, word);
}

static size_t buffer_size(void) { return (size_t)width * height * 2; }

static int load_picture(const char *dir, int i) {
  char path[4096];
  snprintf(path, sizeof path, "%s/frame_%04d.jpg", dir, i);
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
  const char *dir = getenv("FAKECAM_DIR"), *size = getenv("FAKECAM_SIZE"), *rate = getenv("FAKECAM_FPS");
  if (picture_count) return;
  if (size) sscanf(size, "%dx%d", &width, &height);
  if (rate) fps = atoi(rate);
  while (dir && picture_count < PICTURES && load_picture(dir, picture_count)) picture_count++;
}

// ---- opening and closing ----

static int open_handle(void) {
  int e = is("missing") || is("unplugged") ? ENOENT : is("denied") ? EACCES : opened == HANDLES ? EMFILE : 0;
  if (e) return fail(e);
  load();
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
    if (!strcmp(path, DEVICE)) { \
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

static int format(struct v4l2_format *f) {
  memset(&f->fmt, 0, sizeof f->fmt);
  f->fmt.pix.width = width;
  f->fmt.pix.height = height;
  f->fmt.pix.pixelformat = V4L2_PIX_FMT_MJPEG;
  f->fmt.pix.field = V4L2_FIELD_NONE;
  f->fmt.pix.sizeimage = buffer_size();
  f->fmt.pix.colorspace = V4L2_COLORSPACE_JPEG;
  return 0;
}

static int name_format(struct v4l2_fmtdesc *f) {
  if (f->index) return fail(EINVAL);
  f->flags = V4L2_FMT_FLAG_COMPRESSED;
  f->pixelformat = V4L2_PIX_FMT_MJPEG;
  strcpy((char *)f->description, "MJPEG");
  return 0;
}

static int rate(struct v4l2_streamparm *p) {
  int type = p->type;
  memset(p, 0, sizeof *p);
  p->type = type;
  p->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
  p->parm.capture.timeperframe.numerator = 1;
  p->parm.capture.timeperframe.denominator = fps;
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

static int stream(int fd, int on) {
  struct itimerspec t = {{0, 0}, {0, 0}};
  if (on) t.it_interval.tv_nsec = 1000000000L / fps, t.it_value.tv_nsec = 1000000;
  else queued = 0;
  return timerfd_settime(fd, 0, &t, NULL);
}

static int give(int fd, struct v4l2_buffer *b) {
  unsigned long long ticks;
  struct timespec now;
  if (is("unplugged")) return fail(ENODEV);
  if (is("stalled")) stream(fd, 0);
  if (read(fd, &ticks, sizeof ticks) != sizeof ticks || !queued || !picture_count) return fail(EAGAIN);
  int i = queue[0], k = served++ % picture_count;
  memmove(queue, queue + 1, --queued * sizeof *queue);
  size_t size = pictures[k].size < buffer_size() ? pictures[k].size : buffer_size();
  if (is("torn") && served % 2) size /= 2;
  memcpy(buffers[i], pictures[k].data, size);
  if (is("garbage")) memset(buffers[i], 0x55, size);
  clock_gettime(CLOCK_MONOTONIC, &now);
  b->index = i;
  b->bytesused = size;
  b->length = buffer_size();
  b->flags = 0;
  b->sequence = served;
  b->timestamp.tv_sec = now.tv_sec;
  b->timestamp.tv_usec = now.tv_nsec / 1000;
  return 0;
}

static int answer(int fd, unsigned req, void *arg) {
  if ((req == (unsigned)VIDIOC_REQBUFS || req == (unsigned)VIDIOC_S_FMT) &&
      (is("busy") || (owner >= 0 && owner != fd)))
    return fail(EBUSY);
  switch (req) {
  case (unsigned)VIDIOC_QUERYCAP: return capability(arg);
  case (unsigned)VIDIOC_ENUM_FMT: return name_format(arg);
  case (unsigned)VIDIOC_G_FMT:
  case (unsigned)VIDIOC_S_FMT:
  case (unsigned)VIDIOC_TRY_FMT: return format(arg);
  case (unsigned)VIDIOC_G_PARM:
  case (unsigned)VIDIOC_S_PARM: return rate(arg);
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
