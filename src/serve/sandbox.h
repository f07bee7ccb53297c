/* sandbox: what a process may still do after it has opened what it needs.
 *
 * Two walls: Landlock for files (where the kernel has it), seccomp for system calls. A call that is
 * not on the list of its kind fails with EPERM; it does not kill, so that a library that tries a
 * newer call can fall back to an older one. */
#pragma once
#include <stdbool.h>
#include "child.h"

enum sandbox_right {
	SANDBOX_READ = 1,
	SANDBOX_WRITE = 2,
	SANDBOX_LIST = 4, /* a directory: its names */
	SANDBOX_MAKE = 8, /* a directory: create, rename and remove files */
};

struct sandbox_file {
	const char *path;
	unsigned rights; /* for a directory: also for everything in it */
};

bool sandbox_has_files(void); /* the kernel has Landlock */

/* Nothing but these paths can be opened from now on; none at all when n is 0. Absent paths are left
 * out. false: the kernel refused (not: it has no Landlock). */
bool sandbox_files(const struct sandbox_file *file, size_t n);

/* For every thread of this process. */
bool sandbox_calls(enum child_kind kind);
