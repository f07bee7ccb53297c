/* scarce: memory that runs out at the allocation named, for everything in the process: our own
 * code, SQLite, libcrypto, protobuf, the C library. Linking scarce.c is enough. */
#pragma once
#include <stdbool.h>

enum scarce_kind { SCARCE_ONCE, SCARCE_FROM_THERE_ON };

void scarce_set(enum scarce_kind kind, long at); /* at 0: only counts */
void scarce_watch(bool is_begun);		 /* counts and fails between true and false */
long scarce_count(void);
bool scarce_was_hit(void);
