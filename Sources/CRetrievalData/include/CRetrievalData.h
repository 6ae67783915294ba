#ifndef ASKWELL_CRETRIEVALDATA_H
#define ASKWELL_CRETRIEVALDATA_H
#include <stddef.h>
#endif
