#include "CPostings.h"
#include <stdbool.h>
#include <string.h>

typedef uint32_t lanes __attribute__((vector_size(16)));
typedef uint32_t eight_lanes __attribute__((vector_size(32)));
typedef uint8_t byte_lanes __attribute__((vector_size(16)));

#define INLINE static inline __attribute__((always_inline))

// Compiled several times, the version for the machine chosen at start; the results are the same.
#if defined(__x86_64__) && defined(__linux__)
#define FOR_EACH_MACHINE __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define FOR_EACH_MACHINE
#endif

INLINE lanes load(const uint8_t *bytes) {
  lanes value;
  memcpy(&value, bytes, 16);
  return value;
}

INLINE lanes splat(uint32_t value) { return (lanes){value, value, value, value}; }

// 128 numbers of `width` bits, number i in lane i mod 4. `width` is a constant where this is called.
INLINE void unpack(const uint8_t *packed, const int width, lanes *out) {
  if (width == 0) {
    for (int row = 0; row < 32; row++) out[row] = splat(0);
    return;
  }
  const lanes mask = splat(width == 32 ? ~0u : (1u << (width & 31)) - 1);
#pragma clang loop unroll(full)
  for (int row = 0; row < 32; row++) {
    const int bit = row * width, word = bit / 32, shift = bit % 32;
    lanes value = load(packed + 16 * word) >> shift;
    if (shift + width > 32) value |= load(packed + 16 * word + 16) << (32 - shift);
    out[row] = value & mask;
  }
}

static void unpack_any(const uint8_t *packed, int width, lanes *out) {
  switch (width) {
#define CASE(w) case w: unpack(packed, w, out); return;
    CASE(0) CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10)
    CASE(11) CASE(12) CASE(13) CASE(14) CASE(15) CASE(16) CASE(17) CASE(18) CASE(19) CASE(20)
    CASE(21) CASE(22) CASE(23) CASE(24) CASE(25) CASE(26) CASE(27) CASE(28) CASE(29) CASE(30)
    CASE(31) CASE(32)
#undef CASE
  }
}

// Classes of one, two or four bits, sixteen at a time: four rows of them, each four bytes of the result, lie
// in one vector of words.
#define BIT(w, part, row) (4 * (part) * (w) % 32 + (row) * (w))
#define FROM(w, part, row, lane) (4 * (lane) + BIT(w, part, row) / 8)
#define ROW(w, part, row) \
  FROM(w, part, row, 0), FROM(w, part, row, 1), FROM(w, part, row, 2), FROM(w, part, row, 3)
#define SIXTEEN_CLASSES(w, part)                                                                     \
  do {                                                                                               \
    const byte_lanes word = (byte_lanes)load(packed + 16 * (4 * (part) * (w) / 32));                 \
    const lanes spread = (lanes)__builtin_shufflevector(                                             \
        word, word, ROW(w, part, 0), ROW(w, part, 1), ROW(w, part, 2), ROW(w, part, 3));             \
    const lanes shifts = {                                                                           \
        BIT(w, part, 0) % 8, BIT(w, part, 1) % 8, BIT(w, part, 2) % 8, BIT(w, part, 3) % 8};         \
    const lanes some = (spread >> shifts) & splat(((1u << (w)) - 1) * 0x1010101u);                   \
    memcpy(classes + 16 * (part), &some, 16);                                                        \
  } while (0)
#define ALL_CLASSES(w)                                                                               \
  SIXTEEN_CLASSES(w, 0); SIXTEEN_CLASSES(w, 1); SIXTEEN_CLASSES(w, 2); SIXTEEN_CLASSES(w, 3);        \
  SIXTEEN_CLASSES(w, 4); SIXTEEN_CLASSES(w, 5); SIXTEEN_CLASSES(w, 6); SIXTEEN_CLASSES(w, 7)

INLINE void unpack_classes(const uint8_t *packed, uint32_t width, uint8_t *classes) {
  if (width == 0) {
    memset(classes, 0, ASKWELL_BLOCK);
  } else if (width == 1) {
    ALL_CLASSES(1);
  } else if (width == 2) {
    ALL_CLASSES(2);
  } else if (width == 4) {
    ALL_CLASSES(4);
  } else {
    lanes levels[32];
    unpack_any(packed, (int)width, levels);
    for (int row = 0; row < 32; row += 4) {
      const eight_lanes one =
          __builtin_shufflevector(levels[row], levels[row + 1], 0, 1, 2, 3, 4, 5, 6, 7);
      const eight_lanes two =
          __builtin_shufflevector(levels[row + 2], levels[row + 3], 0, 1, 2, 3, 4, 5, 6, 7);
      const byte_lanes bytes = __builtin_convertvector(
          __builtin_shufflevector(one, two, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
          byte_lanes);
      memcpy(classes + 4 * row, &bytes, 16);
    }
  }
}

FOR_EACH_MACHINE
int askwell_decode_block(
    const uint8_t *block, size_t length, uint32_t base, uint32_t last, uint32_t *passages,
    uint8_t *classes) {
  if (length < 4 || base > last) return 0;
  const uint32_t gap_width = block[0], gap_extra = block[1];
  const uint32_t class_width = block[2], class_extra = block[3];
  if (gap_width > 32 || class_width > 8) return 0;
  if (length != 4 + 16 * (gap_width + class_width) + 2 * (gap_extra + class_extra)) return 0;
  const uint8_t *at = block + 4;

  lanes gaps[32];
  unpack_any(at, (int)gap_width, gaps);
  at += 16 * gap_width;
  const uint8_t *class_at = at + 2 * gap_extra;
  for (uint32_t i = 0; i < gap_extra; i++) {
    const uint32_t position = at[i];
    if (position >= ASKWELL_BLOCK || gap_width == 32) return 0;
    uint32_t gap;
    memcpy(&gap, (const char *)gaps + 4 * position, 4);
    gap |= (uint32_t)at[gap_extra + i] << gap_width;
    memcpy((char *)gaps + 4 * position, &gap, 4);
  }

  const lanes zero = splat(0), ones = splat(1);
  lanes before = splat(base - 1);
  for (int row = 0; row < 32; row++) {
    lanes sum = gaps[row] + ones;
    sum += __builtin_shufflevector(zero, sum, 0, 4, 5, 6);
    sum += __builtin_shufflevector(zero, sum, 0, 0, 4, 5);
    sum += before;
    before = __builtin_shufflevector(sum, sum, 3, 3, 3, 3);
    memcpy(passages + 4 * row, &sum, 16);
  }
  if (passages[ASKWELL_BLOCK - 1] != last) return 0;
  // Gaps below 2^24 add up to less than 2^32: none wraps, and where the last is right, so are all. An
  // exception adds at most eight bits.
  if (gap_width > 16) {
    for (uint32_t i = 0; i < ASKWELL_BLOCK; i++)
      if (passages[i] < base || passages[i] > last) return 0;
  }

  unpack_classes(class_at, class_width, classes);
  class_at += 16 * class_width;
  for (uint32_t i = 0; i < class_extra; i++) {
    const uint32_t position = class_at[i];
    if (position >= ASKWELL_BLOCK) return 0;
    classes[position] |= (uint8_t)(class_at[class_extra + i] << class_width);
  }
  return 1;
}

int askwell_decode_tail(
    const uint8_t *bytes, size_t length, uint32_t count, uint32_t base, uint32_t limit,
    uint32_t *passages, uint8_t *classes) {
  const uint8_t *const end = bytes + length;
  uint64_t next = base;
  for (uint32_t i = 0; i < count; i++) {
    if (bytes == end) return 0;
    uint64_t value = *bytes++;
    if (value >= 0x80) {
      value &= 0x7F;
      for (uint32_t shift = 7;; shift += 7) {
        if (bytes == end || shift > 35) return 0;
        const uint8_t byte = *bytes++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) break;
      }
    }
    next += value >> 1;
    if (next >= limit) return 0;
    passages[i] = (uint32_t)next++;
    classes[i] = 0;
    if (value & 1) {
      if (bytes == end) return 0;
      classes[i] = *bytes++;
    }
  }
  return bytes == end;
}

// Postings that all lie in the window, as those of nearly every block do.
INLINE void add_all(
    const uint32_t *passages, const uint8_t *classes, uint32_t count, uint32_t low,
    uint32_t weight, const uint8_t *impacts, uint32_t mask, const uint8_t *columns,
    uint32_t *scores) {
#pragma clang loop unroll_count(4)
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t passage = passages[i];
    scores[passage - low] += weight * impacts[(classes[i] & mask) << 8 | columns[passage]];
  }
}

void askwell_add(
    const uint32_t *passages, const uint8_t *classes, uint32_t count, uint32_t low,
    uint32_t window, int are_inside, uint32_t weight, const uint8_t *impacts, uint32_t mask,
    const uint8_t *columns, uint32_t *scores) {
  if (columns && are_inside) {
    if (mask == 0) add_all(passages, classes, count, low, weight, impacts, 0, columns, scores);
    else add_all(passages, classes, count, low, weight, impacts, mask, columns, scores);
  } else if (columns) {
    for (uint32_t i = 0; i < count; i++) {
      const uint32_t passage = passages[i], offset = passage - low;
      if (offset >= window) continue;
      scores[offset] += weight * impacts[(classes[i] & mask) << 8 | columns[passage]];
    }
  } else {
    for (uint32_t i = 0; i < count; i++) {
      const uint32_t offset = passages[i] - low;
      if (offset >= window) continue;
      scores[offset] += weight * impacts[(classes[i] & mask) << 8];
    }
  }
}

uint32_t askwell_add_touching(
    const uint32_t *passages, const uint8_t *classes, uint32_t count, uint32_t low,
    uint32_t window, uint32_t weight, const uint8_t *impacts, uint32_t mask,
    const uint8_t *columns, uint32_t *scores, uint32_t *touched) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t passage = passages[i], offset = passage - low;
    if (offset >= window) continue;
    const uint32_t column = columns ? columns[passage] : 0;
    const uint32_t part = weight * impacts[(classes[i] & mask) << 8 | column];
    touched[n] = offset;
    n += scores[offset] == 0 && part != 0;
    scores[offset] += part;
  }
  return n;
}

typedef uint32_t many_words __attribute__((vector_size(128), aligned(4), may_alias));
typedef bool many_bits __attribute__((ext_vector_type(32)));

FOR_EACH_MACHINE
uint32_t askwell_scan(
    const uint32_t *scores, uint32_t start, uint32_t end, uint32_t floor, uint32_t *found) {
  uint32_t n = 0, at = start;
  for (; at + 32 <= end; at += 32) {
    uint32_t any = 0;
    for (int i = 0; i < 32; i++) any |= scores[at + i] > floor;
    if (!any) continue;
    const many_words some = *(const many_words *)(const void *)(scores + at);
    const many_bits above = __builtin_convertvector(some > floor, many_bits);
    uint32_t bits;
    memcpy(&bits, &above, 4);
    for (; bits != 0; bits &= bits - 1) found[n++] = at + (uint32_t)__builtin_ctz(bits);
  }
  for (; at < end; at++) {
    found[n] = at;
    n += scores[at] > floor;
  }
  return n;
}

FOR_EACH_MACHINE
uint32_t askwell_position(const uint32_t *passages, uint32_t count, uint32_t passage) {
  if (count == ASKWELL_BLOCK) {
    // All of a block, side by side: halving it waits for each step.
    uint32_t before = 0;
    for (uint32_t i = 0; i < ASKWELL_BLOCK; i++) before += passages[i] < passage;
    return before;
  }
  const uint32_t *at = passages;
  // Without a branch on what is compared: which way it goes can't be foreseen.
  while (count > 1) {
    const uint32_t half = count / 2;
    at += at[half - 1] < passage ? half : 0;
    count -= half;
  }
  return (uint32_t)(at - passages) + (count == 1 && *at < passage);
}

INLINE uint32_t load_word(const uint8_t *bytes) {
  uint32_t value;
  memcpy(&value, bytes, 4);
  return value;
}

FOR_EACH_MACHINE
uint32_t askwell_count_below(const uint8_t *words, uint32_t count, uint32_t limit) {
  enum { STEP = 16 };
  uint32_t at = 0;
  for (; at + STEP <= count; at += STEP) {
    uint32_t below = 0;
    for (uint32_t i = 0; i < STEP; i++) below += load_word(words + 4 * (size_t)(at + i)) < limit;
    if (below < STEP) break;
  }
  while (at < count && load_word(words + 4 * (size_t)at) < limit) at++;
  return at;
}

INLINE uint8_t greatest_of(const uint8_t *bytes, uint32_t count) {
  uint8_t most = 0;
  for (uint32_t i = 0; i < count; i++) most = bytes[i] > most ? bytes[i] : most;
  return most;
}

FOR_EACH_MACHINE
uint8_t askwell_greatest(const uint8_t *bytes, uint32_t count) { return greatest_of(bytes, count); }

// ---- Writing

// Blocks take at most 4 + 16 * (32 + 8) bytes and 9 in the directory, the short form 6 a posting.
size_t askwell_list_bound(uint32_t count) {
  const size_t blocks = count / ASKWELL_BLOCK;
  return blocks * (9 + 4 + 16 * 40) + (count - blocks * ASKWELL_BLOCK) * 6 + 16;
}

INLINE void store_word(uint8_t *out, uint32_t value) { memcpy(out, &value, 4); }

// Vectors at any address; those of this size are not returned, for that depends on the machine.
typedef uint16_t sixteen __attribute__((vector_size(32)));
typedef uint8_t thirty_two __attribute__((vector_size(32)));
typedef sixteen loose_sixteen __attribute__((aligned(1), may_alias));
typedef thirty_two loose_thirty_two __attribute__((aligned(1), may_alias));
#define SIXTEEN(values) (*(const loose_sixteen *)(const void *)(values))
#define THIRTY_TWO(values) (*(const loose_thirty_two *)(const void *)(values))
typedef bool sixteen_bits __attribute__((ext_vector_type(16)));
typedef bool thirty_two_bits __attribute__((ext_vector_type(32)));

// How a block's gaps or classes are written: `width` bits each, and 128 marks for those that are wider.
typedef struct {
  uint32_t width;
  uint64_t wide[2];
} plan;

INLINE uint32_t exceptions_of(const plan *plan) {
  return (uint32_t)(__builtin_popcountll(plan->wide[0]) + __builtin_popcountll(plan->wide[1]));
}

// In what follows `size` is 1, 2 or 4 bytes a number, a constant where this is called.
INLINE uint32_t number_at(const void *values, const int size, uint32_t i) {
  return size == 1   ? ((const uint8_t *)values)[i]
         : size == 2 ? ((const uint16_t *)values)[i]
                     : ((const uint32_t *)values)[i];
}

INLINE void mark_wide(const void *values, const int size, plan *plan) {
  const uint8_t *bytes = values;
  const uint32_t most = (1u << plan->width) - 1;
  thirty_two byte_limit;
  sixteen short_limit;
  for (int i = 0; i < 32; i++) byte_limit[i] = (uint8_t)most;
  for (int i = 0; i < 16; i++) short_limit[i] = (uint16_t)most;
  for (int half = 0; half < 2; half++) {
    uint64_t wide = 0;
    if (size == 1) {
      for (int i = 0; i < 64; i += 32) {
        const thirty_two_bits found = __builtin_convertvector(
            THIRTY_TWO(bytes + 64 * half + i) > byte_limit, thirty_two_bits);
        uint32_t some;
        memcpy(&some, &found, 4);
        wide |= (uint64_t)some << i;
      }
    } else if (size == 2) {
      for (int i = 0; i < 64; i += 16) {
        const sixteen_bits found = __builtin_convertvector(
            SIXTEEN(bytes + 2 * (64 * half + i)) > short_limit, sixteen_bits);
        uint16_t some;
        memcpy(&some, &found, 2);
        wide |= (uint64_t)some << i;
      }
    } else {
      for (uint32_t i = 0; i < 64; i++)
        wide |= (uint64_t)(number_at(values, size, 64 * (uint32_t)half + i) > most) << i;
    }
    plan->wide[half] = wide;
  }
}

// The width that takes the fewest bytes. `all` is all numbers joined by or.
INLINE plan best_plan(const void *values, const int size, uint32_t all) {
  plan best = {0, {0, 0}};
  if (all == 0) return best;
  const uint32_t widest = 32 - (uint32_t)__builtin_clz(all);
  best.width = widest;
  uint32_t least = 16 * widest;
  for (uint32_t steps = 1; steps <= 8 && steps <= widest; steps++) {
    plan next = {widest - steps, {0, 0}};
    mark_wide(values, size, &next);
    const uint32_t exceptions = exceptions_of(&next);
    const uint32_t cost = 16 * next.width + 2 * exceptions;
    if (cost < least) {
      least = cost;
      best = next;
    }
    // Narrower ones have as many exceptions or more.
    if (2 * exceptions >= least) break;
  }
  return best;
}

// Positions and high parts of the numbers that are wider.
INLINE uint8_t *put_exceptions(const void *values, const int size, const plan *plan, uint8_t *out) {
  uint8_t *high = out + exceptions_of(plan);
  for (uint32_t half = 0; half < 2; half++) {
    for (uint64_t rest = plan->wide[half]; rest != 0; rest &= rest - 1) {
      const uint32_t i = 64 * half + (uint32_t)__builtin_ctzll(rest);
      *out++ = (uint8_t)i;
      *high++ = (uint8_t)(number_at(values, size, i) >> plan->width);
    }
  }
  return high;
}

// `width` is a constant where this is called.
INLINE void pack(const uint32_t *values, const uint32_t width, uint8_t *out) {
  const lanes mask = splat(width == 32 ? ~0u : (1u << (width & 31)) - 1);
  lanes word = splat(0);
#pragma clang loop unroll(full)
  for (uint32_t row = 0; row < 32; row++) {
    const uint32_t shift = row * width % 32;
    const lanes low = load((const uint8_t *)(values + 4 * row)) & mask;
    word |= low << shift;
    if (shift + width >= 32) {
      memcpy(out + 16 * (row * width / 32), &word, 16);
      word = shift + width > 32 ? low >> (32 - shift) : splat(0);
    }
  }
}

static void pack_any(const uint32_t *values, uint32_t width, uint8_t *out) {
  switch (width) {
#define CASE(w) case w: pack(values, w, out); return;
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11)
    CASE(12) CASE(13) CASE(14) CASE(15) CASE(16) CASE(17) CASE(18) CASE(19) CASE(20) CASE(21)
    CASE(22) CASE(23) CASE(24) CASE(25) CASE(26) CASE(27) CASE(28) CASE(29) CASE(30) CASE(31)
    CASE(32)
#undef CASE
  }
}

// `any` is all classes joined by or.
INLINE uint8_t *encode_block(
    const uint32_t *passages, const uint8_t *classes, uint8_t any, uint32_t next, uint8_t *out) {
  uint32_t gaps[ASKWELL_BLOCK], levels[ASKWELL_BLOCK], all;
  uint16_t narrow[ASKWELL_BLOCK];
  gaps[0] = all = passages[0] - next;
  for (int i = 1; i < ASKWELL_BLOCK; i++) {
    gaps[i] = passages[i] - passages[i - 1] - 1;
    all |= gaps[i];
  }
  plan gap_plan;
  if (all >> 16 == 0) {
    for (int i = 0; i < ASKWELL_BLOCK; i++) narrow[i] = (uint16_t)gaps[i];
    gap_plan = best_plan(narrow, 2, all);
  } else {
    gap_plan = best_plan(gaps, 4, all);
  }
  const plan class_plan = best_plan(classes, 1, any);
  *out++ = (uint8_t)gap_plan.width;
  *out++ = (uint8_t)exceptions_of(&gap_plan);
  *out++ = (uint8_t)class_plan.width;
  *out++ = (uint8_t)exceptions_of(&class_plan);
  pack_any(gaps, gap_plan.width, out);
  out = put_exceptions(gaps, 4, &gap_plan, out + 16 * gap_plan.width);
  if (any == 0) return out;
  for (int i = 0; i < ASKWELL_BLOCK; i++) levels[i] = classes[i];
  pack_any(levels, class_plan.width, out);
  return put_exceptions(classes, 1, &class_plan, out + 16 * class_plan.width);
}

// Writes one posting of the short form.
INLINE uint8_t *put_short(uint32_t gap, uint8_t class, uint8_t *out) {
  uint64_t value = (uint64_t)gap << 1 | (class != 0);
  if (value >> 28 == 0) {
    // Without branches, for how many bytes a number takes can't be foreseen: ceil(bits / 7).
    const uint32_t low = (uint32_t)value;
    const uint32_t length = (38 - (uint32_t)__builtin_clz(low | 1)) * 37 >> 8;
    const uint32_t groups = (low & 0x7F) | (low & 0x3F80) << 1 | (low & 0x1FC000) << 2 |
                            (low & 0xFE00000) << 3;
    store_word(out, groups | (0x808080 & ((1u << 8 * (length - 1)) - 1)));
    out += length;
  } else {
    while (value >= 0x80) {
      *out++ = (uint8_t)value | 0x80;
      value >>= 7;
    }
    *out++ = (uint8_t)value;
  }
  *out = class;
  return out + (class != 0);
}

INLINE uint8_t *encode_short(
    const uint32_t *passages, const uint8_t *classes, uint32_t start, uint32_t count, uint32_t next,
    uint8_t *out) {
  for (uint32_t i = start; i < count; i++) {
    out = put_short(passages[i] - next, classes[i], out);
    next = passages[i] + 1;
  }
  return out;
}

enum { TENTH = 10, PART = 16, PADDING = 32 };

// PADDING bytes after the values can be read.
INLINE uint32_t number_not_below(const uint8_t *values, uint32_t count, uint8_t least) {
  thirty_two limit;
  for (int i = 0; i < 32; i++) limit[i] = least;
  uint32_t number = 0;
  for (uint32_t i = 0; i < count; i += 32) {
    const thirty_two_bits found =
        __builtin_convertvector(THIRTY_TWO(values + i) >= limit, thirty_two_bits);
    uint32_t some;
    memcpy(&some, &found, 4);
    if (count - i < 32) some &= (1u << (count - i)) - 1;
    number += (uint32_t)__builtin_popcount(some);
  }
  return number;
}

// The tenth of some bytes, the greatest first; 0 where there are fewer.
INLINE uint8_t tenth_of(const uint8_t *values, uint32_t count) {
  uint32_t tenth = 0;
  for (uint32_t bit = 128; bit != 0; bit >>= 1)
    if (number_not_below(values, count, (uint8_t)(tenth | bit)) >= TENTH) tenth |= bit;
  return (uint8_t)tenth;
}

// Puts those of some values that exceed `least` behind `number` others; returns how many there are then.
INLINE uint32_t put_above(
    const uint8_t *values, uint32_t start, uint32_t end, uint8_t least, uint8_t *out,
    uint32_t number) {
  thirty_two limit;
  for (int i = 0; i < 32; i++) limit[i] = least;
  for (uint32_t at = start; at < end; at += 32) {
    const thirty_two_bits found =
        __builtin_convertvector(THIRTY_TWO(values + at) > limit, thirty_two_bits);
    uint32_t some;
    memcpy(&some, &found, 4);
    if (end - at < 32) some &= (1u << (end - at)) - 1;
    for (; some != 0; some &= some - 1) out[number++] = values[at + (uint32_t)__builtin_ctz(some)];
  }
  return number;
}

// The impact that ten postings of a list of full blocks reach. Where ten parts reach an impact, so do
// ten postings, and those above it are in the few parts that exceed it.
INLINE uint8_t tenth_impact(
    const uint8_t *impacts, uint32_t count, const uint8_t *block_greatest, uint32_t blocks) {
  uint8_t own[TENTH * ASKWELL_BLOCK / PART + PADDING], chosen[TENTH * ASKWELL_BLOCK + PADDING];
  const uint8_t *greatest = block_greatest;
  uint32_t size = ASKWELL_BLOCK, parts = blocks;
  if (blocks < TENTH) {
    // Too few blocks: they are looked at in smaller parts.
    size = PART;
    parts = count / PART;
    for (uint32_t part = 0; part < parts; part++)
      own[part] = greatest_of(impacts + part * PART, PART);
    if (count % PART != 0) {
      own[parts] = greatest_of(impacts + parts * PART, count % PART);
      parts++;
    }
    greatest = own;
  }
  if (parts < TENTH) return tenth_of(impacts, count);
  const uint8_t least = tenth_of(greatest, parts);
  uint32_t number = 0;
  for (uint32_t part = 0; part < parts; part++) {
    if (greatest[part] <= least) continue;
    const uint32_t start = part * size, end = count - start < size ? count : start + size;
    number = put_above(impacts, start, end, least, chosen, number);
  }
  if (number < TENTH) return least;
  return tenth_of(chosen, number);
}

INLINE uint8_t impact_of(const askwell_weights *weights, uint8_t class, uint32_t passage) {
  const uint32_t column = weights->columns ? weights->columns[passage] : 0;
  return weights->impacts[(uint32_t)class << 8 | column];
}

INLINE uint64_t occurrences_of(const askwell_weights *weights, uint8_t class) {
  return weights->occurrences ? weights->occurrences[class] : 1 + (uint64_t)weights->more * class;
}

INLINE void count_posting(
    const askwell_weights *weights, uint8_t class, uint8_t impact, askwell_list_facts *facts) {
  facts->count++;
  facts->total += occurrences_of(weights, class);
  facts->greatest = impact > facts->greatest ? impact : facts->greatest;
  facts->greatest_class = class > facts->greatest_class ? class : facts->greatest_class;
}

// Most lists are short: all in one pass.
INLINE size_t encode_short_list(
    const uint32_t *passages, const uint8_t *classes, uint32_t count,
    const askwell_weights *weights, uint8_t *out, askwell_list_facts *facts) {
  uint8_t *at = out;
  uint32_t next = 0;
  askwell_list_facts found = {0, 0, 0, 0};
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t passage = passages[i];
    count_posting(weights, classes[i], impact_of(weights, classes[i], passage), &found);
    at = put_short(passage - next, classes[i], at);
    next = passage + 1;
  }
  *facts = found;
  return (size_t)(at - out);
}

// A list with full blocks whose impacts are known.
INLINE size_t encode_long_list(
    const uint32_t *passages, const uint8_t *classes, const uint8_t *impacts, uint32_t count,
    const askwell_weights *weights, uint8_t *out, askwell_list_facts *facts) {
  const uint32_t blocks = count / ASKWELL_BLOCK, rest = blocks * ASKWELL_BLOCK;
  uint8_t *const first = out + 9 * (size_t)blocks + 2;
  uint8_t *const maxima = out + 8 * (size_t)blocks;
  uint8_t *at = first, greatest_class = 0;
  uint32_t next = 0;
  uint64_t sum = 0;
  for (uint32_t block = 0; block < blocks; block++) {
    const uint32_t start = block * ASKWELL_BLOCK;
    const uint8_t *const levels = classes + start;
    uint16_t part = 0;
    uint8_t any = 0;
    for (int i = 0; i < ASKWELL_BLOCK; i++) part += levels[i];
    for (int i = 0; i < ASKWELL_BLOCK; i++) any |= levels[i];
    sum += part;
    // None of them exceeds all of them joined by or.
    if (any > greatest_class) {
      const uint8_t greatest = greatest_of(levels, ASKWELL_BLOCK);
      greatest_class = greatest > greatest_class ? greatest : greatest_class;
    }
    at = encode_block(passages + start, levels, any, next, at);
    next = passages[start + ASKWELL_BLOCK - 1] + 1;
    store_word(out + 4 * (size_t)block, next - 1);
    store_word(out + 4 * ((size_t)blocks + block), (uint32_t)(at - first));
    maxima[block] = greatest_of(impacts + start, ASKWELL_BLOCK);
  }
  for (uint32_t i = rest; i < count; i++) {
    sum += classes[i];
    greatest_class = classes[i] > greatest_class ? classes[i] : greatest_class;
  }
  sum = count + weights->more * sum;
  if (weights->occurrences) {
    sum = 0;
    for (uint32_t i = 0; i < count; i++) sum += weights->occurrences[classes[i]];
  }
  maxima[blocks] = greatest_of(impacts + rest, count - rest);
  facts->count = count;
  facts->total = sum;
  facts->greatest = greatest_of(maxima, blocks + 1);
  facts->greatest_class = greatest_class;
  // An empty leftover has no posting to reach anything.
  maxima[blocks + 1] = tenth_impact(impacts, count, maxima, blocks + (rest < count));
  return (size_t)(encode_short(passages, classes, rest, count, next, at) - out);
}

FOR_EACH_MACHINE
size_t askwell_encode_list(
    const uint32_t *passages, const uint8_t *classes, uint32_t count,
    const askwell_weights *weights, uint8_t *scratch, uint8_t *out, askwell_list_facts *facts) {
  if (count < ASKWELL_BLOCK)
    return encode_short_list(passages, classes, count, weights, out, facts);
  const uint8_t *const impacts = weights->impacts, *const columns = weights->columns;
  if (columns) {
    for (uint32_t i = 0; i < count; i++)
      scratch[i] = impacts[(uint32_t)classes[i] << 8 | columns[passages[i]]];
  } else {
    for (uint32_t i = 0; i < count; i++) scratch[i] = impacts[(uint32_t)classes[i] << 8];
  }
  return encode_long_list(passages, classes, scratch, count, weights, out, facts);
}

// Reads one posting of the short form, of which 16 bytes can be read: adds the gap to `passage`, and more
// than 2^32 where the number has more than five bytes. Nearly without branches, as in writing.
INLINE const uint8_t *take_short(const uint8_t *bytes, uint64_t *passage, uint8_t *class) {
  const uint64_t too_long = 1ull << 47;
  uint64_t word;
  memcpy(&word, bytes, 8);
  // The number ends at the first byte below 128.
  const uint32_t near = ~(uint32_t)word & 0x808080;
  if (__builtin_expect(near != 0, 1)) {
    const uint32_t bits = (uint32_t)word & (near ^ (near - 1));
    *passage += (bits & 0x7F) >> 1 | (bits >> 2 & 0x1FC0) | (bits >> 3 & 0xFE000);
    bytes += (uint32_t)__builtin_ctz(near) / 8 + 1;
  } else {
    const uint64_t stop = (~word & 0x8080808080) | too_long;
    const uint64_t bits = (word | too_long) & (stop ^ (stop - 1));
    *passage += (bits & 0x7F) >> 1 | (bits >> 2 & 0x1FC0) | (bits >> 3 & 0xFE000) |
                (bits >> 4 & 0x7F00000) | (bits >> 5 & 0x3F8000000) | (bits & too_long);
    bytes += (uint32_t)__builtin_ctzll(stop) / 8 + 1;
  }
  *class = *bytes & (uint8_t)-(word & 1);
  return bytes + (word & 1);
}

// A list's leftover, or all of a short one, where 16 bytes after it can be read.
INLINE int take_tail(
    const uint8_t *bytes, size_t length, uint32_t count, uint32_t base, uint32_t limit,
    uint32_t *passages, uint8_t *classes) {
  const uint8_t *const end = bytes + length;
  uint64_t next = base;
  for (uint32_t i = 0; i < count; i++) {
    if (bytes >= end) return 0;
    bytes = take_short(bytes, &next, classes + i);
    if (next >= limit) return 0;
    passages[i] = (uint32_t)next++;
  }
  return bytes == end;
}

// What a list is updated with: where its passages have gone, and postings that are added, from `next` on.
typedef struct {
  const askwell_place *places;
  const uint32_t *added;
  const uint8_t *added_classes;
  uint32_t added_count, next;
} changes;

// Postings in their new order, with their impacts where `weights` is not null.
typedef struct {
  const askwell_weights *weights;
  uint32_t *passages;
  uint8_t *classes, *impacts;
  uint32_t count;
} postings;

INLINE void put_added(postings *to, changes *changes) {
  const uint32_t passage = changes->added[changes->next];
  const uint8_t class = changes->added_classes[changes->next];
  to->passages[to->count] = passage;
  to->classes[to->count] = class;
  if (to->weights) to->impacts[to->count] = impact_of(to->weights, class, passage);
  to->count++;
  changes->next++;
}

// One more than the number of the posting that is added next; the greatest number where there is none.
INLINE uint32_t coming_of(const changes *changes) {
  return changes->next < changes->added_count ? changes->added[changes->next] + 1 : UINT32_MAX;
}

// Renumbers some postings, drops those without a number and puts in those that are added before them.
INLINE void place_some(
    const uint32_t *from, const uint8_t *from_classes, const uint32_t some, changes *changes,
    postings *to, const int weighs) {
  const uint8_t *const rows = weighs ? to->weights->impacts : NULL;
  const askwell_place *const places = changes->places;
  // In variables of their own, which no store to an array can change.
  uint32_t *const passages = to->passages;
  uint8_t *const classes = to->classes, *const impacts = to->impacts;
  uint32_t n = to->count, coming = coming_of(changes);
#pragma clang loop unroll_count(4)
  for (uint32_t i = 0; i < some; i++) {
    const askwell_place place = places[from[i]];
    const uint8_t class = from_classes[i];
    // One more than each number, for then that of a dropped passage is before all others.
    if (__builtin_expect(place.passage + 1 > coming, 0)) {
      to->count = n;
      do put_added(to, changes);
      while (place.passage + 1 > coming_of(changes));
      coming = coming_of(changes);
      n = to->count;
    }
    passages[n] = place.passage;
    classes[n] = class;
    if (weighs) impacts[n] = rows[(uint32_t)class << 8 | place.column];
    n += place.passage < UINT32_MAX;
  }
  to->count = n;
}

// Updates a list; returns whether it is sound. `weighs` is a constant where this is called: whether there
// are weights.
INLINE int update_list(
    const uint8_t *list, size_t length, uint32_t count, uint32_t limit, changes *changes,
    postings *to, const int weighs) {
  const uint32_t blocks = count / ASKWELL_BLOCK, rest = count % ASKWELL_BLOCK;
  const size_t head = blocks ? 9 * (size_t)blocks + 2 : 0;
  if (length < head) return 0;
  const uint8_t *const data = list + head;
  const size_t room = length - head;
  uint32_t found[ASKWELL_BLOCK], base = 0;
  uint8_t levels[ASKWELL_BLOCK];
  size_t start = 0;
  for (uint32_t block = 0; block < blocks; block++) {
    const uint32_t last = load_word(list + 4 * (size_t)block);
    const size_t end = load_word(list + 4 * ((size_t)blocks + block));
    if (start > end || end > room || last >= limit) return 0;
    if (!askwell_decode_block(data + start, end - start, base, last, found, levels)) return 0;
    base = last + 1;
    start = end;
    place_some(found, levels, ASKWELL_BLOCK, changes, to, weighs);
  }
  if (!take_tail(data + start, room - start, rest, base, limit, found, levels)) return 0;
  place_some(found, levels, rest, changes, to, weighs);
  while (changes->next < changes->added_count) put_added(to, changes);
  return 1;
}

int64_t askwell_update_list(
    const uint8_t *list, size_t length, uint32_t count, uint32_t limit,
    const askwell_place *places, const uint32_t *added, const uint8_t *added_classes,
    uint32_t added_count, uint32_t *passages, uint8_t *classes) {
  changes changes = {places, added, added_classes, added_count, 0};
  postings to = {NULL, passages, classes, classes, 0};
  return update_list(list, length, count, limit, &changes, &to, 0) ? (int64_t)to.count : -1;
}

// A short list to which nothing is added, in one pass.
INLINE int64_t renew_short(
    const uint8_t *list, size_t length, uint32_t count, uint32_t limit,
    const askwell_place *places, const askwell_weights *weights, uint8_t *out,
    askwell_list_facts *facts) {
  const uint8_t *const end = list + length;
  uint8_t *at = out;
  uint32_t next = 0;
  uint64_t old = 0;
  askwell_list_facts found = {0, 0, 0, 0};
  for (uint32_t i = 0; i < count; i++) {
    uint8_t class;
    if (list >= end) return -1;
    list = take_short(list, &old, &class);
    if (old >= limit) return -1;
    const askwell_place place = places[old++];
    if (place.passage == UINT32_MAX) continue;
    const uint8_t impact = weights->impacts[(uint32_t)class << 8 | place.column];
    count_posting(weights, class, impact, &found);
    at = put_short(place.passage - next, class, at);
    next = place.passage + 1;
  }
  *facts = found;
  return list == end ? at - out : -1;
}

FOR_EACH_MACHINE
int64_t askwell_renew_list(
    const uint8_t *list, size_t length, uint32_t count, uint32_t limit,
    const askwell_place *places, const uint32_t *added, const uint8_t *added_classes,
    uint32_t added_count, const askwell_weights *weights, uint32_t *passages, uint8_t *classes,
    uint8_t *scratch, uint8_t *out, askwell_list_facts *facts) {
  if (count < ASKWELL_BLOCK && added_count == 0)
    return renew_short(list, length, count, limit, places, weights, out, facts);
  changes changes = {places, added, added_classes, added_count, 0};
  postings to = {weights, passages, classes, scratch, 0};
  if (!update_list(list, length, count, limit, &changes, &to, 1)) return -1;
  if (to.count < ASKWELL_BLOCK)
    return (int64_t)encode_short_list(passages, classes, to.count, weights, out, facts);
  return (int64_t)encode_long_list(passages, classes, scratch, to.count, weights, out, facts);
}

void askwell_merge(
    const uint32_t *a, const uint8_t *a_classes, uint32_t a_count, const uint32_t *b,
    const uint8_t *b_classes, uint32_t b_count, uint32_t *out, uint8_t *out_classes) {
  uint32_t i = 0, j = 0, n = 0;
  // A few postings among many, as in an update: whole stretches are copied.
  if (b_count < a_count / 16) {
    for (; j < b_count; j++) {
      uint32_t step = 1, end = i;
      while (end < a_count && a[end] < b[j]) {
        end += step;
        step *= 2;
      }
      uint32_t first = end - step / 2 < i || end == i ? i : end - step / 2;
      uint32_t last = end < a_count ? end : a_count;
      while (first < last) {
        const uint32_t middle = first + (last - first) / 2;
        if (a[middle] < b[j]) first = middle + 1;
        else last = middle;
      }
      memcpy(out + n, a + i, 4 * (size_t)(first - i));
      memcpy(out_classes + n, a_classes + i, first - i);
      n += first - i;
      i = first;
      out[n] = b[j];
      out_classes[n++] = b_classes[j];
    }
  }
  while (i < a_count && j < b_count) {
    const int first = a[i] < b[j];
    out[n] = first ? a[i] : b[j];
    out_classes[n++] = first ? a_classes[i] : b_classes[j];
    i += (uint32_t)first;
    j += (uint32_t)!first;
  }
  memcpy(out + n, a + i, 4 * (size_t)(a_count - i));
  memcpy(out_classes + n, a_classes + i, a_count - i);
  n += a_count - i;
  memcpy(out + n, b + j, 4 * (size_t)(b_count - j));
  memcpy(out_classes + n, b_classes + j, b_count - j);
}
