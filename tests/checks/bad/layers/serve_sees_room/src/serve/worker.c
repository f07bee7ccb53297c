#include "card_use.h"
