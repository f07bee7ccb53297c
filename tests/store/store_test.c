#include "store_kit.h"
#include "store_admin.h"
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ASSERT_CONFLICT(call) assert_string_equal(err_name(call), "CONFLICT")

static void page_is_compared_and_swapped(void **state)
{
	struct bed *bed = *state;

	bed_assert_page(bed, 1, 1, 0);
	KIT_OK(bed_put_page(bed, 1, 1, 0, 4096));
	bed_assert_page(bed, 1, 1, 1);
	ASSERT_CONFLICT(bed_put_page(bed, 1, 1, 0, 4096));
	ASSERT_CONFLICT(bed_put_page(bed, 1, 1, 2, 4096));
	ASSERT_CONFLICT(bed_put_page(bed, 1, 2, 1, 4096));
	bed_assert_page(bed, 1, 1, 1);
	KIT_OK(bed_put_page(bed, 1, 1, 1, 65536));
	bed_assert_page(bed, 1, 1, 2);
	commit_delete_page(&bed->commit, kit_id16(1), kit_id16(1), 1);
	ASSERT_CONFLICT(kit_apply(bed->writer, &bed->commit));
	bed_assert_page(bed, 1, 1, 2);
	commit_delete_page(&bed->commit, kit_id16(1), kit_id16(1), 2);
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	bed_assert_page(bed, 1, 1, 0);
	commit_delete_page(&bed->commit, kit_id16(1), kit_id16(1), 2);
	ASSERT_CONFLICT(kit_apply(bed->writer, &bed->commit));
}

static void check_guards_whole_commit(void **state)
{
	struct bed *bed = *state;

	KIT_OK(bed_put_page(bed, 1, 1, 0, 300));
	commit_put_page(&bed->commit, kit_id16(1), kit_id16(2), 0,
			kit_blob(&bed->arena, 2, 1, 300));
	commit_check_page(&bed->commit, kit_id16(1), kit_id16(1), 2);
	ASSERT_CONFLICT(kit_apply(bed->writer, &bed->commit));
	bed_assert_page(bed, 1, 2, 0);
	commit_put_page(&bed->commit, kit_id16(1), kit_id16(2), 0,
			kit_blob(&bed->arena, 2, 1, 300));
	commit_check_page(&bed->commit, kit_id16(1), kit_id16(1), 1);
	commit_check_page(&bed->commit, kit_id16(1), kit_id16(3), 0);
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	bed_assert_page(bed, 1, 2, 1);
}

static void space_is_listed_and_deleted(void **state)
{
	struct bed *bed = *state;
	struct page_mark *mark;
	size_t n;
	struct page_row row;

	for (uint32_t i = 0; i < 150; i++)
		KIT_OK(bed_put_page(bed, 1 + i % 2, i, 0, 1000 + 100 * i));
	store_refresh(bed->store);
	KIT_OK(store_list_pages(bed->store, &bed->arena, kit_id16(1), &mark, &n));
	assert_int_equal(n, 75);
	for (size_t i = 0; i < n; i++) {
		assert_true(!i || memcmp(mark[i - 1].page.b, mark[i].page.b, 16) < 0);
		KIT_OK(store_get_page(bed->store, &bed->arena, kit_id16(1), mark[i].page, &row));
		assert_int_equal(row.ver, mark[i].ver);
		assert_memory_equal(row.blob.p + row.blob.n - 16, mark[i].tag, 16);
	}
	commit_delete_space(&bed->commit, kit_id16(1));
	store_release(bed->store);
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	store_refresh(bed->store);
	KIT_OK(store_list_pages(bed->store, &bed->arena, kit_id16(1), &mark, &n));
	assert_int_equal(n, 0);
	KIT_OK(store_list_pages(bed->store, &bed->arena, kit_id16(2), &mark, &n));
	assert_int_equal(n, 75);
}

static struct err put_account(struct bed *bed, uint32_t login, uint32_t rid, uint32_t ver_was)
{
	commit_put_account(&bed->commit, kit_id32(login), kit_id16(rid), ver_was,
			   kit_blob(&bed->arena, login, ver_was + 1, 2000));
	return kit_apply(bed->writer, &bed->commit);
}

static void account_is_found_by_either_name(void **state)
{
	struct bed *bed = *state;
	struct account_row row;
	uint32_t round;

	KIT_OK(put_account(bed, 1, 11, 0));
	ASSERT_CONFLICT(put_account(bed, 1, 12, 0));
	ASSERT_CONFLICT(put_account(bed, 2, 11, 0)); /* two cannot share a recovery code */
	KIT_OK(put_account(bed, 1, 13, 1));
	store_refresh(bed->store);
	KIT_OK(store_get_account(bed->store, &bed->arena, kit_id32(1), &row));
	assert_int_equal(row.ver, 2);
	assert_true(id16_equal(row.rid, kit_id16(13)));
	assert_true(kit_blob_is_whole(row.blob, 1, &round) && round == 2);
	KIT_OK(store_find_account(bed->store, &bed->arena, kit_id16(11), &row));
	assert_int_equal(row.ver, 0);
	KIT_OK(store_find_account(bed->store, &bed->arena, kit_id16(13), &row));
	assert_true(id32_equal(row.login_id, kit_id32(1)));
	commit_delete_account(&bed->commit, kit_id32(1), 1);
	ASSERT_CONFLICT(kit_apply(bed->writer, &bed->commit));
	for (int again = 0; again < 2; again++) {
		commit_delete_account(&bed->commit, kit_id32(1), 2);
		KIT_OK(kit_apply(bed->writer, &bed->commit));
		store_refresh(bed->store);
		KIT_OK(store_get_account(bed->store, &bed->arena, kit_id32(1), &row));
		assert_int_equal(row.ver, 0);
	}
}

static void put_session(struct bed *bed, uint32_t sid, uint32_t tag, int64_t exp_abs)
{
	struct session_row row = { .day = 9,
				   .exp_abs = exp_abs,
				   .exp_idle = exp_abs - 10,
				   .tag = kit_id32(tag),
				   .blob = kit_blob(&bed->arena, sid, 1, 700) };

	commit_put_session(&bed->commit, kit_id32(sid), &row);
	KIT_OK(kit_apply(bed->writer, &bed->commit));
}

static struct session_row get_session(struct bed *bed, uint32_t sid)
{
	struct session_row row;

	store_refresh(bed->store);
	KIT_OK(store_get_session(bed->store, &bed->arena, kit_id32(sid), &row));
	return row;
}

static size_t count_sessions(struct bed *bed, uint32_t tag, int64_t now)
{
	size_t n;

	store_refresh(bed->store);
	KIT_OK(store_count_sessions(bed->store, kit_id32(tag), now, &n));
	return n;
}

/* A device that goes on writing while another one ends its session does not bring it back. */
static void an_ended_session_stays_ended(void **state)
{
	struct bed *bed = *state;
	struct session_row row = { .day = 9, .exp_abs = 2000, .exp_idle = 1900 };

	row.tag = kit_id32(100);
	row.blob = kit_blob(&bed->arena, 1, 2, 800);
	put_session(bed, 1, 100, 1000);
	commit_reseal_session(&bed->commit, kit_id32(1), &row);
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	assert_int_equal(get_session(bed, 1).blob.n, 800);
	assert_int_equal(get_session(bed, 1).exp_idle, 1900);
	commit_end_sessions(&bed->commit, kit_id32(100), kit_id32(0));
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	commit_reseal_session(&bed->commit, kit_id32(1), &row);
	ASSERT_CONFLICT(kit_apply(bed->writer, &bed->commit));
	assert_int_equal(get_session(bed, 1).blob.n, 0);
	commit_drop_session(&bed->commit, kit_id32(1));
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	commit_reseal_session(&bed->commit, kit_id32(1), &row);
	ASSERT_CONFLICT(kit_apply(bed->writer, &bed->commit));
	assert_int_equal(get_session(bed, 1).day, 0);
}

/* A row that somebody else wrote meanwhile stays as they wrote it; its end stays too. */
static void a_session_is_refreshed_as_it_was(void **state)
{
	struct bed *bed = *state;
	struct bytes was, is = kit_blob(&bed->arena, 1, 2, 800);
	static const uint8_t other[16] = { 1 };

	put_session(bed, 1, 100, 1000);
	was = get_session(bed, 1).blob;
	commit_refresh_session(&bed->commit, kit_id32(1), other, 10, is);
	ASSERT_CONFLICT(kit_apply(bed->writer, &bed->commit));
	assert_int_equal(get_session(bed, 1).day, 9);
	commit_refresh_session(&bed->commit, kit_id32(1), was.p + was.n - 16, 10, is);
	bed->commit.lazy = true;
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	struct session_row row = get_session(bed, 1);

	assert_int_equal(row.day, 10);
	assert_int_equal(row.exp_idle, 990);
	assert_true(str_equal(str_bytes(row.blob), str_bytes(is)));
	commit_refresh_session(&bed->commit, kit_id32(1), was.p + was.n - 16, 9, was);
	ASSERT_CONFLICT(kit_apply(bed->writer, &bed->commit));
	commit_end_session(&bed->commit, kit_id32(1));
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	commit_refresh_session(&bed->commit, kit_id32(1), is.p + is.n - 16, 10, is);
	ASSERT_CONFLICT(kit_apply(bed->writer, &bed->commit));
	assert_int_equal(get_session(bed, 1).blob.n, 0);
}

static struct bytes get_side(struct bed *bed, uint32_t sid)
{
	struct bytes blob;

	store_refresh(bed->store);
	KIT_OK(store_get_side(bed->store, &bed->arena, kit_id32(sid), &blob));
	return blob;
}

static struct err put_side(struct bed *bed, uint32_t sid, size_t n)
{
	commit_put_side(&bed->commit, kit_id32(sid), kit_blob(&bed->arena, sid, 1, n));
	bed->commit.lazy = true;
	return kit_apply(bed->writer, &bed->commit);
}

static void end_one(struct commit *c)
{
	commit_end_session(c, kit_id32(1));
}

static void end_all(struct commit *c)
{
	commit_end_sessions(c, kit_id32(100), kit_id32(3));
}

static void drop_one(struct commit *c)
{
	commit_drop_session(c, kit_id32(1));
}

static void drop_all(struct commit *c)
{
	commit_drop_sessions(c, kit_id32(100));
}

static void end_by_row(struct commit *c)
{
	commit_put_session(c, kit_id32(1), &(struct session_row){ .day = 1, .exp_abs = 1000 });
}

static void end_alone(struct commit *c)
{
	commit_end_sessions(c, kit_id32(100), (struct id32){ { 0 } });
}

static size_t count_damage(struct bed *bed)
{
	size_t bad = 0;

	KIT_OK(store_check(str_c(bed->directory), NULL, NULL, &bad));
	return bad;
}

/* In whatever way a session ends, what stands beside it goes in the same moment, and one that comes
 * late, because nobody waited for it, does not bring anything back. */
static void what_stands_beside_goes_with_it(void **state)
{
	static void (*const ends[])(struct commit *) = { end_one,    end_all,  end_alone,
							 end_by_row, drop_one, drop_all };
	struct bed *bed = *state;

	ASSERT_CONFLICT(put_side(bed, 1, 500));
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		for (uint32_t sid = 1; sid <= 3; sid++)
			put_session(bed, sid, sid == 2 ? 101 : 100, 1000);
		for (uint32_t sid = 1; sid <= 3; sid++)
			KIT_OK(put_side(bed, sid, 500));
		KIT_OK(put_side(bed, 1, 600));
		assert_int_equal(get_side(bed, 1).n, 600);
		assert_int_equal(get_side(bed, 2).n, 500);
		assert_int_equal(count_sessions(bed, 100, 500), 2);
		ends[i](&bed->commit);
		KIT_OK(kit_apply(bed->writer, &bed->commit));
		assert_int_equal(get_side(bed, 1).n, 0);
		assert_int_equal(get_side(bed, 2).n, 500);
		assert_int_equal(get_side(bed, 3).n,
				 ends[i] == drop_all || ends[i] == end_alone ? 0 : 500);
		assert_int_equal(count_damage(bed), 0);
		ASSERT_CONFLICT(put_side(bed, 1, 500));
		assert_int_equal(get_side(bed, 1).n, 0);
		put_session(bed, 1, 100, 1000);
		assert_int_equal(get_side(bed, 1).n, 0);
	}
	/* Purged a day after its last end. */
	KIT_OK(put_side(bed, 1, 500));
	store_writer_idle(bed->writer, 1000 + 24 * 3600 - 1);
	assert_int_equal(get_side(bed, 1).n, 500);
	store_writer_idle(bed->writer, 1000 + 24 * 3600 + 400);
	assert_int_equal(get_session(bed, 1).day, 0);
	assert_int_equal(get_side(bed, 1).n, 0);
	assert_int_equal(count_damage(bed), 0);
}

static void run_sql(struct bed *bed, const char *sql)
{
	char path[200];
	sqlite3 *file;

	(void)snprintf(path, sizeof path, "%s/sessions.db", bed->directory);
	assert_int_equal(sqlite3_open(path, &file), SQLITE_OK);
	assert_int_equal(sqlite3_exec(file, sql, NULL, NULL, NULL), SQLITE_OK);
	(void)sqlite3_close(file);
}

/* Files of before there was anything beside a session. */
static void older_sessions_get_a_side(void **state)
{
	struct bed *bed = *state;
	put_session(bed, 1, 100, 1000);
	store_close(bed->store);
	store_writer_close(bed->writer);
	run_sql(bed, "DROP TABLE side");
	assert_int_equal(count_damage(bed), 0);
	KIT_OK(store_writer_open(&bed->writer, str_c(bed->directory)));
	KIT_OK(store_open(&bed->store, str_c(bed->directory)));
	KIT_OK(put_side(bed, 1, 500));
	end_one(&bed->commit);
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	assert_int_equal(get_side(bed, 1).n, 0);
}

/* The engines have one meaning: none of it stands in the database itself. */
static void nothing_is_left_to_triggers(void **state)
{
	struct bed *bed = *state;

	store_close(bed->store);
	store_writer_close(bed->writer);
	run_sql(bed, "CREATE TRIGGER side_drop AFTER DELETE ON session BEGIN"
		     " DELETE FROM side WHERE sid=old.sid; END;"
		     "INSERT INTO side VALUES (x'01', x'02')");
	assert_int_equal(count_damage(bed), 1); /* what the check is worth */
	KIT_OK(store_writer_open(&bed->writer, str_c(bed->directory)));
	KIT_OK(store_open(&bed->store, str_c(bed->directory)));
	run_sql(bed, "DELETE FROM side; SELECT CASE count(*) WHEN 0 THEN 0 ELSE"
		     " abs(-9223372036854775807-1) END FROM sqlite_schema WHERE type='trigger'");
	assert_int_equal(count_damage(bed), 0);
}

static void session_lives_and_ends(void **state)
{
	struct bed *bed = *state;
	struct session_row row;

	assert_int_equal(get_session(bed, 1).day, 0);
	for (uint32_t i = 1; i <= 4; i++)
		put_session(bed, i, 100, 1000);
	put_session(bed, 5, 101, 1000);
	assert_int_equal(count_sessions(bed, 100, 500), 4);
	assert_int_equal(count_sessions(bed, 100, 990), 0);
	row = get_session(bed, 1);
	assert_int_equal(row.day, 9);
	assert_int_equal(row.exp_abs, 1000);
	assert_int_equal(row.exp_idle, 990);
	assert_true(id32_equal(row.tag, kit_id32(100)));
	assert_int_equal(row.blob.n, 700);
	commit_touch_session(&bed->commit, kit_id32(1), 995);
	commit_end_session(&bed->commit, kit_id32(2));
	commit_touch_session(&bed->commit, kit_id32(2), 2000); /* ended: stays as it is */
	bed->commit.lazy = true;
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	assert_int_equal(get_session(bed, 1).exp_idle, 995);
	assert_int_equal(get_session(bed, 2).blob.n, 0);
	assert_int_equal(get_session(bed, 2).exp_idle, 990);
	commit_end_sessions(&bed->commit, kit_id32(100), kit_id32(3));
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	assert_int_equal(count_sessions(bed, 100, 500), 1);
	assert_int_equal(get_session(bed, 3).blob.n, 700);
	commit_drop_session(&bed->commit, kit_id32(3));
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	assert_int_equal(get_session(bed, 3).day, 0);
	commit_drop_sessions(&bed->commit, kit_id32(100));
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	assert_int_equal(get_session(bed, 1).day, 0);
	assert_int_equal(get_session(bed, 5).day, 9);
}

static void ended_rows_are_purged_after_a_day(void **state)
{
	struct bed *bed = *state;
	int64_t day = 24 * 3600;

	put_session(bed, 1, 100, 1000);		  /* long past */
	put_session(bed, 2, 100, 1000 + 2 * day); /* alive */
	put_session(bed, 3, 100, 1000 + 2 * day); /* ended now: kept for late posts */
	commit_end_session(&bed->commit, kit_id32(3));
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	store_writer_idle(bed->writer, 1000 + day);
	assert_int_equal(get_session(bed, 1).day, 9);
	store_writer_idle(bed->writer, 1000 + day + 301);
	assert_int_equal(get_session(bed, 1).day, 0);
	assert_int_equal(get_session(bed, 2).day, 9);
	assert_int_equal(get_session(bed, 3).day, 9);
	commit_touch_session(&bed->commit, kit_id32(2), 1000 + 9 * day);
	KIT_OK(kit_apply(bed->writer, &bed->commit));
	store_writer_idle(bed->writer, 1000 + 3 * day);
	assert_int_equal(get_session(bed, 2).day, 9);
	assert_int_equal(get_session(bed, 3).day, 0);
}

static void one_failing_leaves_the_others(void **state)
{
	struct bed *bed = *state;
	static struct commit commit[300];
	const struct commit *group[300];
	struct err answer[300];

	for (uint32_t i = 0; i < 300; i++) {
		commit[i] = (struct commit){ 0 };
		commit_put_page(&commit[i], kit_id16(7), kit_id16(i), 0,
				kit_blob(&bed->arena, i, 1, 500));
		commit_touch_session(&commit[i], kit_id32(i), 5);
		if (i % 3 == 1)
			commit_check_page(&commit[i], kit_id16(7), kit_id16(i), 4);
		if (i % 50 == 2)
			commit_put_account(&commit[i], kit_id32(i), kit_id16(i), 0,
					   kit_blob(&bed->arena, i, 1, 500));
		group[i] = &commit[i];
	}
	commit[299].op[0].kind = 99;
	store_writer_apply(bed->writer, group, 300, answer);
	for (uint32_t i = 0; i < 300; i++) {
		const char *want = i == 299 ? "BAD_REQUEST" : i % 3 == 1 ? "CONFLICT" : "NONE";

		assert_string_equal(err_name(answer[i]), want);
		bed_assert_page(bed, 7, i, i % 3 == 1 || i == 299 ? 0 : 1);
	}
}

static void too_large_is_refused(void **state)
{
	struct bed *bed = *state;
	static uint8_t large[COMMIT_BLOB_MAX + 1];

	commit_put_page(&bed->commit, kit_id16(1), kit_id16(1), 0, BYTES(large));
	assert_string_equal(err_name(kit_apply(bed->writer, &bed->commit)), "BAD_REQUEST");
	KIT_OK(bed_put_page(bed, 1, 1, 0, COMMIT_BLOB_MAX));
	bed_assert_page(bed, 1, 1, 1);
}

static void second_writer_is_refused(void **state)
{
	struct bed *bed = *state;
	struct store_writer *second;

	assert_string_equal(err_name(store_writer_open(&second, str_c(bed->directory))), "CONFIG");
	KIT_OK(bed_put_page(bed, 1, 1, 0, 4096));
}

static void mark_file(struct bed *bed, const char *pragma)
{
	char path[200];
	sqlite3 *db;

	store_close(bed->store);
	store_writer_close(bed->writer);
	bed->store = NULL;
	bed->writer = NULL;
	(void)snprintf(path, sizeof path, "%s/pages.db", bed->directory);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, pragma, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void assert_refused(struct bed *bed)
{
	assert_string_equal(err_name(store_open(&bed->store, str_c(bed->directory))), "CONFIG");
	assert_string_equal(err_name(store_writer_open(&bed->writer, str_c(bed->directory))),
			    "CONFIG");
	bed->store = NULL;
	bed->writer = NULL;
}

static void newer_file_is_refused(void **state)
{
	mark_file(*state, "PRAGMA user_version=2");
	assert_refused(*state);
	mark_file(*state, "PRAGMA user_version=1; PRAGMA application_id=7");
	assert_refused(*state);
}

static void other_file_is_refused(void **state)
{
	struct bed *bed = *state;
	char path[200];

	mark_file(bed, "PRAGMA user_version");
	(void)snprintf(path, sizeof path, "%s/pages.db", bed->directory);
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	for (int i = 0; i < 4000; i++)
		(void)fputs("some letter ", f);
	assert_int_equal(fclose(f), 0);
	assert_refused(bed);
}

static void files_are_kept_from_others(void **state)
{
	struct bed *bed = *state;
	static const char *const name[] = { "keyring.db", "pages.db", "sessions.db", "pages.db-wal",
					    "changes" };

	for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
		char path[200];
		struct stat st;

		(void)snprintf(path, sizeof path, "%s/%s", bed->directory, name[i]);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 077, 0);
	}
}

/* In a child of another user, for whom nothing here is writable. */
static int read_as_nobody(struct bed *bed)
{
	struct store *s;
	struct page_row row;
	char path[200];

	(void)snprintf(path, sizeof path, "%s/x", bed->directory);
	if (setgid(65534) || setuid(65534) || open(path, O_CREAT | O_WRONLY, 0600) >= 0)
		return 2;
	if (!err_is(store_open(&s, str_c(bed->directory)), ERR_NONE))
		return 3;
	struct err e = store_get_page(s, &bed->arena, kit_id16(1), kit_id16(1), &row);

	store_close(s);
	return err_is(e, ERR_NONE) && row.ver == 1 ? 0 : 4;
}

static void read_only_directory_is_read(void **state)
{
	struct bed *bed = *state;
	static const char *const name[] = { "keyring.db",
					    "pages.db",
					    "sessions.db",
					    "keyring.db-wal",
					    "pages.db-wal",
					    "sessions.db-wal",
					    "keyring.db-shm",
					    "pages.db-shm",
					    "sessions.db-shm",
					    "changes",
					    "." };
	int status;

	if (geteuid() != 0)
		skip();
	KIT_OK(bed_put_page(bed, 1, 1, 0, 4096));
	store_close(bed->store);
	bed->store = NULL;
	for (int is_closed = 0; is_closed < 2; is_closed++) {
		for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
			char path[200];

			(void)snprintf(path, sizeof path, "%s/%s", bed->directory, name[i]);
			assert_int_equal(chmod(path, i == 10 ? 0555 : 0444), 0);
		}
		pid_t child = fork();

		if (child == 0)
			_exit(read_as_nobody(bed));
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
		if (!is_closed)
			store_writer_close(bed->writer);
		bed->writer = NULL;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(page_is_compared_and_swapped),
		TEST(check_guards_whole_commit),
		TEST(space_is_listed_and_deleted),
		TEST(account_is_found_by_either_name),
		TEST(session_lives_and_ends),
		TEST(an_ended_session_stays_ended),
		TEST(a_session_is_refreshed_as_it_was),
		TEST(what_stands_beside_goes_with_it),
		TEST(ended_rows_are_purged_after_a_day),
		TEST(one_failing_leaves_the_others),
		TEST(too_large_is_refused),
	};
	const struct CMUnitTest of_files[] = {
		TEST(older_sessions_get_a_side),   TEST(nothing_is_left_to_triggers),
		TEST(second_writer_is_refused),	   TEST(newer_file_is_refused),
		TEST(other_file_is_refused),	   TEST(files_are_kept_from_others),
		TEST(read_only_directory_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) +
	       (kit_is_server() ? 0 : cmocka_run_group_tests(of_files, NULL, NULL));
}
