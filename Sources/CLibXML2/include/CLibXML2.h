#ifndef ASKWELL_CLIBXML2_H
#define ASKWELL_CLIBXML2_H

#include <stddef.h>

/// Opens Debian's libxml2 when the first page is parsed, so that commands which parse no HTML do
/// not pay for loading it (its ICU costs 2 ms at every start).
///
/// Returns 0, or -1 when the library can't be opened.
int askwell_libxml2_load(void);

#endif
