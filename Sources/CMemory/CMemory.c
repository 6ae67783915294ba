#include "CMemory.h"
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

// A header of the C library came before: it says which library this is.
#if defined(__linux__) && defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LARGE_PAGE = 1 << 21 };

void askwell_heap_grow(size_t step) {
  mallopt(M_MMAP_THRESHOLD, 1 << 25);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  mallopt(M_TOP_PAD, (int)step);
  // More than the heap has left: it grows now, and memory is asked for where it has grown.
  void *volatile some = malloc(1 << 18);
  free(some);
  const uintptr_t last = (uintptr_t)sbrk(0) & ~(uintptr_t)(LARGE_PAGE - 1);
  if (last <= step || some == NULL) return;
  madvise((void *)(last - step + LARGE_PAGE), step - LARGE_PAGE, MADV_HUGEPAGE);
}
#else
void askwell_heap_grow(size_t step) { (void)step; }
#endif
