#include "CLibXML2.h"
#include "load.h"

#include <limits.h>
#include <string.h>

typedef struct {
  htmlParserCtxtPtr context;
  const askwell_libxml2_functions *functions;
  askwell_html_events events;
  void *user;
  int depth_limit;
  int stopped;
} parse_state;

static size_t read_so_far(const parse_state *state) {
  const xmlParserInput *input = state->context->input;
  return input ? input->consumed + (size_t)(input->cur - input->base) : 0;
}

static void stop(parse_state *state) {
  if (state->stopped) return;
  state->stopped = 1;
  state->functions->xmlStopParser(state->context);
}

static void start_element(void *data, const xmlChar *name, const xmlChar **attributes) {
  parse_state *state = data;
  if (state->stopped) return;
  if (state->context->nameNr > state->depth_limit) {
    stop(state);
    return;
  }
  if (state->events.start(
          state->user, (const char *)name, (const char *const *)attributes, read_so_far(state)))
    stop(state);
}

static void end_element(void *data, const xmlChar *name) {
  parse_state *state = data;
  if (state->stopped) return;
  if (state->events.end(state->user, (const char *)name, read_so_far(state))) stop(state);
}

static void characters(void *data, const xmlChar *bytes, int count) {
  parse_state *state = data;
  if (state->stopped || count <= 0) return;
  if (state->events.text(state->user, bytes, (size_t)count, read_so_far(state))) stop(state);
}

static void count_error(void *data, xmlErrorPtr error) {
  (void)error;
  (*(size_t *)data)++;
}

int askwell_html_parse(
    const uint8_t *bytes, size_t count, int depth_limit, askwell_html_events events, void *user,
    askwell_html_report *report) {
  const askwell_libxml2_functions *functions = askwell_libxml2();
  if (!functions) return -1;
  report->errors = 0;
  report->stopped = 0;
  if (count == 0 || count > INT_MAX) return 0;
  htmlParserCtxtPtr context = functions->htmlNewParserCtxt();
  if (!context) return -2;
  parse_state state = {context, functions, events, user, depth_limit, 0};
  // Only these events: no tree is built, so no limit of the tree applies and nothing is left to free.
  memset(context->sax, 0, sizeof *context->sax);
  context->sax->startElement = start_element;
  context->sax->endElement = end_element;
  context->sax->characters = characters;
  context->sax->ignorableWhitespace = characters;
  context->sax->cdataBlock = characters;
  context->userData = &state;
  functions->xmlSetStructuredErrorFunc(&report->errors, count_error);
  htmlDocPtr document = functions->htmlCtxtReadMemory(
      context, (const char *)bytes, (int)count, NULL, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
          | HTML_PARSE_IGNORE_ENC);
  functions->xmlSetStructuredErrorFunc(NULL, NULL);
  if (document) functions->xmlFreeDoc(document);
  functions->htmlFreeParserCtxt(context);
  report->stopped = state.stopped;
  return 0;
}
