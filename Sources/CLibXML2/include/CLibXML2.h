#ifndef ASKWELL_CLIBXML2_H
#define ASKWELL_CLIBXML2_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Opens Debian's libxml2 when the first page is parsed, so that commands which parse no HTML do
/// not pay for loading it (its ICU costs 2 ms at every start).
///
/// Returns 0, or -1 when the library or one of the functions used here is missing.
int askwell_libxml2_load(void);

/// What the parser calls while it reads a page; `user` comes back unchanged.
///
/// `offset` is the number of bytes read when the event fires. Names and attributes are
/// NUL-terminated and valid only during the call; `attributes` is NULL or a list of name, value,
/// name, value, … that ends with a NULL name; a value may be NULL.
/// A callback returns non-zero to stop the parse.
typedef struct askwell_html_events {
  int (*start)(void *user, const char *name, const char *const *attributes, size_t offset);
  int (*end)(void *user, const char *name, size_t offset);
  int (*text)(void *user, const uint8_t *bytes, size_t count, size_t offset);
} askwell_html_events;

/// What a parse came to.
typedef struct askwell_html_report {
  /// How many errors libxml2 reported and swallowed.
  size_t errors;
  /// Non-zero when a callback or the depth limit stopped the parse.
  int stopped;
} askwell_html_report;

/// Parses UTF-8 bytes with libxml2's HTML parser and reports its events; builds no tree.
///
/// Nothing is printed. More than `depth_limit` open elements stop the parse.
/// Returns 0, -1 when the library is missing, -2 when memory ran out.
int askwell_html_parse(
    const uint8_t *bytes, size_t count, int depth_limit, askwell_html_events events, void *user,
    askwell_html_report *report);

/// Converts `count` bytes in the encoding that glibc calls `encoding` to UTF-8.
///
/// A byte that starts no character becomes U+FFFD. Returns a buffer to be passed to
/// `askwell_free`, its length in `*converted`, or NULL when the encoding is unknown or memory ran out.
uint8_t *askwell_convert(
    const char *encoding, const uint8_t *bytes, size_t count, size_t *converted);

/// Frees what `askwell_convert` returned.
void askwell_free(uint8_t *bytes);

/// The named character references of HTML: lines of `name;` or `name`, a tab and the text in UTF-8,
/// sorted by byte, `*count` bytes in all; not NUL-terminated, valid for ever.
const uint8_t *askwell_named_references(size_t *count);

#ifdef __cplusplus
}
#endif

#endif
