#include "deed.h"
#include <stdio.h>
#include "linking.h"
#include "notebook.h"
#include "secrets.h"
#include "sharing.h"

#define MONTH	   24322
#define WORDS_MOST 2000

struct stage {
	struct arena run, secret, lasting;
	struct port_memo memo;
	uint8_t seed[32], cookie[SESSION_COOKIE];
};

static void stage_begin(struct stage *st, const struct person *p)
{
	*st = (struct stage){ 0 };
	arena_init(&st->run, 1u << 20, 64u << 20);
	arena_init(&st->lasting, 1u << 20, 64u << 20);
	arena_init_secret(&st->secret, 256u << 10, 4u << 20);
	random_bytes(st->seed, sizeof st->seed);
	assert_true(session_cookie_read(st->cookie, str_c(p->session)));
}

static void stage_end(struct stage *st)
{
	arena_end(&st->run);
	arena_end(&st->secret);
	arena_end(&st->lasting);
}

static struct err run_once(struct stage *st, struct story *s, deed *run, void *context,
			   struct bytes *ret_plan)
{
	struct act a = { .arena = &st->run,
			 .secret = &st->secret,
			 .store = web_store(s->web),
			 .memo = &st->memo,
			 .ratchet = &s->web->ratchet,
			 .now = { s->now },
			 .draw = draw_begin(st->seed) };

	store_refresh(a.store);
	st->memo.n_asked = 0;
	st->memo.is_pending = false;
	act_begin(&a);
	struct err e = act_open_session(&a, st->cookie);

	if (err_is(e, ERR_NONE))
		e = run(&a, context);
	if (err_is(e, ERR_NONE))
		e = act_finish(&a);
	*ret_plan = (struct bytes){ 0 };
	if (err_is(e, ERR_NONE) && a.commit->n)
		*ret_plan = commit_write(a.commit, &s->kept);
	return e;
}

struct err story_commits(struct story *s, struct bytes plan)
{
	static struct commit commit;
	const struct commit *list[1] = { &commit };
	struct err e;

	if (!plan.n)
		return OK;
	MUST(commit_read(&commit, plan));
	store_release(web_store(s->web));
	store_writer_apply(s->writer, list, 1, &e);
	return e;
}

static void answer(struct stage *st, struct story *s)
{
	struct port_memo *m = &st->memo;
	struct bytes b;

	if (m->port == PORT_WRITER) {
		uint8_t code = (uint8_t)story_commits(s, m->question).code;

		b = arena_bytes(&st->lasting, BYTES_OF(code));
	} else {
		keeper_answer(s->keeper, &st->lasting, m->question, s->now, &b);
	}
	m->had[m->n_had].port = m->port;
	m->had[m->n_had++].answer = b;
}

static struct err plan(struct stage *st, struct story *s, deed *run, void *context,
		       struct bytes *ret)
{
	struct err e;

	do {
		e = run_once(st, s, run, context, ret);
		if (err_is(e, ERR_PENDING))
			answer(st, s);
		arena_reset(&st->run);
		arena_reset(&st->secret);
	} while (err_is(e, ERR_PENDING));
	return e;
}

struct err person_does(struct person *p, deed *run, void *context)
{
	struct stage st;
	struct bytes planned;
	struct err e = FAIL(CONFLICT);

	if (p->story->web->ratchet.day == 0)
		(void)person_get(p, "/today"); /* a server that has just begun asks for it */
	stage_begin(&st, p);
	for (int tries = 0; tries < ACT_TRIES && err_is(e, ERR_CONFLICT); tries++) {
		e = plan(&st, p->story, run, context, &planned);
		if (err_is(e, ERR_NONE))
			e = story_commits(p->story, planned);
	}
	stage_end(&st);
	return e;
}

struct bytes person_plans(struct person *p, deed *run, void *context)
{
	struct stage st;
	struct bytes planned;

	stage_begin(&st, p);
	MUST(plan(&st, p->story, run, context, &planned));
	stage_end(&st);
	return planned;
}

/* --- records: each at most WORDS_MOST bytes, so that every length is one byte or two */
static size_t take_length(struct bytes *b)
{
	size_t n = b->p[0] & 0x7f, bytes = b->p[0] < 0x80 ? 1 : 2;

	assert_true(b->n >= bytes);
	if (bytes == 2)
		n |= (size_t)b->p[1] << 7;
	b->p += bytes;
	b->n -= bytes;
	return n;
}

/* The words of a room's own records are whatever follows the id. */
static bool next_record(struct bytes *list, unsigned *ret_n, struct str *ret_words)
{
	if (list->n == 0)
		return false;
	assert_true(list->n > 22 && list->p[0] == 0x0a);
	list->p++;
	list->n--;
	size_t n = take_length(list);

	assert_in_range(n, 20, list->n);
	struct bytes rest = { list->p + 18, n - 18 };

	assert_int_equal(list->p[0], 0x0a);
	*ret_n = list->p[2];
	rest.p++;
	rest.n--;
	(void)take_length(&rest);
	*ret_words = str_bytes(rest);
	*list = (struct bytes){ list->p + n, list->n - n };
	return true;
}

static size_t add_length(uint8_t *to, size_t n)
{
	if (n < 0x80) {
		to[0] = (uint8_t)n;
		return 1;
	}
	to[0] = (uint8_t)(n | 0x80);
	to[1] = (uint8_t)(n >> 7);
	return 2;
}

static size_t add_record(uint8_t *to, unsigned n, struct str words)
{
	size_t at = 1, inside = 19 + words.n + (words.n < 0x80 ? 1U : 2U);

	assert_in_range(words.n, 1, WORDS_MOST);
	to[0] = 0x0a;
	at += add_length(to + at, inside);
	to[at++] = 0x0a;
	to[at++] = 16;
	memset(to + at, 0, 16);
	to[at] = (uint8_t)n;
	at += 16;
	to[at++] = 0x12;
	at += add_length(to + at, words.n);
	memcpy(to + at, words.p, words.n);
	return at + words.n;
}

fallible deed_write(struct act *a, void *context)
{
	const struct record_deed *d = context;
	struct notebook_place where = { d->topic, d->place, d->month, 0 };
	struct notebook_page page;
	struct str words;
	size_t size = 0;
	unsigned n;

	TRY(notebook_read(a, where, &page));
	struct bytes list = page.records;
	uint8_t *to = arena_take(a->arena, list.n + WORDS_MOST + 100);

	while (next_record(&list, &n, &words))
		if (n != d->n)
			size += add_record(to + size, n, words);
	if (d->words)
		size += add_record(to + size, d->n, str_c(d->words));
	return notebook_write(a, &page, (struct bytes){ to, size });
}

struct err person_writes(struct person *p, enum topic topic, unsigned n, const char *words)
{
	struct record_deed d = { topic, PLACE_CHECKIN, { MONTH }, n, words };

	return person_does(p, deed_write, &d);
}

const char *deed_records(struct story *s, struct bytes list)
{
	struct str text[256] = { { NULL, 0 } }, words;
	char *all = arena_take(&s->kept, 2 * list.n + 1);
	size_t at = 0;
	unsigned n;

	while (next_record(&list, &n, &words))
		text[n] = words;
	for (n = 0; n < 256; n++)
		if (text[n].p)
			at += (size_t)sprintf(all + at, "%u:%.*s ", n, (int)text[n].n, text[n].p);
	all[at] = 0;
	return all;
}

struct reading {
	struct story *s;
	struct id16 of;
	enum topic topic;
	const char *text;
};

static fallible read_own(struct act *a, void *context)
{
	struct reading *r = context;
	struct notebook_page page;

	TRY(notebook_read(a, (struct notebook_place){ r->topic, PLACE_CHECKIN, { MONTH }, 0 },
			  &page));
	r->text = deed_records(r->s, page.records);
	return OK;
}

const char *person_reads(struct person *p, enum topic topic)
{
	struct reading r = { .s = p->story, .topic = topic };

	MUST(person_does(p, read_own, &r));
	return r.text;
}

/* --- two people */
static fallible invite(struct act *a, void *context)
{
	return linking_invite(a, PERSON_PARTNER, STR("Alex"), context);
}

static fallible accept_it(struct act *a, void *context)
{
	enum linking_refusal refusal;
	struct id16 other;

	TRY(linking_accept(a, context, STR("Sam"), &other, &refusal));
	assert_int_equal(refusal, LINKING_FINE);
	return OK;
}

static fallible settle(struct act *a, void *context)
{
	(void)context;
	return linking_settle(a);
}

void people_link(struct person *inviter, struct person *invited)
{
	struct invite_code code;

	MUST(person_does(inviter, invite, &code));
	MUST(person_does(invited, accept_it, &code));
	MUST(person_does(inviter, settle, NULL));
}

struct finding {
	size_t n;
	struct id16 id;
};

static fallible find_other(struct act *a, void *context)
{
	struct finding *f = context;
	struct other *list;
	size_t n;

	TRY(others_list(a, &list, &n));
	assert_in_range(f->n, 0, n - 1);
	f->id = list[f->n].id;
	return OK;
}

struct id16 person_other(struct person *p, size_t n)
{
	struct finding f = { .n = n };

	MUST(person_does(p, find_other, &f));
	return f.id;
}

struct granting {
	struct id16 to;
	enum topic topic;
	int how;
};

static fallible grant(struct act *a, void *context)
{
	const struct granting *g = context;

	return sharing_grant(a, g->to, g->topic, (enum sharing_from)g->how, LETTER_READ, 0);
}

static fallible stop(struct act *a, void *context)
{
	const struct granting *g = context;

	return sharing_stop_topic(a, g->to, g->topic, (enum sharing_stop)g->how);
}

struct err person_grants(struct person *p, struct id16 to, enum topic t, int from)
{
	struct granting g = { to, t, from };

	return person_does(p, grant, &g);
}

struct err person_stops(struct person *p, struct id16 to, enum topic t, int how)
{
	struct granting g = { to, t, how };

	return person_does(p, stop, &g);
}

/* --- what there is to see */
static fallible view_topics(struct act *a, struct reading *r)
{
	for (enum topic t = 0; t < TOPIC__COUNT; t++) {
		struct notebook_source source;
		struct bytes records;
		bool found;

		TRY(others_source(a, r->of, t, &source, &found));
		if (!found)
			continue;
		TRY(notebook_read_shared(a, &source,
					 (struct notebook_place){ t, PLACE_CHECKIN, { MONTH }, 0 },
					 &records));
		char *hex = arena_take(a->arena, 2 * records.n + 1);

		hex_write(hex, records);
		r->text = story_print(r->s, "%s\n%s: %s%s", r->text, topic_words(t),
				      deed_records(r->s, records), hex);
	}
	return OK;
}

static fallible view(struct act *a, void *context)
{
	struct reading *r = context;
	struct other_item *item;
	struct other other;
	uint64_t slots;
	size_t n;

	TRY(others_find(a, r->of, &other));
	r->text = story_print(r->s, "%.*s%s%s", (int)other.name.n, other.name.p,
			      other.is_unverified ? " unverified" : "",
			      other.is_closed ? " closed" : "");
	TRY(view_topics(a, r));
	TRY(others_items(a, r->of, PLACE_CARD, &item, &n));
	for (size_t i = 0; i < n; i++)
		r->text = story_print(r->s, "%s\n%02x %.*s", r->text, item[i].id.b[0],
				      (int)item[i].content.n, item[i].content.p);
	TRY(sharing_matches(a, r->of, &slots));
	r->text = story_print(r->s, "%s\nmatches %llx", r->text, (unsigned long long)slots);
	return OK;
}

const char *person_view(struct person *p, struct id16 of)
{
	struct reading r = { .s = p->story, .of = of };

	MUST(person_does(p, view, &r));
	return r.text;
}

/* --- the database */
struct naming {
	struct story *s;
	size_t n;
	bool is_own;
	const char *where;
};

static fallible name_letter(struct act *a, void *context)
{
	struct naming *n = context;
	char space[33], page[33];

	TRY(act_open_keyring(a));
	assert_in_range(n->n, 0, a->keyring->n_people - 1);
	const struct relation *r = &a->keyring->person[n->n].relation;
	struct id16 s = relation_letter_space(r);
	struct id16 p = relation_letter_page(r, n->is_own ? r->mine : relation_other(r->mine));

	hex_write(space, BYTES_OF(s));
	hex_write(page, BYTES_OF(p));
	n->where = story_print(n->s, "space=x'%s' AND page=x'%s'", space, page);
	return OK;
}

const char *letter_where(struct person *p, size_t n, bool is_own)
{
	struct naming naming = { p->story, n, is_own, NULL };

	MUST(person_does(p, name_letter, &naming));
	return naming.where;
}

const char *story_rows(struct story *s)
{
	return story_sql(s, "SELECT CAST(count(*) || ':' || group_concat(n) AS BLOB) FROM"
			    " (SELECT length(blob) AS n FROM page ORDER BY n)");
}
