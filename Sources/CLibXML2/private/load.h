#ifndef ASKWELL_CLIBXML2_LOAD_H
#define ASKWELL_CLIBXML2_LOAD_H

#include <libxml/HTMLparser.h>

/// The functions of libxml2 that are called here, typed by its own headers.
typedef struct {
  __typeof__(&xmlInitParser) xmlInitParser;
  __typeof__(&htmlNewParserCtxt) htmlNewParserCtxt;
  __typeof__(&htmlFreeParserCtxt) htmlFreeParserCtxt;
  __typeof__(&htmlCtxtReadMemory) htmlCtxtReadMemory;
  __typeof__(&xmlFreeDoc) xmlFreeDoc;
  __typeof__(&xmlStopParser) xmlStopParser;
  __typeof__(&xmlSetStructuredErrorFunc) xmlSetStructuredErrorFunc;
} askwell_libxml2_functions;

/// The loaded functions, or NULL when the library is missing.
const askwell_libxml2_functions *askwell_libxml2(void);

#endif
