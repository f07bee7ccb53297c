#include "store_kit.h"
#include "store_admin.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
	const char *directory;
	char copy[120], back[120];
	struct store_writer *writer;
	struct arena arena;
	struct commit commit;
};

static int place_make(void **state)
{
	static struct place bed;

	bed = (struct place){ .directory = kit_directory() };
	(void)snprintf(bed.copy, sizeof bed.copy, "%s.copy", bed.directory);
	(void)snprintf(bed.back, sizeof bed.back, "%s.back", bed.directory);
	arena_init(&bed.arena, 65536, 64u << 20);
	KIT_OK(store_writer_open(&bed.writer, str_c(bed.directory)));
	for (uint32_t i = 0; i < 200; i++)
		commit_put_page(&bed.commit, kit_id16(i % 9), kit_id16(i), 0,
				kit_blob(&bed.arena, i, 1, 20000));
	commit_put_account(&bed.commit, kit_id32(1), kit_id16(1), 0,
			   kit_blob(&bed.arena, 1, 1, 2000));
	KIT_OK(kit_apply(bed.writer, &bed.commit));
	*state = &bed;
	return 0;
}

static int place_remove(void **state)
{
	struct place *bed = *state;

	store_writer_close(bed->writer);
	kit_remove(bed->directory);
	kit_remove(bed->copy);
	kit_remove(bed->back);
	arena_end(&bed->arena);
	return 0;
}

struct found {
	int64_t accounts, pages, spaces;
};

static void look(void *context, const struct store_finding *f)
{
	struct found *found = context;

	if (strcmp(f->what, "accounts") == 0)
		found->accounts = f->count;
	if (strcmp(f->what, "pages") == 0)
		found->pages = f->count;
	if (strcmp(f->what, "spaces") == 0)
		found->spaces = f->count;
}

static void backup_comes_back(void **state)
{
	struct place *bed = *state;
	struct found found = { 0 };
	struct store_writer *w;
	struct store *s;
	struct page_row row;
	struct stat st;
	char path[200];
	size_t bad;
	uint32_t round;

	KIT_OK(store_backup(str_c(bed->directory), str_c(bed->copy), 30));
	(void)snprintf(path, sizeof path, "%s/sessions.db", bed->copy);
	assert_int_not_equal(stat(path, &st), 0);
	(void)snprintf(path, sizeof path, "%s/keyring.db", bed->copy);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 077, 0);
	KIT_OK(store_check(str_c(bed->copy), look, &found, &bad));
	assert_int_equal(bad, 0);
	assert_true(found.accounts == 1 && found.pages == 200 && found.spaces == 9);
	assert_string_equal(err_name(store_backup(str_c(bed->directory), str_c(bed->copy), 30)),
			    "CONFIG");
	assert_string_equal(err_name(store_restore(str_c(bed->copy), str_c(bed->directory))),
			    "CONFIG");
	KIT_OK(store_restore(str_c(bed->copy), str_c(bed->back)));
	KIT_OK(store_writer_open(&w, str_c(bed->back)));
	KIT_OK(store_open(&s, str_c(bed->back)));
	KIT_OK(store_get_page(s, &bed->arena, kit_id16(7 % 9), kit_id16(7), &row));
	assert_true(kit_blob_is_whole(row.blob, 7, &round) && round == 1);
	store_close(s);
	store_writer_close(w);
}

struct busy {
	struct place *bed;
	bool is_over;
	uint32_t drains, failed;
};

static void *drain_often(void *context)
{
	struct busy *busy = context;
	static struct commit c;

	while (!__atomic_load_n(&busy->is_over, __ATOMIC_ACQUIRE)) {
		commit_delete_space(&c, kit_id16(1000 + busy->drains++));
		busy->failed += !err_is(kit_apply(busy->bed->writer, &c), ERR_NONE);
		(void)usleep(20000);
	}
	return NULL;
}

/* Logs are emptied while a copy is being made, and the copy is still of one moment. */
static void backup_lets_the_writer_drain(void **state)
{
	struct place *bed = *state;
	struct busy busy = { .bed = bed };
	struct found found = { 0 };
	pthread_t thread;
	size_t bad;

	assert_int_equal(pthread_create(&thread, NULL, drain_often, &busy), 0);
	for (int i = 0; i < 5; i++) {
		kit_remove(bed->copy);
		KIT_OK(store_backup(str_c(bed->directory), str_c(bed->copy), 30));
	}
	__atomic_store_n(&busy.is_over, true, __ATOMIC_RELEASE);
	(void)pthread_join(thread, NULL);
	assert_true(busy.drains > 0);
	assert_int_equal(busy.failed, 0);
	KIT_OK(store_check(str_c(bed->copy), look, &found, &bad));
	assert_true(bad == 0 && found.pages == 200);
}

static void damage(const char *directory, const char *sql)
{
	char path[200];
	sqlite3 *db;

	(void)snprintf(path, sizeof path, "%s/pages.db", directory);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void wrong_rows_are_found(void **state)
{
	struct place *bed = *state;
	struct found found;
	size_t bad;

	KIT_OK(store_backup(str_c(bed->directory), str_c(bed->copy), 30));
	damage(bed->copy, "UPDATE page SET tag=zeroblob(16) WHERE ver=1");
	KIT_OK(store_check(str_c(bed->copy), look, &found, &bad));
	assert_int_equal(bad, 1);
	assert_string_equal(err_name(store_restore(str_c(bed->copy), str_c(bed->back))), "STORE");
}

static void damaged_backup_is_not_restored(void **state)
{
	struct place *bed = *state;
	struct found found;
	char path[200];
	size_t bad = 0;

	KIT_OK(store_backup(str_c(bed->directory), str_c(bed->copy), 30));
	(void)snprintf(path, sizeof path, "%s/pages.db", bed->copy);
	FILE *f = fopen(path, "r+b");

	assert_non_null(f);
	for (long page = 3; page < 80; page++) {
		assert_int_equal(fseek(f, page * 4096, SEEK_SET), 0);
		for (int i = 0; i < 64; i++)
			(void)fputc(0xee, f);
	}
	assert_int_equal(fclose(f), 0);
	KIT_OK(store_check(str_c(bed->copy), look, &found, &bad));
	assert_true(bad > 0);
	assert_string_equal(err_name(store_restore(str_c(bed->copy), str_c(bed->back))), "STORE");
	assert_string_equal(err_name(store_restore(str_c(bed->back), str_c(bed->back))), "CONFIG");
}

#define PLACE_TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(backup_comes_back),
		PLACE_TEST(backup_lets_the_writer_drain),
		PLACE_TEST(wrong_rows_are_found),
		PLACE_TEST(damaged_backup_is_not_restored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
