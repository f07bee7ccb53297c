/* tar: several files in one, as POSIX ustar: a block of 512 bytes before each file, its size
 * rounded up to such blocks after it. Owner, group and folder of this machine stand nowhere.
 *
 * Life-cycle: tar_begin → (tar_file, then the file's bytes into `to`)… → tar_end */
#pragma once
#include "bulk.h"
#include "day.h"

#define TAR_NAME_MAX 99 /* bytes; "folder/name" of ASCII letters, no folder above */

struct tar {
	struct bulk *to;
	struct instant at; /* of every file */
	size_t header;	   /* where that of the file being written stands in `to` */
	bool has_file;
};

struct tar tar_begin(struct bulk *to, struct instant at);
void tar_file(struct tar *t, struct str name); /* ends the one before */
void tar_end(struct tar *t);
