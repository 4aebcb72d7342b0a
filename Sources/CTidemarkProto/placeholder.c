#include "CTidemarkProto.h"
