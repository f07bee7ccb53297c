/* store_bench [DIRECTORY [SECONDS]]: rewrites of pages of 4 KiB, answered when they are on the
 * disk: one by one, and in groups, against plain appends of 4 KiB with fdatasync on the same disk;
 * and, when REJOIN_TEST_STORE names a server (tests/store/postgres.py), the same there. They take
 * turns, so that what else the machine does meets them alike. */
#include "store_admin.h"
#include "store.h"
#include "ensure.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define PAGES	   2000
#define PAGE_BYTES 4096
#define GROUP	   64
#define TURNS	   5

struct bench {
	char directory[PATH_MAX];
	struct store_writer *writer;
	struct commit commit[GROUP];
	const struct commit *group[GROUP];
	uint32_t ver[PAGES], next;
	uint8_t blob[PAGE_BYTES];
	int fd;
};

static double now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct id16 name_of(uint32_t n)
{
	struct id16 id = { { 0 } };

	n *= 2654435761u; /* spread, as names derived by a key are */
	memcpy(id.b, &n, sizeof n);
	return id;
}

static void rewrite(struct bench *b, size_t n)
{
	struct err answer[GROUP];

	for (size_t i = 0; i < n; i++) {
		uint32_t page = b->next++ % PAGES;

		b->commit[i].n = 0;
		b->blob[page % PAGE_BYTES]++;
		commit_put_page(&b->commit[i], name_of(page / 20), name_of(page), b->ver[page]++,
				BYTES(b->blob));
	}
	store_writer_apply(b->writer, b->group, n, answer);
	for (size_t i = 0; i < n; i++)
		ASSERT(err_is(answer[i], ERR_NONE));
	store_writer_idle(b->writer, 1);
}

static double rate_of_store(struct bench *b, size_t group, double seconds)
{
	double start = now();
	long n = 0;

	for (; now() < start + seconds; n += (long)group)
		rewrite(b, group);
	return (double)n / (now() - start);
}

static double rate_of_disk(struct bench *b, double seconds)
{
	double start = now();
	long n = 0;

	for (; now() < start + seconds; n++)
		ASSERT(pwrite(b->fd, b->blob, PAGE_BYTES, n * PAGE_BYTES) == PAGE_BYTES &&
		       fdatasync(b->fd) == 0);
	return (double)n / (now() - start);
}

static void writer_make(struct bench *b, const char *store)
{
	ASSERT(err_is(store_make(str_c(store)), ERR_NONE) &&
	       err_is(store_writer_open(&b->writer, str_c(store)), ERR_NONE));
	for (size_t i = 0; i < GROUP; i++)
		b->group[i] = &b->commit[i];
	while (b->next < PAGES)
		rewrite(b, 50);
}

static void bench_make(struct bench *b, const char *where)
{
	char path[PATH_MAX + 8];

	(void)snprintf(b->directory, sizeof b->directory, "%s/store-bench-XXXXXX", where);
	ASSERT(mkdtemp(b->directory));
	(void)snprintf(path, sizeof path, "%s/raw", b->directory);
	b->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	ASSERT(b->fd >= 0);
	writer_make(b, b->directory);
}

static void bench_remove(struct bench *b)
{
	DIR *d = opendir(b->directory);

	store_writer_close(b->writer);
	(void)close(b->fd);
	ASSERT(d);
	for (struct dirent *e; (e = readdir(d));)
		(void)unlinkat(dirfd(d), e->d_name, 0);
	(void)closedir(d);
	(void)rmdir(b->directory);
}

int main(int argc, char **argv)
{
	static struct bench b, server;
	const char *address = getenv("REJOIN_TEST_STORE");
	int kinds = address ? 5 : 3;
	double seconds = argc > 2 ? strtod(argv[2], NULL) : 6, part = seconds / (kinds * TURNS);
	double disk = 0, single = 0, group = 0, far_single = 0, far_group = 0;

	bench_make(&b, argc > 1 ? argv[1] : ".");
	if (address)
		writer_make(&server, address);
	for (int i = 0; i < TURNS; i++) {
		disk += rate_of_disk(&b, part) / TURNS;
		single += rate_of_store(&b, 1, part) / TURNS;
		group += rate_of_store(&b, GROUP, part) / TURNS;
		if (address) {
			far_single += rate_of_store(&server, 1, part) / TURNS;
			far_group += rate_of_store(&server, GROUP, part) / TURNS;
		}
	}
	bench_remove(&b);
	store_writer_close(server.writer);
	printf("store: disk %.0f/s; one by one %.0f/s = %.2f x disk; in groups of %d %.0f/s = %.2f "
	       "x "
	       "disk = %.1f x one by one\n",
	       disk, single, single / disk, GROUP, group, group / disk, group / single);
	if (address)
		printf("server: one by one %.0f/s = %.2f x files; in groups of %d %.0f/s = %.2f x "
		       "files = %.1f x one by one\n",
		       far_single, far_single / single, GROUP, far_group, far_group / group,
		       far_group / far_single);
	return 0;
}
