#ifndef ASKWELL_CPOSTINGS_H
#define ASKWELL_CPOSTINGS_H
#include <stddef.h>
#include <stdint.h>

// The inner loops of search and of writing lists. Each reads only the bytes it's given and checks what it decodes: a
// damaged block gives 0, never a passage outside [base, last].

enum { ASKWELL_BLOCK = 128 };

/// Passages lie in base...last and end at last. Returns whether the block is sound.
int askwell_decode_block(
    const uint8_t *block, size_t length, uint32_t base, uint32_t last, uint32_t *passages,
    uint8_t *classes);

/// Decodes `count` postings in the short form. Passages lie in base..<limit. Returns whether sound.
int askwell_decode_tail(
    const uint8_t *bytes, size_t length, uint32_t count, uint32_t base, uint32_t limit,
    uint32_t *passages, uint8_t *classes);

/// Adds weight * impact to scores[passage - low] for postings with low <= passage < low + window.
/// are_inside: all of them are known to lie there. impacts has (mask + 1) rows of 256; columns may be
/// null (then column 0 is meant).
void askwell_add(
    const uint32_t *passages, const uint8_t *classes, uint32_t count, uint32_t low,
    uint32_t window, int are_inside, uint32_t weight, const uint8_t *impacts, uint32_t mask,
    const uint8_t *columns, uint32_t *scores);

/// The same, and appends offsets whose score was 0 before to touched (at most count).
/// Returns how many were appended.
uint32_t askwell_add_touching(
    const uint32_t *passages, const uint8_t *classes, uint32_t count, uint32_t low,
    uint32_t window, uint32_t weight, const uint8_t *impacts, uint32_t mask,
    const uint8_t *columns, uint32_t *scores, uint32_t *touched);

/// Offsets in start..<end whose score exceeds floor, in order; returns how many.
uint32_t askwell_scan(
    const uint32_t *scores, uint32_t start, uint32_t end, uint32_t floor, uint32_t *found);

/// Where in rising passages the first one is that is not below `passage`; `count` if none is.
uint32_t askwell_position(const uint32_t *passages, uint32_t count, uint32_t passage);

/// How many of the first of some u32 in a row, at any address, are below `limit`.
uint32_t askwell_count_below(const uint8_t *words, uint32_t count, uint32_t limit);

/// The greatest of some bytes, 0 for none.
uint8_t askwell_greatest(const uint8_t *bytes, uint32_t count);

/// The most bytes that a list of `count` postings takes.
size_t askwell_list_bound(uint32_t count);

/// What is known of a list that was written: the sum of its occurrences, how many postings it has, the
/// greatest impact and the greatest class.
typedef struct {
  uint64_t total;
  uint32_t count;
  uint8_t greatest, greatest_class;
} askwell_list_facts;

/// What postings add, and how often their terms occur: `impacts` has 256 rows of 256 columns; `columns` may
/// be null (then column 0 is meant), `occurrences` too (then a posting counts 1 + more * class).
typedef struct {
  const uint8_t *impacts, *columns;
  const uint32_t *occurrences;
  uint32_t more;
} askwell_weights;

/// Writes a list: directory, blocks and leftover, or the short form alone. `out` has room for
/// askwell_list_bound(count) bytes, `scratch` for count + 32. Returns the length.
size_t askwell_encode_list(
    const uint32_t *passages, const uint8_t *classes, uint32_t count,
    const askwell_weights *weights, uint8_t *scratch, uint8_t *out, askwell_list_facts *facts);

/// Where a passage has gone: its new number, UINT32_MAX where it is dropped, and its column.
typedef struct {
  uint32_t passage, column;
} askwell_place;

/// Reads what askwell_encode_list has written, gives passages their new numbers, which are rising where
/// they are not UINT32_MAX, drops those that have none and puts `added_count` postings between
/// them, which are none of theirs. Passages are below `limit`; 16 bytes after the list must be
/// readable; there is room for count + added_count. Returns how many there are, or -1 where the list is
/// not sound.
int64_t askwell_update_list(
    const uint8_t *list, size_t length, uint32_t count, uint32_t limit,
    const askwell_place *places, const uint32_t *added, const uint8_t *added_classes,
    uint32_t added_count, uint32_t *passages, uint8_t *classes);

/// askwell_update_list and askwell_encode_list in one, with columns from `places`, which are below 256.
/// There is room for count + added_count postings, 32 more in `scratch`, and in `out` for
/// askwell_list_bound of that. Returns the length, 0 where no posting is left, or -1 where the list is not
/// sound.
int64_t askwell_renew_list(
    const uint8_t *list, size_t length, uint32_t count, uint32_t limit,
    const askwell_place *places, const uint32_t *added, const uint8_t *added_classes,
    uint32_t added_count, const askwell_weights *weights, uint32_t *passages, uint8_t *classes,
    uint8_t *scratch, uint8_t *out, askwell_list_facts *facts);

/// Merges two lists without a passage in common into `out`, which may not overlap them.
void askwell_merge(
    const uint32_t *a, const uint8_t *a_classes, uint32_t a_count, const uint32_t *b,
    const uint8_t *b_classes, uint32_t b_count, uint32_t *out, uint8_t *out_classes);

#endif
