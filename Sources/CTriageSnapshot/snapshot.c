#include "CTriageSnapshot.h"

// The build generates both. Weak: without the generated file the program reads the tables at each start.
extern const size_t askwell_triage_snapshot_count __attribute__((weak));
extern const unsigned char askwell_triage_snapshot_bytes[] __attribute__((weak));

const void *askwell_triage_snapshot(size_t *count) {
  *count = 0;
  if (!&askwell_triage_snapshot_count || !askwell_triage_snapshot_bytes) return NULL;
  *count = askwell_triage_snapshot_count;
  return askwell_triage_snapshot_bytes;
}
