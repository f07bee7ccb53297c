#include "sqlite.h"

/* Opening for writing makes what is not there yet. */
static fallible sqlite_make(struct str directory)
{
	struct store_writer *w;

	TRY(sqlite_writing.open(&w, directory));
	sqlite_writing.close(w);
	return OK;
}

const struct store_engine store_engine_sqlite = {
	.reading = &sqlite_reading,
	.writing = &sqlite_writing,
	.make = sqlite_make,
	.check = sqlite_check,
	.backup = sqlite_backup,
	.restore = sqlite_restore,
};
