#include "changes.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct changes_page {
	uint64_t count[FILE__COUNT];
	uint32_t is_drain_wanted;
};

#define CHANGES_NAME "changes"
#define CHANGES_SIZE 4096

static struct changes_page *page_map(int fd, int protection)
{
	void *p = mmap(NULL, CHANGES_SIZE, protection, MAP_SHARED, fd, 0);

	return p == MAP_FAILED ? NULL : p;
}

static fallible lock_and_map(struct changes *c)
{
	if (flock(c->fd, LOCK_EX | LOCK_NB) != 0)
		return FAIL(CONFIG);
	/* Allocated, not only sized: the first touch of a hole on a full disk ends the process. */
	int error = posix_fallocate(c->fd, 0, CHANGES_SIZE);

	if (error != 0)
		return error == ENOSPC ? FAIL(FULL) : FAIL(STORE);
	c->page = page_map(c->fd, PROT_READ | PROT_WRITE);
	return c->page ? OK : FAIL(STORE);
}

fallible changes_open_writer(struct changes *c, const char *directory)
{
	char path[PATH_MAX];

	*c = (struct changes){ .fd = -1 };
	TRY(store_path(path, directory, CHANGES_NAME));
	c->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (c->fd < 0)
		return errno == ENOSPC ? FAIL(FULL) : FAIL(STORE);
	struct err e = lock_and_map(c);

	if (!err_is(e, ERR_NONE)) {
		changes_close(c);
		return e;
	}
	/* A writer before this one may have ended between a COMMIT and its count. */
	for (enum store_file file = 0; file < FILE__COUNT; file++)
		changes_add(c, file);
	changes_ask_drain(c, false);
	return OK;
}

void changes_open_reader(struct changes *c, const char *directory)
{
	char path[PATH_MAX];
	struct stat st;

	*c = (struct changes){ .fd = -1 };
	if (!err_is(store_path(path, directory, CHANGES_NAME), ERR_NONE))
		return;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && st.st_size >= CHANGES_SIZE)
		c->page = page_map(fd, PROT_READ);
	(void)close(fd);
}

void changes_close(struct changes *c)
{
	if (c->page)
		(void)munmap(c->page, CHANGES_SIZE);
	if (c->fd >= 0)
		(void)close(c->fd);
	*c = (struct changes){ .fd = -1 };
}

uint64_t changes_count(const struct changes *c, enum store_file file)
{
	return __atomic_load_n(&c->page->count[file], __ATOMIC_ACQUIRE);
}

void changes_add(struct changes *c, enum store_file file)
{
	(void)__atomic_add_fetch(&c->page->count[file], 1, __ATOMIC_RELEASE);
}

void changes_ask_drain(struct changes *c, bool is_wanted)
{
	__atomic_store_n(&c->page->is_drain_wanted, is_wanted, __ATOMIC_RELEASE);
}

bool changes_is_drain_wanted(const struct changes *c)
{
	return c->page && __atomic_load_n(&c->page->is_drain_wanted, __ATOMIC_ACQUIRE);
}
