#include "crypt.h"
