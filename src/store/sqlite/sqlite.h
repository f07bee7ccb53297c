/* sqlite: the engine that keeps three files in a folder; the default. */
#pragma once
#include "store_engine.h"

extern const struct store_reading sqlite_reading;
extern const struct store_writing sqlite_writing;

fallible sqlite_backup(struct str directory, struct str destination, unsigned seconds);
fallible sqlite_restore(struct str source, struct str directory);
fallible sqlite_check(struct str directory, store_report *report, void *context, size_t *ret_bad);
