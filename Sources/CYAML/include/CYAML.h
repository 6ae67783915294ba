#ifndef ASKWELL_CYAML_H
#define ASKWELL_CYAML_H

#include <stddef.h>
#include <stdint.h>

/* libyaml's events as plain values: its event is a union of structs that Swift can't read safely. */

typedef struct askwell_yaml askwell_yaml;

typedef enum {
  ASKWELL_YAML_END,            /* the stream is over */
  ASKWELL_YAML_DOCUMENT,       /* a document starts */
  ASKWELL_YAML_DOCUMENT_END,
  ASKWELL_YAML_ALIAS,          /* text is the anchor's name */
  ASKWELL_YAML_SCALAR,
  ASKWELL_YAML_SEQUENCE,
  ASKWELL_YAML_SEQUENCE_END,
  ASKWELL_YAML_MAPPING,
  ASKWELL_YAML_MAPPING_END,
  ASKWELL_YAML_FAULT           /* text says what is wrong */
} askwell_yaml_kind;

typedef struct {
  askwell_yaml_kind kind;
  const uint8_t *text;         /* valid until the next call; NULL where there is none */
  size_t length;
  const uint8_t *anchor;       /* NULL where there is none */
  size_t anchor_length;
  size_t line;                 /* from 1 */
  int is_plain;                /* a scalar without quotes */
} askwell_yaml_event;

/* Copies the bytes; NULL where memory is short. */
askwell_yaml *askwell_yaml_open(const uint8_t *bytes, size_t count);
/* The next event; after END or FAULT there are none. */
askwell_yaml_event askwell_yaml_next(askwell_yaml *reader);
void askwell_yaml_close(askwell_yaml *reader);

#endif
