#!/usr/bin/env python3
"""What an update's kernels cost on the lists of an index, in memory and without anything around them.

    Benchmarks/lists.py INDEX/askwell.index [--share 0.01]

Compiles Sources/CPostings with a loop around it (clang), decodes and renumbers every list of the first term space with a
share of the passages changed (a third dropped, a third new, a third only counted), does so and writes the lists again, and
prints the least CPU milliseconds of 15 rounds for both."""
import argparse
import os
import struct
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = r'''
#include "CPostings.c"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
typedef struct { uint32_t count, offset, length; } list;
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}
int main(int argc, char **argv) {
  FILE *f = fopen(argv[1], "rb");
  uint32_t head[4];
  if (!f || fread(head, 4, 4, f) != 4) return 1;
  const uint32_t passages = head[0], lists = head[1], bytes = head[2], rows = head[3];
  list *all = malloc(sizeof(list) * lists);
  uint8_t *columns = calloc(2 * (size_t)passages, 1), *impacts = calloc(257, 256), *postings = calloc(bytes + 64, 1);
  if (fread(all, sizeof(list), lists, f) != lists || fread(columns, 1, passages, f) != passages ||
      fread(impacts, 1, rows, f) != rows || fread(postings, 1, bytes, f) != bytes) return 1;
  askwell_place *places = malloc(sizeof(askwell_place) * passages);
  uint8_t *moved = calloc(2 * (size_t)passages, 1);
  uint32_t next = 0;
  const double share = atof(argv[2]);
  srand(3);
  for (uint32_t i = 0; i < passages; i++) {
    const int what = rand() / (RAND_MAX + 1.0) < share ? rand() % 3 : 2;
    if (what == 1) next++;
    places[i] = (askwell_place){what == 0 ? UINT32_MAX : next, columns[i]};
    moved[next] = columns[i];
    next += what != 0;
  }
  uint32_t *found = malloc(4 * (size_t)passages + 4096);
  uint8_t *classes = malloc((size_t)passages + 4096), *scratch = malloc(2 * (size_t)passages + 64), *out = malloc(2 * (size_t)bytes + (1 << 20));
  const askwell_weights weights = {impacts, moved, NULL, 1};
  double reading = 1e9, both = 1e9;
  for (int round = 0; round < 30; round++) {
    size_t length = 0;
    const double start = now();
    for (uint32_t i = 0; i < lists; i++) {
      const uint8_t *const bytes = postings + all[i].offset;
      if (round % 2) {
        askwell_list_facts facts;
        const int64_t written = askwell_renew_list(bytes, all[i].length, all[i].count, passages, places, NULL, NULL, 0,
                                                   &weights, found, classes, scratch, out + length, &facts);
        if (written < 0) return 2;
        length += (size_t)written;
      } else if (askwell_update_list(bytes, all[i].length, all[i].count, passages, places, NULL, NULL, 0, found, classes) < 0) {
        return 2;
      }
    }
    const double time = now() - start;
    if (round % 2) both = time < both ? time : both;
    else reading = time < reading ? time : reading;
  }
  printf("decoding and renumbering %.2f ms, with writing %.2f ms\n", reading, both);
  return 0;
}
'''


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("index")
    ap.add_argument("--share", type=float, default=0.01)
    a = ap.parse_args()
    with open(a.index, "rb") as f:
        data = f.read()
    sections, (table,), (count,) = {}, struct.unpack_from("<Q", data, 24), struct.unpack_from("<I", data, 12)
    for number in range(count):
        kind, space, _, offset, length, _ = struct.unpack_from("<HHIQQQ", data, table + 32 * number)
        if space == 0:
            sections[kind] = data[offset:offset + length]
    (passages,) = struct.unpack_from("<Q", data, 32)
    terms, lists, at, offset = sections[32], [], 0, 0
    while at < len(terms):
        _, at = varint(terms, at)
        rest, at = varint(terms, at)
        frequency, at = varint(terms, at + rest)
        _, at = varint(terms, at)
        length, at = varint(terms, at)
        at += 1
        lists.append((frequency, offset, length))
        offset += length
    classes, impacts = sections.get(35, bytes(passages)), sections.get(36, b"")
    if len(impacts) % 256 or not impacts:
        sys.exit("lists.py: an index with 256 passage classes is wanted, as --plain and the full ranking make them")
    with tempfile.TemporaryDirectory() as work:
        lists_file, program = os.path.join(work, "lists"), os.path.join(work, "program")
        with open(lists_file, "wb") as f:
            f.write(struct.pack("<4I", passages, len(lists), len(sections[34]), len(impacts)))
            for each in lists:
                f.write(struct.pack("<3I", *each))
            f.write(classes + impacts + sections[34])
        kernels = os.path.join(ROOT, "Sources", "CPostings")
        subprocess.run(["clang", "-O2", "-x", "c", "-", "-I", kernels, "-I", os.path.join(kernels, "include"), "-o", program],
                       input=PROGRAM.encode(), check=True)
        sys.exit(subprocess.run([program, lists_file, str(a.share)]).returncode)


if __name__ == "__main__":
    main()
