#include "load.h"

#include "CLibXML2.h"

#include <dlfcn.h>
#include <pthread.h>

static askwell_libxml2_functions functions;
static int is_loaded = -1;
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define ASKWELL_RESOLVE(name)                        \
  functions.name = (__typeof__(&name))dlsym(library, #name); \
  if (!functions.name) return;

static void load(void) {
  void *library = dlopen("libxml2.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  ASKWELL_RESOLVE(xmlInitParser)
  ASKWELL_RESOLVE(htmlNewParserCtxt)
  ASKWELL_RESOLVE(htmlFreeParserCtxt)
  ASKWELL_RESOLVE(htmlCtxtReadMemory)
  ASKWELL_RESOLVE(xmlFreeDoc)
  ASKWELL_RESOLVE(xmlStopParser)
  ASKWELL_RESOLVE(xmlSetStructuredErrorFunc)
  functions.xmlInitParser();
  is_loaded = 0;
}

int askwell_libxml2_load(void) {
  pthread_once(&once, load);
  return is_loaded;
}

const askwell_libxml2_functions *askwell_libxml2(void) {
  return askwell_libxml2_load() == 0 ? &functions : NULL;
}
