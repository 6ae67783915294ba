#include "CRetrievalData.h"
