#ifndef ASKWELL_CTRIAGEDATA_H
#define ASKWELL_CTRIAGEDATA_H
#include <stddef.h>

/// One embedded table.
struct askwell_table {
  const unsigned char *bytes;
  size_t count;
};

/// How many tables there are.
#define ASKWELL_TRIAGE_TABLES 10

/// Table `index` of forms, spellings, cues, the three of signs, flags, rules, words and examples; empty past the last.
struct askwell_table askwell_triage_table(int index);
#endif
