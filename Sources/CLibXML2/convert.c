#include "CLibXML2.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

uint8_t *askwell_convert(
    const char *encoding, const uint8_t *bytes, size_t count, size_t *converted) {
  iconv_t conversion = iconv_open("UTF-8", encoding);
  if (conversion == (iconv_t)-1) return NULL;
  // No character of any encoding used here grows by more than a factor of four; a bad byte becomes three.
  size_t capacity = count * 4 + 16;
  uint8_t *buffer = malloc(capacity);
  if (!buffer) {
    iconv_close(conversion);
    return NULL;
  }
  char *in = (char *)bytes;
  size_t left = count;
  char *out = (char *)buffer;
  size_t room = capacity;
  while (left > 0) {
    if (iconv(conversion, &in, &left, &out, &room) != (size_t)-1) break;
    if (errno == E2BIG || room < 3) break;
    memcpy(out, "\xEF\xBF\xBD", 3);
    out += 3;
    room -= 3;
    if (errno == EINVAL) break;
    in += 1;
    left -= 1;
    iconv(conversion, NULL, NULL, NULL, NULL);
  }
  iconv_close(conversion);
  *converted = (size_t)(out - (char *)buffer);
  return buffer;
}

void askwell_free(uint8_t *bytes) { free(bytes); }
