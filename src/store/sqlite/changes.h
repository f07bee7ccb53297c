/* changes: a small file in the data directory, shared as memory. The writer counts in it what was
 * committed per database file, and asks readers there to let go of their snapshots. */
#pragma once
#include "database.h"

struct changes_page;

struct changes {
	struct changes_page *page; /* NULL: not mapped; readers then take everything for changed */
	int fd;			   /* the writer's, holding the lock that keeps it alone */
};

/* CONFIG when another writer has this directory. */
fallible changes_open_writer(struct changes *c, const char *directory);
/* Leaves page NULL when there is no such file yet. */
void changes_open_reader(struct changes *c, const char *directory);
void changes_close(struct changes *c);

uint64_t changes_count(const struct changes *c, enum store_file file);
void changes_add(struct changes *c, enum store_file file);
void changes_ask_drain(struct changes *c, bool is_wanted);
bool changes_is_drain_wanted(const struct changes *c);
