#ifndef ASKWELL_CSTEMMER_H
#define ASKWELL_CSTEMMER_H
#include <libstemmer.h>
#endif
