#ifndef ASKWELL_CEDIT_H
#define ASKWELL_CEDIT_H
#include <histedit.h>
#endif
