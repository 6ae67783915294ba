#include "CYAML.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct askwell_yaml {
  yaml_parser_t parser;
  yaml_event_t event;
  int has_event;
  uint8_t *bytes;
  size_t count;
};

askwell_yaml *askwell_yaml_open(const uint8_t *bytes, size_t count) {
  askwell_yaml *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->bytes = malloc(count ? count : 1);
  if (!reader->bytes || !yaml_parser_initialize(&reader->parser)) {
    free(reader->bytes);
    free(reader);
    return NULL;
  }
  reader->count = count;
  if (count) memcpy(reader->bytes, bytes, count);
  yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader->parser, reader->bytes, count);
  return reader;
}

static void anchored(askwell_yaml_event *out, const yaml_char_t *anchor) {
  out->anchor = anchor;
  out->anchor_length = anchor ? strlen((const char *)anchor) : 0;
}

askwell_yaml_event askwell_yaml_next(askwell_yaml *reader) {
  askwell_yaml_event out = {0};
  if (reader->has_event) yaml_event_delete(&reader->event);
  reader->has_event = 0;
  do {
    if (!yaml_parser_parse(&reader->parser, &reader->event)) {
      const char *problem = reader->parser.problem ? reader->parser.problem : "not readable";
      out.kind = ASKWELL_YAML_FAULT;
      out.text = (const uint8_t *)problem;
      out.length = strlen(problem);
      out.line = reader->parser.problem_mark.line + 1;
      if (reader->parser.error == YAML_READER_ERROR) {
        // Bytes that are no text have no mark, only an offset.
        size_t end = reader->parser.problem_offset < reader->count ? reader->parser.problem_offset
                                                                    : reader->count;
        out.line = 1;
        for (size_t i = 0; i < end; i++) out.line += reader->bytes[i] == '\n';
      }
      return out;
    }
    if (reader->event.type != YAML_STREAM_START_EVENT) break;
    yaml_event_delete(&reader->event);
  } while (1);
  reader->has_event = 1;
  out.line = reader->event.start_mark.line + 1;
  switch (reader->event.type) {
  case YAML_DOCUMENT_START_EVENT: out.kind = ASKWELL_YAML_DOCUMENT; break;
  case YAML_DOCUMENT_END_EVENT: out.kind = ASKWELL_YAML_DOCUMENT_END; break;
  case YAML_ALIAS_EVENT:
    out.kind = ASKWELL_YAML_ALIAS;
    out.text = reader->event.data.alias.anchor;
    out.length = strlen((const char *)out.text);
    break;
  case YAML_SCALAR_EVENT:
    out.kind = ASKWELL_YAML_SCALAR;
    out.text = reader->event.data.scalar.value;
    out.length = reader->event.data.scalar.length;
    out.is_plain = reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    anchored(&out, reader->event.data.scalar.anchor);
    break;
  case YAML_SEQUENCE_START_EVENT:
    out.kind = ASKWELL_YAML_SEQUENCE;
    anchored(&out, reader->event.data.sequence_start.anchor);
    break;
  case YAML_SEQUENCE_END_EVENT: out.kind = ASKWELL_YAML_SEQUENCE_END; break;
  case YAML_MAPPING_START_EVENT:
    out.kind = ASKWELL_YAML_MAPPING;
    anchored(&out, reader->event.data.mapping_start.anchor);
    break;
  case YAML_MAPPING_END_EVENT: out.kind = ASKWELL_YAML_MAPPING_END; break;
  default: out.kind = ASKWELL_YAML_END; break;
  }
  return out;
}

void askwell_yaml_close(askwell_yaml *reader) {
  if (reader->has_event) yaml_event_delete(&reader->event);
  yaml_parser_delete(&reader->parser);
  free(reader->bytes);
  free(reader);
}
