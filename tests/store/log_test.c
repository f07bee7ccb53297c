/* What readers hold, and when the log behind the writer is emptied. */
#include "store_kit.h"
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void snapshot_is_held_until_refreshed(void **state)
{
	struct bed *bed = *state;
	struct store *other;
	struct page_row row;

	KIT_OK(store_open(&other, str_c(bed->directory)));
	KIT_OK(bed_put_page(bed, 1, 1, 0, 4096));
	bed_assert_page(bed, 1, 1, 1);
	KIT_OK(store_get_page(other, &bed->arena, kit_id16(1), kit_id16(1), &row));
	KIT_OK(bed_put_page(bed, 1, 1, 1, 4096));
	bed_assert_page(bed, 1, 1, 2); /* refreshed by bed_assert_page */
	KIT_OK(store_get_page(other, &bed->arena, kit_id16(1), kit_id16(1), &row));
	assert_int_equal(row.ver, 1); /* the other one still reads what it began with */
	store_refresh(other);
	KIT_OK(store_get_page(other, &bed->arena, kit_id16(1), kit_id16(1), &row));
	assert_int_equal(row.ver, 2);
	store_close(other);
}

static void *release_when_asked(void *context)
{
	struct store *s = context;

	for (int i = 0; i < 1000 && !store_is_drain_wanted(s); i++)
		(void)usleep(1000);
	(void)usleep(50000);
	store_release(s);
	return NULL;
}

static void hold(struct bed *bed)
{
	struct page_row row;

	store_refresh(bed->store);
	KIT_OK(store_get_page(bed->store, &bed->arena, kit_id16(1), kit_id16(1), &row));
}

static void drain_waits_for_a_reader(void **state)
{
	struct bed *bed = *state;
	pthread_t thread;

	KIT_OK(bed_put_page(bed, 1, 1, 0, 4096));
	hold(bed);
	assert_int_equal(pthread_create(&thread, NULL, release_when_asked, bed->store), 0);
	commit_delete_space(&bed->commit, kit_id16(1));
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	(void)pthread_join(thread, NULL);
	assert_false(store_is_drain_wanted(bed->store));
	bed_assert_page(bed, 1, 1, 0);
}

/* The bytes of a deleted row are nowhere in the files once the answer is OK. */
static void drain_leaves_no_bytes(void **state)
{
	struct bed *bed = *state;
	struct bytes blob = kit_blob(&bed->arena, 1, 1, 60000);
	struct bytes needle = { blob.p + 40000, 64 };

	KIT_OK(bed_put_page(bed, 1, 1, 0, 60000));
	assert_true(kit_file_has(bed->directory, "pages.db-wal", needle));
	hold(bed);
	commit_delete_space(&bed->commit, kit_id16(1));
	assert_string_equal(err_name(kit_apply(bed->writer, &bed->commit)), "STORE");
	assert_true(store_is_drain_wanted(bed->store));
	assert_true(kit_file_has(bed->directory, "pages.db-wal", needle));
	bed_assert_page(bed, 1, 1, 0); /* gone for every reader all the same */
	store_release(bed->store);
	store_writer_idle(bed->writer, 0);
	assert_false(store_is_drain_wanted(bed->store));
	assert_false(kit_file_has(bed->directory, "pages.db-wal", needle));
	assert_false(kit_file_has(bed->directory, "pages.db", needle));
	commit_delete_space(&bed->commit, kit_id16(1));
	KIT_OK(kit_apply(bed->writer, &bed->commit));
}

/* A writer that ends before the log could be emptied leaves the duty to the next. */
static void drain_is_taken_over(void **state)
{
	struct bed *bed = *state;
	struct bytes blob = kit_blob(&bed->arena, 1, 1, 60000);
	struct bytes needle = { blob.p + 40000, 64 };

	KIT_OK(bed_put_page(bed, 1, 1, 0, 60000));
	hold(bed);
	commit_delete_space(&bed->commit, kit_id16(1));
	assert_string_equal(err_name(kit_apply(bed->writer, &bed->commit)), "STORE");
	store_writer_close(bed->writer);
	KIT_OK(store_writer_open(&bed->writer, str_c(bed->directory)));
	assert_true(store_is_drain_wanted(bed->store));
	assert_true(kit_file_has(bed->directory, "pages.db-wal", needle));
	store_refresh(bed->store);
	store_writer_idle(bed->writer, 0);
	assert_false(store_is_drain_wanted(bed->store));
	assert_false(kit_file_has(bed->directory, "pages.db-wal", needle));
}

static void log_is_settled_under_load(void **state)
{
	struct bed *bed = *state;
	struct stat st;
	char path[200];

	(void)snprintf(path, sizeof path, "%s/pages.db-wal", bed->directory);
	for (uint32_t i = 0; i < 700; i++)
		KIT_OK(bed_put_page(bed, 1, i, 0, 65536));
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size < 24 << 20); /* of about 48 MiB written, never idle */
}

static void log_is_settled_between_groups(void **state)
{
	struct bed *bed = *state;
	struct stat st;
	char path[200];

	(void)snprintf(path, sizeof path, "%s/pages.db-wal", bed->directory);
	for (uint32_t i = 0; i < 400; i++) {
		KIT_OK(bed_put_page(bed, 1, i, 0, 65536));
		store_refresh(bed->store);
		store_writer_idle(bed->writer, 1);
	}
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size < 12 << 20); /* of about 30 MiB written */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(snapshot_is_held_until_refreshed),
		TEST(drain_waits_for_a_reader),
		TEST(drain_leaves_no_bytes),
		TEST(drain_is_taken_over),
		TEST(log_is_settled_between_groups),
		TEST(log_is_settled_under_load),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
