#include <stddef.h>

// What came of a JPEG: decoded, as far as it is there; nothing that can be
// decoded; or of a kind that is left to others, of which nothing was written.
enum jpeg { jpeg_done, jpeg_torn, jpeg_other };

// passdesk_jpeg decodes a JPEG of that size into luma, one byte a pixel, and
// into opaque RGBA of the same size, or of half of it each way, rounded up.
enum jpeg passdesk_jpeg(const unsigned char *file, size_t size, unsigned char *luma, unsigned char *rgba, int width, int height, int halved);
