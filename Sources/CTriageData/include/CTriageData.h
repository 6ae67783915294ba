#ifndef ASKWELL_CTRIAGEDATA_H
#define ASKWELL_CTRIAGEDATA_H
#include <stddef.h>
#endif
