#ifndef ASKWELL_CTRIAGESNAPSHOT_H
#define ASKWELL_CTRIAGESNAPSHOT_H
#include <stddef.h>

/// The shipped red-flag rules as `RuleSet.snapshot` writes them, at a multiple of 16; null where the build made
/// none.
const void *askwell_triage_snapshot(size_t *count);
#endif
