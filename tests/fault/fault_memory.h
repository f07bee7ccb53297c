/* fault_memory: memory for SQLite that runs out at the allocation named. */
#pragma once
#include "fault_vfs.h"

void memory_install(void);			/* before anything else uses SQLite */
void memory_arm(enum fault_kind kind, long at); /* FAULT_FULL is taken as FAULT_STICKY */
long memory_calm(void);
bool memory_was_hit(void);
