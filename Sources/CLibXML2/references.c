#include "CLibXML2.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t table[] = {
#embed "data/named-references.tsv"
};

const uint8_t *askwell_named_references(size_t *count) {
  *count = sizeof table;
  return table;
}
