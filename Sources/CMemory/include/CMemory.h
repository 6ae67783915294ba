#ifndef ASKWELL_CMEMORY_H
#define ASKWELL_CMEMORY_H
#include <stddef.h>

/// Lets the C library's heap grow by at least `step` bytes at a time, give nothing back, and take blocks of
/// less than 32 MiB from there. Asks that the first such step is held in large pages where it can be; `step`
/// is a multiple of their 2 MiB. Nothing changes where the system or the library can't do so.
void askwell_heap_grow(size_t step);

/// Asks for a cache line that is read soon; the address need not be one that can be read.
static inline void askwell_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
