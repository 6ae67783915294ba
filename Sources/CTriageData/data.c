#include "CTriageData.h"
