#include "local.h"
#include <stdlib.h>
#include "ensure.h"
#include "keeper.h"

#define ARENA_MAX (64u << 20)

struct local {
	struct keeper *keeper;
	struct store_writer *writer;
	struct store *store;
	struct ratchet ratchet;
	struct arena arena, lasting, secret;
};

struct local_person {
	struct arena secret;
	struct session *session; /* NULL until an act has begun one */
};

static fallible read_ratchet(struct local *l, int64_t now)
{
	struct bytes answer;

	keeper_answer(l->keeper, &l->arena, keeper_ask_ratchet(&l->arena), now, &answer);
	return keeper_read_ratchet(answer, &l->ratchet);
}

fallible local_open(struct local **ret, struct str store, struct str secrets_path, int64_t now)
{
	struct local *l = calloc(1, sizeof *l);

	ASSERT(l);
	arena_init(&l->arena, 1u << 20, ARENA_MAX);
	arena_init(&l->lasting, 1u << 20, ARENA_MAX);
	arena_init_secret(&l->secret, 1u << 20, ARENA_MAX);
	TRY(keeper_open(&l->keeper, secrets_path, now));
	TRY(store_writer_open(&l->writer, store));
	TRY(store_open(&l->store, store));
	TRY(read_ratchet(l, now));
	*ret = l;
	return OK;
}

void local_close(struct local *l)
{
	if (!l)
		return;
	store_close(l->store);
	store_writer_close(l->writer);
	keeper_close(l->keeper);
	arena_end(&l->arena);
	arena_end(&l->lasting);
	arena_end(&l->secret);
	wipe(&l->ratchet, sizeof l->ratchet);
	free(l);
}

const struct ratchet *local_ratchet(const struct local *l)
{
	return &l->ratchet;
}

struct local_person *local_person_make(struct local *l)
{
	struct local_person *p = calloc(1, sizeof *p);

	(void)l;
	ASSERT(p);
	arena_init_secret(&p->secret, 64u << 10, 4u << 20);
	return p;
}

void local_person_end(struct local_person *p)
{
	if (!p)
		return;
	arena_end(&p->secret);
	free(p);
}

/* One process reads and writes: what it has read must not keep the log from being emptied. */
static struct err apply(struct local *l, const struct commit *c)
{
	const struct commit *list[1] = { c };
	struct err e;

	store_release(l->store);
	store_writer_apply(l->writer, list, 1, &e);
	return e;
}

static struct bytes write_asked(struct local *l, struct bytes question)
{
	struct commit *c = arena_new(&l->arena, struct commit);
	struct err e = commit_read(c, question);

	if (e.code == ERR_NONE)
		e = apply(l, c);
	uint8_t code = (uint8_t)e.code;

	return arena_bytes(&l->lasting, BYTES_OF(code));
}

static void answer(struct local *l, struct port_memo *m, int64_t now)
{
	struct bytes b = { 0 };

	if (m->port == PORT_WRITER)
		b = write_asked(l, m->question);
	else if (m->port == PORT_KEEPER)
		keeper_answer(l->keeper, &l->lasting, m->question, now, &b);
	ASSERT(b.n);
	m->had[m->n_had].port = m->port;
	m->had[m->n_had++].answer = b;
}

static fallible enter(struct act *a, const struct local_person *p)
{
	if (!p || !p->session)
		return OK;
	a->session = arena_new(a->secret, struct session);
	*a->session = *p->session;
	TRY(act_follow_keyring(a));
	a->preferences = arena_new(a->secret, struct preferences);
	preferences_unpack(a->secret, a->session->preferences, a->preferences);
	a->is_signed_in = true;
	return OK;
}

static void keep(struct local_person *p, const struct session *s)
{
	if (!p || !s)
		return;
	struct bytes preferences = arena_bytes(&p->secret, s->preferences);
	struct str partner = arena_str(&p->secret, s->partner.name);

	if (!p->session)
		p->session = arena_new(&p->secret, struct session);
	*p->session = *s;
	p->session->preferences = preferences;
	p->session->partner.name = partner;
}

static struct err commit(struct local *l, struct act *a)
{
	struct err e = act_finish(a);

	return e.code != ERR_NONE || a->commit->n == 0 ? e : apply(l, a->commit);
}

fallible local_do(struct local *l, struct local_person *person, int64_t now,
		  fallible (*run)(struct act *a, void *context), void *context)
{
	struct port_memo memo = { 0 };
	uint8_t seed[32];
	int tries = 0;
	struct err e;

	random_bytes(seed, sizeof seed);
	do {
		struct act a = { .arena = &l->arena,
				 .secret = &l->secret,
				 .store = l->store,
				 .memo = &memo,
				 .ratchet = &l->ratchet,
				 .now = { now },
				 .draw = draw_begin(seed) };

		store_refresh(l->store);
		memo.n_asked = 0;
		memo.is_pending = false;
		act_begin(&a);
		e = enter(&a, person);
		if (e.code == ERR_NONE)
			e = run(&a, context);
		if (e.code == ERR_NONE)
			e = commit(l, &a);
		if (e.code == ERR_PENDING)
			answer(l, &memo, now);
		if (e.code == ERR_NONE)
			keep(person, a.session);
		arena_reset(&l->arena);
		arena_reset(&l->secret);
	} while (e.code == ERR_PENDING || (e.code == ERR_CONFLICT && ++tries < ACT_TRIES));
	arena_reset(&l->lasting);
	wipe(seed, sizeof seed);
	return e;
}
