#include "fault_scene.h"
#include "store_admin.h"
#include "store_kit.h"

static fallible need_writer(struct stage *st)
{
	return st->writer ? OK : store_writer_open(&st->writer, str_c(st->directory));
}

static fallible need_store(struct stage *st)
{
	return st->store ? OK : store_open(&st->store, str_c(st->directory));
}

/* After trouble the store says which round it has; before an answer nobody knows. */
static struct deed *begin_known(struct stage *st, uint32_t dice)
{
	return model_begin(st->model, &st->arena, &st->commit, dice, 3000);
}

static struct err write_one(struct stage *st, uint32_t dice)
{
	TRY(need_writer(st));
	struct deed *d = begin_known(st, dice);
	struct err e = kit_apply(st->writer, &st->commit);

	model_answer(st->model, d, e);
	return e;
}

static struct err open_writer(struct stage *st)
{
	TRY(need_writer(st));
	return write_one(st, 1);
}

static struct err write_pages(struct stage *st)
{
	return write_one(st, 6);
}

static struct err write_account(struct stage *st)
{
	return write_one(st, 5);
}

static struct err write_group(struct stage *st)
{
	static struct commit commit[9];
	const struct commit *group[9];
	struct deed *deed[9];
	struct err answer[9], e = OK;

	for (uint32_t i = 0; i < 9; i++) {
		commit[i].n = 0;
		deed[i] = model_begin(st->model, &st->arena, &commit[i], 7 * i, 3000);
		group[i] = &commit[i];
	}
	store_writer_apply(st->writer, group, 9, answer);
	for (size_t i = 0; i < 9; i++) {
		model_answer(st->model, deed[i], answer[i]);
		if (!err_is(answer[i], ERR_NONE))
			e = answer[i];
	}
	return e;
}

#define OTHER 700 /* names outside of the model */

static void prepare_other(struct stage *st)
{
	for (uint32_t i = 0; i < 12; i++)
		commit_put_page(&st->commit, kit_id16(OTHER), kit_id16(i), 0,
				kit_blob(&st->arena, OTHER + i, 1, 20000));
	commit_put_account(&st->commit, kit_id32(OTHER), kit_id16(OTHER), 0,
			   kit_blob(&st->arena, OTHER, 1, 2000));
	KIT_OK(kit_apply(st->writer, &st->commit));
}

/* Readability begins last: an account that stands has its page and its session, and where there was
 * no room it does not stand, so that its name is free for whoever tries again. */
static fallible look_at_made(struct stage *st)
{
	uint32_t name = OTHER + st->made;
	struct account_row account;
	struct page_row page;
	struct session_row session;

	TRY(need_store(st));
	store_refresh(st->store);
	TRY(store_get_account(st->store, &st->arena, kit_id32(name), &account));
	TRY(store_get_page(st->store, &st->arena, kit_id16(name), kit_id16(0), &page));
	TRY(store_get_session(st->store, &st->arena, kit_id32(name), &session));
	bool stands = account.ver == 1;

	st->is_wrong |= stands && (!page.ver || !session.day);
	st->is_wrong |= stands && err_is(st->made_answer, ERR_FULL);
	st->is_wrong |= !stands && err_is(st->made_answer, ERR_NONE);
	return OK;
}

static struct err make_account(struct stage *st)
{
	struct session_row session = { .day = 1, .exp_abs = INT64_MAX, .exp_idle = INT64_MAX };

	if (st->made)
		TRY(look_at_made(st));
	uint32_t name = OTHER + ++st->made;
	struct bytes blob = kit_blob(&st->arena, name, 1, 2000);

	session.blob = blob;
	commit_put_account(&st->commit, kit_id32(name), kit_id16(name), 0, blob);
	commit_put_page(&st->commit, kit_id16(name), kit_id16(0), 0, blob);
	commit_put_session(&st->commit, kit_id32(name), &session);
	st->made_answer = FAIL(STORE);
	st->made_answer = kit_apply(st->writer, &st->commit);
	return st->made_answer;
}

static struct err delete_account(struct stage *st)
{
	struct account_row row = { 0 };

	commit_delete_account(&st->commit, kit_id32(OTHER), 1);
	TRY(kit_apply(st->writer, &st->commit));
	if (err_is(store_get_account(st->store, &st->arena, kit_id32(OTHER), &row), ERR_NONE))
		st->is_wrong |= row.ver != 0;
	return OK;
}

static struct err delete_space(struct stage *st)
{
	struct bytes blob = kit_blob(&st->arena, OTHER + 3, 1, 20000);
	struct bytes needle = { blob.p + 9000, 50 };

	commit_delete_space(&st->commit, kit_id16(OTHER));
	TRY(kit_apply(st->writer, &st->commit));
	st->is_wrong |= kit_file_has(st->directory, "pages.db", needle) ||
			kit_file_has(st->directory, "pages.db-wal", needle);
	return OK;
}

static void prepare_log(struct stage *st)
{
	for (uint32_t i = 0; i < 40; i++)
		commit_put_page(&st->commit, kit_id16(OTHER), kit_id16(i), 0,
				kit_blob(&st->arena, OTHER + i, 1, 128u << 10));
	KIT_OK(kit_apply(st->writer, &st->commit));
}

static struct err settle_log(struct stage *st)
{
	store_writer_idle(st->writer, 1);
	return write_one(st, 2);
}

static struct err purge_sessions(struct stage *st)
{
	store_writer_idle(st->writer, 1000000);
	return write_one(st, 3);
}

static struct err close_writer(struct stage *st)
{
	if (st->writer)
		store_writer_close(st->writer);
	st->writer = NULL;
	return OK;
}

static void note_wrong(struct stage *st, struct bytes blob, uint32_t pair, uint32_t ver)
{
	uint32_t round = 0;

	if (ver != st->model->round[DEED_PAGES][pair] ||
	    (ver && (!kit_blob_is_whole(blob, pair, &round) || round != ver)))
		st->is_wrong = true;
}

/* What is read may fail, but is never something else than what stands there. */
static struct err read_rows(struct stage *st)
{
	struct page_row row;
	struct page_mark *mark;
	struct session_row session;
	struct account_row account;
	size_t n;

	TRY(need_store(st));
	store_refresh(st->store);
	for (uint32_t i = 0; i < PAIRS; i++) {
		TRY(store_get_page(st->store, &st->arena, kit_id16(i), kit_id16(1), &row));
		note_wrong(st, row.blob, i, row.ver);
		TRY(store_list_pages(st->store, &st->arena, kit_id16(i), &mark, &n));
		st->is_wrong |= n != (st->model->round[DEED_PAGES][i] ? 2 : 0);
		TRY(store_get_account(st->store, &st->arena, kit_id32(i), &account));
		st->is_wrong |= account.ver != st->model->round[DEED_ACCOUNT][i];
		TRY(store_get_session(st->store, &st->arena, kit_id32(i), &session));
		st->is_wrong |= session.exp_idle != st->model->round[DEED_PAGES][i];
		TRY(store_count_sessions(st->store, kit_id32(i), 0, &n));
		st->is_wrong |= n != 0; /* the tag of the model's sessions is zeroes */
	}
	return OK;
}

static void prepare_held(struct stage *st)
{
	struct page_row row;

	KIT_OK(store_get_page(st->store, &st->arena, kit_id16(0), kit_id16(0), &row));
	prepare_other(st);
}

static struct err back_up(struct stage *st)
{
	size_t bad = 0;

	kit_remove(st->copy);
	TRY(store_backup(str_c(st->directory), str_c(st->copy), 20));
	TRY(store_check(str_c(st->copy), NULL, NULL, &bad));
	st->is_wrong |= bad != 0;
	return OK;
}

static struct err look_through(struct stage *st)
{
	size_t bad = 0;

	TRY(store_check(str_c(st->directory), NULL, NULL, &bad));
	st->is_wrong |= bad != 0;
	return OK;
}

static struct err bring_back(struct stage *st)
{
	kit_remove(st->copy);
	return store_restore(str_c(st->directory), str_c(st->copy));
}

const struct scene scene_table[] = {
	{ "open a blank directory", true, true, NULL, open_writer },
	{ "open after a crash", false, true, NULL, open_writer },
	{ "write pages and a session", false, false, NULL, write_pages },
	{ "write an account", false, false, NULL, write_account },
	{ "make an account", false, false, NULL, make_account },
	{ "write a group", false, false, NULL, write_group },
	{ "delete an account", false, false, prepare_other, delete_account },
	{ "delete a space", false, false, prepare_other, delete_space },
	{ "settle the log", false, false, prepare_log, settle_log },
	{ "purge sessions", false, false, NULL, purge_sessions },
	{ "close the writer", false, false, NULL, close_writer },
	{ "open a reader and read", false, true, NULL, read_rows },
	{ "read", false, false, NULL, read_rows },
	{ "read after a change", false, false, prepare_held, read_rows },
	{ "back up", false, false, prepare_other, back_up },
	{ "look through", false, false, prepare_other, look_through },
	{ "restore", false, false, prepare_other, bring_back },
};
const size_t scene_count = sizeof scene_table / sizeof *scene_table;
