/* What only a server of databases can do to the store: several writers at once, an end in the
 * middle. Run by postgres.py. */
#include "store_kit.h"
#include "store_admin.h"
#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ROUNDS 150

static void sql(const char *text)
{
	PGconn *c = PQconnectdb(getenv("REJOIN_TEST_STORE"));
	PGresult *r = PQexec(c, text);

	assert_true(PQresultStatus(r) == PGRES_TUPLES_OK || PQresultStatus(r) == PGRES_COMMAND_OK);
	PQclear(r);
	PQfinish(c);
}

static void end_all_connections(void)
{
	sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
	    "application_name='rejoin'");
	(void)usleep(100000);
}

/* --- two machines */

struct machine {
	struct store_writer *writer;
	const char *address;
	uint32_t first, second; /* pages, in this order */
	uint32_t done, conflicts, other;
	pthread_t thread;
};

static void machine_step(struct machine *m, struct store *s, struct arena *a, struct commit *c)
{
	uint32_t ver[2];
	struct err e;

	store_refresh(s);
	e = store_get_page_version(s, kit_id16(1), kit_id16(m->first), &ver[0]);
	m->other += !err_is(e, ERR_NONE);
	e = store_get_page_version(s, kit_id16(1), kit_id16(m->second), &ver[1]);
	m->other += !err_is(e, ERR_NONE);
	*c = (struct commit){ 0 };
	commit_put_page(c, kit_id16(1), kit_id16(m->first), ver[0],
			kit_blob(a, m->first, ver[0] + 1, 600));
	commit_put_page(c, kit_id16(1), kit_id16(m->second), ver[1],
			kit_blob(a, m->second, ver[1] + 1, 600));
	const struct commit *one = c;

	store_writer_apply(m->writer, &one, 1, &e);
	m->done += err_is(e, ERR_NONE) ? 1 : 0;
	m->conflicts += err_is(e, ERR_CONFLICT) ? 1 : 0;
	m->other += !err_is(e, ERR_NONE) && !err_is(e, ERR_CONFLICT);
}

static void *machine_run(void *context)
{
	struct machine *m = context;
	struct commit *c = calloc(1, sizeof *c);
	struct store *s;
	struct arena a;

	arena_init(&a, 65536, 64u << 20);
	if (err_is(store_open(&s, str_c(m->address)), ERR_NONE)) {
		for (int i = 0; i < ROUNDS; i++) {
			machine_step(m, s, &a, c);
			arena_reset(&a);
		}
		store_close(s);
	}
	arena_end(&a);
	free(c);
	return NULL;
}

static void machines_run(struct bed *bed, struct machine m[2])
{
	for (int i = 0; i < 2; i++) {
		m[i].address = bed->directory;
		KIT_OK(store_writer_open(&m[i].writer, str_c(bed->directory)));
		assert_int_equal(pthread_create(&m[i].thread, NULL, machine_run, &m[i]), 0);
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(pthread_join(m[i].thread, NULL), 0);
		store_writer_close(m[i].writer);
		assert_int_equal(m[i].other, 0);
		assert_int_equal(m[i].done + m[i].conflicts, ROUNDS);
		assert_true(m[i].done > 5);
	}
}

/* Each waits for what the other holds: the server ends one of them, and it is tried again unseen.
 */
static void two_machines_in_each_others_way(void **state)
{
	struct bed *bed = *state;
	struct machine m[2] = { { .first = 1, .second = 2 }, { .first = 2, .second = 1 } };

	KIT_OK(bed_put_page(bed, 1, 1, 0, 600));
	KIT_OK(bed_put_page(bed, 1, 2, 0, 600));
	machines_run(bed, m);
	/* Nothing was counted twice, nothing was lost. */
	bed_assert_page(bed, 1, 1, 1 + m[0].done + m[1].done);
	bed_assert_page(bed, 1, 2, 1 + m[0].done + m[1].done);
}

struct race {
	struct store_writer *writer;
	uint32_t looks_at, writes, ver;
	struct err answer[ROUNDS];
	pthread_t thread;
};

static pthread_barrier_t together;

/* Writes a page when another one is as it was: `ver` for both. */
static void *race_run(void *context)
{
	struct race *r = context;
	struct commit *c = calloc(1, sizeof *c);
	struct arena a;

	arena_init(&a, 65536, 64u << 20);
	for (uint32_t i = 0; i < ROUNDS; i++) {
		const struct commit *one = c;

		*c = (struct commit){ 0 };
		commit_check_page(c, kit_id16(2), kit_id16(2 * i + r->looks_at), r->ver);
		commit_put_page(c, kit_id16(2), kit_id16(2 * i + r->writes), r->ver,
				kit_blob(&a, 1, 1, 100));
		(void)pthread_barrier_wait(&together);
		store_writer_apply(r->writer, &one, 1, &r->answer[i]);
	}
	arena_end(&a);
	free(c);
	return NULL;
}

/* What is checked stays so until the commit stands: of two who each look at what the other writes,
 * one holds. */
static void race(struct bed *bed, uint32_t ver)
{
	static struct race r[2];
	uint32_t both = 0, one = 0;

	r[0] = (struct race){ .looks_at = 0, .writes = 1, .ver = ver };
	r[1] = (struct race){ .looks_at = 1, .writes = 0, .ver = ver };
	assert_int_equal(pthread_barrier_init(&together, NULL, 2), 0);
	for (int i = 0; i < 2; i++) {
		KIT_OK(store_writer_open(&r[i].writer, str_c(bed->directory)));
		assert_int_equal(pthread_create(&r[i].thread, NULL, race_run, &r[i]), 0);
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(pthread_join(r[i].thread, NULL), 0);
		store_writer_close(r[i].writer);
	}
	for (int i = 0; i < ROUNDS; i++) {
		bool is_first = err_is(r[0].answer[i], ERR_NONE);
		bool is_second = err_is(r[1].answer[i], ERR_NONE);

		both += is_first && is_second;
		one += is_first != is_second;
		assert_true(is_first || err_is(r[0].answer[i], ERR_CONFLICT));
		assert_true(is_second || err_is(r[1].answer[i], ERR_CONFLICT));
	}
	assert_int_equal(both, 0);
	assert_int_equal(one, ROUNDS);
}

static void what_is_absent_stays(void **state)
{
	race(*state, 0);
}

static void what_is_checked_stays(void **state)
{
	struct bed *bed = *state;

	for (uint32_t i = 0; i < 2 * ROUNDS; i++)
		KIT_OK(bed_put_page(bed, 2, i, 0, 100));
	race(bed, 1);
}

/* --- one machine */

static void a_request_sees_one_moment(void **state)
{
	struct bed *bed = *state;
	uint32_t ver;

	KIT_OK(bed_put_page(bed, 1, 1, 0, 600));
	bed_assert_page(bed, 1, 1, 1);
	KIT_OK(bed_put_page(bed, 1, 1, 1, 600));
	KIT_OK(bed_put_page(bed, 1, 2, 0, 600));
	KIT_OK(store_get_page_version(bed->store, kit_id16(1), kit_id16(1), &ver));
	assert_int_equal(ver, 1);
	KIT_OK(store_get_page_version(bed->store, kit_id16(1), kit_id16(2), &ver));
	assert_int_equal(ver, 0);
	store_refresh(bed->store);
	KIT_OK(store_get_page_version(bed->store, kit_id16(1), kit_id16(1), &ver));
	assert_int_equal(ver, 2);
	store_release(bed->store);
	store_release(bed->store);
	bed_assert_page(bed, 1, 2, 1);
}

static void spaces_are_watched(void **state)
{
	struct bed *bed = *state;
	static struct id16 space[1500];
	static uint64_t before[1500], after[1500];

	for (uint32_t i = 0; i < 1500; i++)
		space[i] = kit_id16(i);
	KIT_OK(bed_put_page(bed, 3, 1, 0, 600));
	KIT_OK(bed_put_page(bed, 1400, 1, 0, 600));
	assert_true(store_is_watched(bed->store));
	KIT_OK(store_watch(bed->store, space, 1500, before));
	KIT_OK(bed_put_page(bed, 1400, 1, 1, 600));
	KIT_OK(bed_put_page(bed, 1401, 1, 0, 600));
	store_refresh(bed->store);
	KIT_OK(store_watch(bed->store, space, 1500, after));
	for (uint32_t i = 0; i < 1500; i++)
		assert_int_equal(before[i] != after[i], i == 1400 || i == 1401);
}

static void a_lost_server_is_said(void **state)
{
	struct bed *bed = *state;
	struct page_row row;
	struct store *s;

	KIT_OK(bed_put_page(bed, 1, 1, 0, 600));
	bed_assert_page(bed, 1, 1, 1);
	assert_false(store_is_lost(bed->store));
	assert_false(store_writer_is_lost(bed->writer));
	end_all_connections();
	assert_string_equal(err_name(bed_put_page(bed, 1, 1, 1, 600)), "STORE");
	assert_true(store_writer_is_lost(bed->writer));
	assert_string_equal(
		err_name(store_get_page(bed->store, &bed->arena, kit_id16(1), kit_id16(1), &row)),
		"STORE");
	assert_true(store_is_lost(bed->store));
	store_release(bed->store);
	store_writer_idle(bed->writer, 1);
	KIT_OK(store_open(&s, str_c(bed->directory)));
	KIT_OK(store_get_page(s, &bed->arena, kit_id16(1), kit_id16(1), &row));
	assert_int_equal(row.ver, 1);
	end_all_connections();
	assert_true(store_is_lost(s)); /* without asking it anything */
	store_close(s);
	/* One that is away from the beginning. */
	KIT_OK(store_open(&s, STR("postgresql://rejoin@/postgres?host=/tmp/nowhere")));
	assert_true(store_is_lost(s));
	store_close(s);
}

static void other_tables_are_refused(void **state)
{
	struct bed *bed = *state;
	struct store_writer *w;
	struct store *s;
	char text[200];

	(void)snprintf(text, sizeof text, "COMMENT ON TABLE %s.page IS 'rejoin 2'",
		       strstr(bed->directory, "%3D") + 3);
	sql(text);
	assert_string_equal(err_name(store_writer_open(&w, str_c(bed->directory))), "CONFIG");
	assert_string_equal(err_name(store_open(&s, str_c(bed->directory))), "CONFIG");
	assert_string_equal(err_name(store_make(str_c(bed->directory))), "CONFIG");
}

static void damage_is_found(void **state)
{
	struct bed *bed = *state;
	const char *schema = strstr(bed->directory, "%3D") + 3;
	char text[300];
	size_t bad;

	KIT_OK(bed_put_page(bed, 1, 1, 0, 600));
	KIT_OK(store_make(str_c(bed->directory))); /* once more does nothing */
	KIT_OK(store_check(str_c(bed->directory), NULL, NULL, &bad));
	assert_int_equal(bad, 0);
	(void)snprintf(text, sizeof text,
		       "UPDATE %s.page SET blob='\\x00'||blob||'\\x00';"
		       "INSERT INTO %s.side VALUES ('x', 'x')",
		       schema, schema);
	sql(text);
	KIT_OK(store_check(str_c(bed->directory), NULL, NULL, &bad));
	assert_int_equal(bad, 2);
	assert_string_equal(err_name(store_backup(str_c(bed->directory), STR("/tmp/none"), 1)),
			    "CONFIG");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(two_machines_in_each_others_way),
		TEST(what_is_checked_stays),
		TEST(what_is_absent_stays),
		TEST(a_request_sees_one_moment),
		TEST(spaces_are_watched),
		TEST(a_lost_server_is_said),
		TEST(other_tables_are_refused),
		TEST(damage_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
