#include "signal.h"
