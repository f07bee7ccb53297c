#include "ensure.h"
#include <stdio.h>
#include <stdlib.h>

void ensure_failed(const char *expression, const char *file, int line)
{
	fprintf(stderr, "rejoin: %s:%d: broken promise: %s\n", file, line, expression);
	abort();
}
