/* postgres: the engine that keeps its tables on a PostgreSQL server, or on Citus. */
#pragma once
#include "store_engine.h"

extern const struct store_reading postgres_reading;
extern const struct store_writing postgres_writing;

/* Tables, and where they are kept when the extension citus is there. */
fallible postgres_make(struct str address);
fallible postgres_check(struct str address, store_report *report, void *context, size_t *ret_bad);
