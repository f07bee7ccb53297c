#include "signal_use.h"
