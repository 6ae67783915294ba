#include "CLibXML2.h"

#include <dlfcn.h>

int askwell_libxml2_load(void) {
  return dlopen("libxml2.so.2", RTLD_NOW | RTLD_LOCAL) ? 0 : -1;
}
