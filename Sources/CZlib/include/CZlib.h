#ifndef ASKWELL_CZLIB_H
#define ASKWELL_CZLIB_H
#include <zlib.h>
#endif
