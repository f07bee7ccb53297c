#include "fault_model.h"
#include "store_admin.h"
#include "store_kit.h"
#include <stdio.h>

uint32_t model_dice(uint64_t *seed, uint32_t sides)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*seed >> 33) % sides);
}

static uint32_t round_wanted(const struct model *m, enum deed_kind kind, uint32_t pair)
{
	uint32_t round = m->round[kind][pair];

	for (size_t i = 0; i < m->n; i++)
		if (m->deed[i].kind == kind && m->deed[i].pair == pair)
			round = m->deed[i].round;
	return round;
}

struct deed *model_begin(struct model *m, struct arena *a, struct commit *c, uint32_t dice,
			 size_t size)
{
	enum deed_kind kind = dice % 5 == 0 ? DEED_ACCOUNT : DEED_PAGES;
	uint32_t pair = dice / 5 % PAIRS, was = round_wanted(m, kind, pair);
	struct bytes blob = kit_blob(a, pair, was + 1, size);
	struct session_row session = { .day = 1, .exp_abs = INT64_MAX, .exp_idle = was + 1 };

	assert_true(m->n < DEEDS);
	struct deed *d = &m->deed[m->n++];

	*d = (struct deed){ .kind = kind, .pair = pair, .round = was + 1 };
	if (kind == DEED_ACCOUNT) {
		blob.n = blob.n < 2000 ? blob.n : 2000;
		commit_put_account(c, kit_id32(pair), kit_id16(pair), was, blob);
		return d;
	}
	commit_put_page(c, kit_id16(pair), kit_id16(0), was, blob);
	commit_put_page(c, kit_id16(pair), kit_id16(1), was, blob);
	/* Every fourth round it ends, and what stood beside it with it: store_check looks. */
	if (was % 4 != 3)
		session.blob = (struct bytes){ blob.p, 8 };
	commit_put_session(c, kit_id32(pair), &session);
	if (session.blob.n)
		commit_put_side(c, kit_id32(pair), session.blob);
	return d;
}

void model_answer(struct model *m, struct deed *d, struct err e)
{
	d->is_answered = err_is(e, ERR_NONE);
	d->is_refused = !d->is_answered;
	m->answered += d->is_answered;
}

static void check_blob(struct model *m, struct bytes blob, uint32_t pair, uint32_t ver)
{
	uint32_t round = 0;

	if (ver && (!kit_blob_is_whole(blob, pair, &round) || round != ver))
		m->halves++;
}

/* The deeds that stand must be the first ones of their kind, and include every answered one. */
static void check_order(struct model *m, enum deed_kind kind, const uint32_t *found)
{
	size_t last = 0;

	for (size_t i = 0; i < m->n; i++)
		if (m->deed[i].kind == kind && m->deed[i].round <= found[m->deed[i].pair])
			last = i + 1;
	for (size_t i = 0; i < m->n; i++) {
		const struct deed *d = &m->deed[i];

		if (d->kind != kind || d->round <= found[d->pair])
			continue;
		m->lost += d->is_answered;
		m->disorder += i < last && !d->is_answered && !d->is_refused;
	}
	for (uint32_t pair = 0; pair < PAIRS; pair++) {
		m->lost += found[pair] < m->round[kind][pair];
		m->damaged += found[pair] > round_wanted(m, kind, pair);
		m->round[kind][pair] = found[pair];
	}
}

static fallible read_pair(struct model *m, struct store *s, uint32_t pair, uint32_t *ret_pages,
			  uint32_t *ret_account)
{
	struct arena a;
	struct page_row page[2];
	struct account_row account;
	struct session_row session;
	struct err e = OK;

	arena_init(&a, 65536, 4u << 20);
	for (uint32_t i = 0; i < 2 && err_is(e, ERR_NONE); i++)
		e = store_get_page(s, &a, kit_id16(pair), kit_id16(i), &page[i]);
	if (err_is(e, ERR_NONE))
		e = store_get_account(s, &a, kit_id32(pair), &account);
	if (err_is(e, ERR_NONE))
		e = store_get_session(s, &a, kit_id32(pair), &session);
	if (err_is(e, ERR_NONE)) {
		check_blob(m, page[0].blob, pair, page[0].ver);
		check_blob(m, page[1].blob, pair, page[1].ver);
		m->halves += page[0].ver != page[1].ver;
		check_blob(m, account.blob, pair, account.ver);
		*ret_pages = page[0].ver;
		*ret_account = account.ver;
	}
	arena_end(&a);
	return e;
}

static void report_damage(void *context, const struct store_finding *f)
{
	(void)context;
	if (f->is_bad)
		print_message("%s: %s (%ld)\n", f->file, f->what, (long)f->count);
}

fallible model_check(struct model *m, const char *directory)
{
	uint32_t found[2][PAIRS];
	struct store *s;
	size_t bad = 0;
	struct err e = OK;

	TRY(store_open(&s, str_c(directory)));
	for (uint32_t i = 0; i < PAIRS && err_is(e, ERR_NONE); i++)
		e = read_pair(m, s, i, &found[DEED_PAGES][i], &found[DEED_ACCOUNT][i]);
	store_close(s);
	TRY(e);
	TRY(store_check(str_c(directory), report_damage, NULL, &bad));
	m->damaged += (uint32_t)bad;
	check_order(m, DEED_PAGES, found[DEED_PAGES]);
	check_order(m, DEED_ACCOUNT, found[DEED_ACCOUNT]);
	m->n = 0;
	return OK;
}

bool model_is_sound(const struct model *m)
{
	return !(m->lost | m->halves | m->disorder | m->damaged);
}
