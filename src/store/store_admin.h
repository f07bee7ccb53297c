/* store_admin: what the command line does with a whole data directory. Reads only, beside a running
 * server, except store_restore. None of it opens a single row: everything in them is sealed. */
#pragma once
#include "err.h"
#include "str.h"
#include <stdint.h>

/* Is it the address of a database server? */
bool store_is_server(struct str address);
/* Makes what is not there yet: files in a folder, or tables on a server. Fine where all is there.
 */
fallible store_make(struct str address);
/* Why this address of a server is not taken, a sentence for the operator; NULL: it is. */
const char *store_address_refusal(const char *address);
/* The address with the name of a password file added, unless it names one. CONFIG: too long. */
fallible store_address_add(char *ret, size_t room, const char *address, const char *password_file);

/* Copies keyring.db and pages.db, each as of one moment (keyring.db the earlier one), into the
 * folder `destination`, which is made when absent. Never sessions.db, never server secrets. A file
 * appears there under its name only when it is whole and on the disk; CONFIG when one is there
 * already. Lets go of its snapshot whenever the writer has to empty a log, and begins that file
 * again; STORE when this was not done within `seconds`. */
fallible store_backup(struct str address, struct str destination, unsigned seconds);

/* Checks the two files of a backup and copies them into `directory`, which must hold no database
 * yet (CONFIG otherwise). STORE: the backup is damaged, nothing was brought. */
fallible store_restore(struct str source, struct str address);

struct store_finding {
	const char *file; /* "pages.db" */
	const char *what; /* "rows of page", "rows of page with a wrong shape", or a line of SQLite
			     about damage; lives during the call only */
	int64_t count;
	bool is_bad;
};

/* NULL where one is asked for: only the number of bad ones is wanted. */
typedef void store_report(void *context, const struct store_finding *finding);

/* Looks through every file: structure, shape of every row, counts. Reports in order, bad or not;
 * *ret_bad counts the bad ones. A sessions.db that is absent (a backup) is no fault. Errors are for
 * what could not be looked at. Holds each file while it looks, so that a deletion asked meanwhile
 * may be answered late. */
fallible store_check(struct str address, store_report *report, void *context, size_t *ret_bad);
