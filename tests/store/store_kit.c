#include "store_kit.h"
#include "store_admin.h"
#include <dirent.h>
#include <libpq-fe.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *kit_base = "/tmp";

void kit_in_memory(void)
{
	if (access("/dev/shm", W_OK) == 0)
		kit_base = "/dev/shm";
}

const char *kit_directory(void)
{
	static char path[8][64];
	static unsigned n;
	char *p = path[n++ % 8];

	(void)snprintf(p, sizeof path[0], "%s/rejoin-store-XXXXXX", kit_base);
	assert_non_null(mkdtemp(p));
	return p;
}

bool kit_is_server(void)
{
	return getenv("REJOIN_TEST_STORE") != NULL;
}

static void run_sql(const char *sql)
{
	PGconn *c = PQconnectdb(getenv("REJOIN_TEST_STORE"));
	PGresult *r = PQexec(c, sql);

	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(c));
	PQclear(r);
	PQfinish(c);
}

const char *kit_store(void)
{
	static char address[8][512];
	static unsigned n;
	char *p = address[n++ % 8], name[64], sql[128];

	if (!kit_is_server())
		return kit_directory();
	(void)snprintf(name, sizeof name, "t%d_%u", (int)getpid(), n);
	(void)snprintf(sql, sizeof sql, "CREATE SCHEMA %s", name);
	run_sql(sql);
	(void)snprintf(p, sizeof address[0], "%s&options=-csearch_path%%3D%s",
		       getenv("REJOIN_TEST_STORE"), name);
	return p;
}

static void schema_remove(const char *address)
{
	char sql[128];

	(void)snprintf(sql, sizeof sql, "SET client_min_messages=error; DROP SCHEMA %s CASCADE",
		       strstr(address, "%3D") + 3);
	run_sql(sql);
}

void kit_remove(const char *directory)
{
	if (store_is_server(str_c(directory))) {
		schema_remove(directory);
		return;
	}
	DIR *d = opendir(directory);
	char path[PATH_MAX];

	if (!d)
		return;
	for (struct dirent *e; (e = readdir(d));)
		if (snprintf(path, sizeof path, "%s/%s", directory, e->d_name) > 0)
			(void)unlink(path);
	(void)closedir(d);
	(void)rmdir(directory);
}

static void copy_file(const char *from, const char *to)
{
	static char part[1 << 20];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");

	assert_true(in && out);
	for (size_t n; (n = fread(part, 1, sizeof part, in)) > 0;)
		assert_int_equal(fwrite(part, 1, n, out), n);
	(void)fclose(in);
	assert_int_equal(fclose(out), 0);
}

const char *kit_copy(const char *directory)
{
	const char *copy = kit_directory();
	DIR *d = opendir(directory);
	char from[PATH_MAX], to[PATH_MAX];

	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));) {
		size_t n = strlen(e->d_name);

		if (n < 3 || (strcmp(e->d_name + n - 3, ".db") != 0 &&
			      strcmp(e->d_name + n - 3, "wal") != 0))
			continue;
		assert_true(snprintf(from, sizeof from, "%s/%s", directory, e->d_name) > 0);
		assert_true(snprintf(to, sizeof to, "%s/%s", copy, e->d_name) > 0);
		copy_file(from, to);
	}
	(void)closedir(d);
	return copy;
}

static void fill(uint8_t *p, size_t n, uint64_t seed)
{
	for (size_t i = 0; i < n; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		p[i] = (uint8_t)(seed >> 56);
	}
}

struct id16 kit_id16(uint32_t n)
{
	struct id16 id;

	fill(id.b, sizeof id.b, n + 1u);
	return id;
}

struct id32 kit_id32(uint32_t n)
{
	struct id32 id;

	fill(id.b, sizeof id.b, n + 77u);
	return id;
}

struct bytes kit_blob(struct arena *a, uint32_t name, uint32_t round, size_t size)
{
	uint8_t *p = arena_take(a, size);
	uint32_t head[2] = { name, round };

	assert_true(size >= sizeof head);
	memcpy(p, head, sizeof head);
	fill(p + sizeof head, size - sizeof head, (uint64_t)name << 32 | round);
	return (struct bytes){ p, size };
}

bool kit_blob_is_whole(struct bytes b, uint32_t name, uint32_t *ret_round)
{
	uint32_t head[2];
	uint64_t seed;

	if (b.n < sizeof head)
		return false;
	memcpy(head, b.p, sizeof head);
	seed = (uint64_t)head[0] << 32 | head[1];
	*ret_round = head[1];
	for (size_t i = sizeof head; i < b.n; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		if (b.p[i] != (uint8_t)(seed >> 56))
			return false;
	}
	return head[0] == name;
}

struct err kit_apply(struct store_writer *w, struct commit *c)
{
	const struct commit *one = c;
	struct err e;

	store_writer_apply(w, &one, 1, &e);
	c->n = 0;
	c->drain = c->lazy = false;
	return e;
}

bool kit_file_has(const char *directory, const char *name, struct bytes needle)
{
	char path[PATH_MAX];

	assert_true(snprintf(path, sizeof path, "%s/%s", directory, name) > 0);
	FILE *f = fopen(path, "rb");

	if (!f)
		return false;
	static uint8_t all[16 << 20];
	size_t n = fread(all, 1, sizeof all, f);

	(void)fclose(f);
	return n && memmem(all, n, needle.p, needle.n);
}

int bed_make(void **state)
{
	static struct bed bed;

	bed = (struct bed){ .directory = kit_store() };
	KIT_OK(store_make(str_c(bed.directory)));
	arena_init(&bed.arena, 65536, 64u << 20);
	KIT_OK(store_writer_open(&bed.writer, str_c(bed.directory)));
	KIT_OK(store_open(&bed.store, str_c(bed.directory)));
	*state = &bed;
	return 0;
}

int bed_remove(void **state)
{
	struct bed *bed = *state;

	store_close(bed->store);
	store_writer_close(bed->writer);
	kit_remove(bed->directory);
	arena_end(&bed->arena);
	return 0;
}

struct err bed_put_page(struct bed *bed, uint32_t space, uint32_t page, uint32_t ver_was,
			size_t size)
{
	struct bytes blob = kit_blob(&bed->arena, page, ver_was + 1, size);

	commit_put_page(&bed->commit, kit_id16(space), kit_id16(page), ver_was, blob);
	return kit_apply(bed->writer, &bed->commit);
}

void bed_assert_page(struct bed *bed, uint32_t space, uint32_t page, uint32_t ver)
{
	struct page_row row;
	uint32_t only, round = 0;

	store_refresh(bed->store);
	KIT_OK(store_get_page(bed->store, &bed->arena, kit_id16(space), kit_id16(page), &row));
	KIT_OK(store_get_page_version(bed->store, kit_id16(space), kit_id16(page), &only));
	assert_int_equal(row.ver, ver);
	assert_int_equal(only, ver);
	if (!ver)
		return;
	assert_true(kit_blob_is_whole(row.blob, page, &round));
	assert_int_equal(round, ver);
}
