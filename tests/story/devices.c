#include "devices.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "account_sign_use.h"
#include "audit.pb-c.h"
#include "record.h"
#include "story.h"

#define RUN_MAX ((size_t)64 << 20)

/* --- beginning: with a keeper, then without */
static fallible sign_up(struct act *a, void *context)
{
	const struct account_sign_up form = { STR("robin"), STR(DEVICES_WORDS), STR("GB") };
	struct devices *h = context;
	struct account_entry in = { 0 };
	bool is_taken = false;

	TRY(account_sign_up(a, &form, &in, &is_taken));
	assert_false(is_taken);
	memcpy(h->device[0].cookie, in.cookie, sizeof in.cookie);
	return OK;
}

static fallible sign_in(struct act *a, void *context)
{
	struct devices *h = context;
	struct session *s;

	TRY(act_open_session(a, h->device[0].cookie));
	s = a->session;
	return act_begin_session(a, s, h->device[1].cookie);
}

static struct local *open_local(struct devices *h)
{
	struct local *l;
	char secrets[96];

	(void)snprintf(secrets, sizeof secrets, "%s/secrets", h->folder);
	MUST(local_open(&l, str_c(h->folder), str_c(secrets), DEVICES_NOW));
	return l;
}

static void open_devices(struct devices *h)
{
	MUST(store_writer_open(&h->writer, str_c(h->folder)));
	for (size_t i = 0; i < DEVICES; i++)
		MUST(store_open(&h->device[i].store, str_c(h->folder)));
}

static void close_devices(struct devices *h)
{
	for (size_t i = 0; i < DEVICES; i++)
		store_close(h->device[i].store);
	store_writer_close(h->writer);
}

int devices_begin(void **state)
{
	struct devices *h = calloc(1, sizeof *h);
	char secrets[96];

	assert_non_null(h);
	crypt_start();
	(void)snprintf(h->folder, sizeof h->folder, "/tmp/rejoin-devices-XXXXXX");
	assert_non_null(mkdtemp(h->folder));
	(void)snprintf(secrets, sizeof secrets, "%s/secrets", h->folder);
	MUST(secrets_make(str_c(secrets), DEVICES_NOW));
	arena_init(&h->kept, 1u << 20, RUN_MAX);
	for (size_t i = 0; i < DEVICES; i++) {
		struct device *d = &h->device[i];

		d->house = h;
		arena_init(&d->run, 1u << 20, RUN_MAX);
		arena_init_secret(&d->secret, 256u << 10, (size_t)4 << 20);
	}
	h->seed = 3;
	struct local *l = open_local(h);

	MUST(local_do(l, NULL, DEVICES_NOW, sign_up, h));
	MUST(local_do(l, NULL, DEVICES_NOW, sign_in, h));
	h->ratchet = *local_ratchet(l);
	local_close(l);
	open_devices(h);
	*state = h;
	return 0;
}

int devices_end(void **state)
{
	struct devices *h = *state;

	close_devices(h);
	for (size_t i = 0; i < DEVICES; i++) {
		arena_end(&h->device[i].run);
		arena_end(&h->device[i].secret);
	}
	arena_end(&h->kept);
	story_empty(h->folder);
	(void)rmdir(h->folder);
	free(h);
	return 0;
}

unsigned devices_toss(struct devices *h, unsigned n)
{
	h->seed = h->seed * 1103515245u + 12345u;
	return (h->seed >> 16) % n;
}

/* --- acts */
fallible device_prepare(struct device *d, device_run *run, void *context)
{
	arena_reset(&d->run);
	arena_reset(&d->secret);
	store_refresh(d->store);
	d->memo = (struct port_memo){ 0 };
	random_bytes(d->seed, sizeof d->seed);
	d->act = (struct act){ .arena = &d->run,
			       .secret = &d->secret,
			       .store = d->store,
			       .memo = &d->memo,
			       .ratchet = &d->house->ratchet,
			       .now = { DEVICES_NOW },
			       .draw = draw_begin(d->seed) };
	act_begin(&d->act);
	TRY(act_open_session(&d->act, d->cookie));
	TRY(run(&d->act, context));
	return act_finish(&d->act);
}

fallible device_commit(struct device *d)
{
	const struct commit *list[1] = { d->act.commit };
	struct err e = OK;

	if (d->act.commit->n)
		store_writer_apply(d->house->writer, list, 1, &e);
	d->house->n_conflicts += e.code == ERR_CONFLICT;
	return e;
}

fallible device_do(struct device *d, device_run *run, void *context)
{
	struct err e = FAIL(CONFLICT);

	for (int try = 0; try < ACT_TRIES && e.code == ERR_CONFLICT; try++) {
		TRY(device_prepare(d, run, context));
		e = device_commit(d);
	}
	return e;
}

void devices_do(struct devices *h, device_run *run, void *context)
{
	MUST(device_do(&h->device[0], run, context));
}

struct local_run {
	struct devices *house;
	device_run *run;
	void *context;
};

static fallible run_local(struct act *a, void *context)
{
	struct local_run *r = context;

	TRY(act_open_session(a, r->house->device[0].cookie));
	return r->run(a, r->context);
}

void devices_do_local(struct devices *h, device_run *run, void *context)
{
	struct local_run r = { h, run, context };

	close_devices(h);
	struct local *l = open_local(h);

	MUST(local_do(l, NULL, DEVICES_NOW, run_local, &r));
	local_close(l);
	open_devices(h);
}

/* --- records */
struct notebook_place devices_list(int month)
{
	return (struct notebook_place){ .topic = DEVICES_TOPIC,
					.place = PLACE_CHECKIN,
					.month = { DEVICES_MONTH - month } };
}

static Audit__Month *unpack(struct act *a, struct bytes records)
{
	Audit__Month *m =
		(Audit__Month *)record_unpack(a->arena, &audit__month__descriptor, records);

	assert_non_null(m);
	return m;
}

void says_read(struct act *a, struct bytes records, struct says *ret)
{
	const Audit__Month *m = unpack(a, records);

	*ret = (struct says){ { 0 } };
	for (size_t n = 0; n < m->n_note; n++) {
		assert_int_equal(m->note[n]->base.n_unknown_fields, 0); /* no marks */
		assert_int_equal(m->note[n]->id.len, 16);
		unsigned *of = &ret->of[m->note[n]->id.data[7]];

		assert_int_equal(*of, 0); /* once */
		*of = (unsigned)m->note[n]->at;
	}
}

static Audit__Note *note_make(struct act *a, unsigned i)
{
	Audit__Note *note = arena_new(a->arena, Audit__Note);
	uint8_t id[16] = { [7] = (uint8_t)i };

	audit__note__init(note);
	note->id = record_data(a->arena, BYTES(id));
	return note;
}

static const char long_words[DEVICES_LONG + 1] = { [0 ... DEVICES_LONG] = 'w' };

fallible says_set(struct act *a, struct notebook_place where, unsigned i, unsigned says)
{
	struct notebook_page page;

	TRY(notebook_read(a, where, &page));
	Audit__Month *m = unpack(a, page.records);
	Audit__Note **list = arena_array(a->arena, Audit__Note *, m->n_note + 1);
	size_t n = 0;

	for (size_t k = 0; k < m->n_note; k++)
		if (m->note[k]->id.data[7] != i)
			list[n++] = m->note[k];
	if (says) {
		list[n] = note_make(a, i);
		list[n]->about = record_text(a->arena, (struct str){ long_words, DEVICES_LONG });
		list[n++]->at = says;
	}
	m->note = list;
	m->n_note = n;
	return notebook_write(a, &page, record_pack(a->arena, &m->base));
}

/* --- people */
static struct keyring_person *person_at(struct keyring *k, unsigned who)
{
	struct id16 id = { { (uint8_t)(who + 1) } };

	if (!keyring_find(k, id)) {
		struct keyring_person *p = &k->person[k->n_people++];

		*p = (struct keyring_person){ .id = id,
					      .relation = { .id = id },
					      .kind = PERSON_PARTNER,
					      .name = STR("Alex") };
		p->relation.secret.b[0] = (uint8_t)(who + 1); /* letters of their own */
		memcpy(p->public_key, &id, sizeof id);
	}
	return keyring_find(k, id);
}

/* A new epoch; room is made for it when there is none. */
static fallible roll(struct act *a)
{
	TRY(notebook_merge_epochs(a, DEVICES_TOPIC));
	return keyring_roll(a->keyring, &a->draw, DEVICES_TOPIC);
}

static fallible save(struct act *a)
{
	keyring_freeze(a->keyring);
	return act_save_keyring(a);
}

static bool is_open(const struct keyring_person *p)
{
	return p->n_grants && p->grant[p->n_grants - 1].last == 0;
}

fallible people_give(struct act *a, unsigned who, enum give from)
{
	TRY(act_open_keyring(a));
	const struct topic_keys *keys = &a->keyring->topic[DEVICES_TOPIC];
	struct keyring_person *p = person_at(a->keyring, who);

	if (is_open(p) || p->n_grants == KEYRING_GRANTS)
		return OK;
	if (from == GIVE_FROM_NOW_ON)
		TRY(roll(a));
	else
		p->n_grants = 0; /* all of it takes in whatever was given before */
	p->grant[p->n_grants++] = (struct keyring_grant){
		.topic = DEVICES_TOPIC,
		.first = keys->epoch[from == GIVE_FROM_NOW_ON ? keys->n - 1 : 0].epoch,
		.permission = LETTER_READ
	};
	return save(a);
}

fallible people_stop(struct act *a, unsigned who)
{
	TRY(act_open_keyring(a));
	const struct topic_keys *keys = &a->keyring->topic[DEVICES_TOPIC];
	struct keyring_person *p = person_at(a->keyring, who);

	if (!is_open(p))
		return OK;
	TRY(roll(a));
	p->grant[p->n_grants - 1].last = keys->epoch[keys->n - 2].epoch;
	return save(a);
}

fallible people_take_back(struct act *a, unsigned who)
{
	struct notebook_source old;

	TRY(act_open_keyring(a));
	struct keyring *k = a->keyring;

	people_source(a, who, &old);
	person_at(k, who)->n_grants = 0;
	for (size_t i = 0; i < old.n; i++) {
		uint32_t epoch = old.epoch[i].epoch;

		keyring_rekey(k, &a->draw, DEVICES_TOPIC, epoch, epoch);
		for (size_t e = 0; e < k->topic[DEVICES_TOPIC].n; e++)
			if (k->topic[DEVICES_TOPIC].epoch[e].epoch == epoch)
				TRY(notebook_rekey(a, DEVICES_TOPIC, &old.epoch[i],
						   &k->topic[DEVICES_TOPIC].epoch[e]));
	}
	return save(a);
}

void people_source(const struct act *a, unsigned who, struct notebook_source *ret)
{
	const struct keyring_person *p = person_at(a->keyring, who);
	const struct topic_keys *keys = &a->keyring->topic[DEVICES_TOPIC];

	*ret = (struct notebook_source){ .space = a->session->identity.space,
					 .topic = DEVICES_TOPIC };
	for (size_t e = 0; e < keys->n; e++) {
		for (size_t g = 0; g < p->n_grants; g++) {
			const struct keyring_grant *grant = &p->grant[g];

			if (grant->first > keys->epoch[e].epoch ||
			    (grant->last && grant->last < keys->epoch[e].epoch))
				continue;
			ret->epoch[ret->n++] = keys->epoch[e];
			break;
		}
	}
	ret->is_open = is_open(p);
}
