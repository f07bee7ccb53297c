#include "day.h"
