/* Random histories of two devices that write, give, stop and take back, and get into each other's
 * way. After every step the owner sees what a plain map says, and everybody else what they were
 * given: byte for byte what it was at the stop, or what was written since they were given it, or
 * nothing. */
#include <stdio.h>
#include "devices.h"

#define HISTORIES 200
#define STEPS	  36
#define MONTHS	  2
#define STALE	  4
#define VIEW_MAX  (1024 + MONTHS * DEVICES_IDS * DEVICES_LONG)
#define WORDS_MAX 4

enum what { WRITE, WHOLE, GIVE, GIVE_BEFORE, STOP, TAKE_BACK };

struct step { /* drawn before it is tried, so that a second try means the same */
	enum what what;
	unsigned who, n;
	unsigned month[3], i[3], says[3];
};

struct seen { /* by one other person */
	size_t n_grants;
	bool is_open;
	uint32_t first; /* of the open grant */
	struct notebook_source source;
	uint8_t bytes[VIEW_MAX];
	size_t n;
	struct says says[MONTHS];
	unsigned whole;
};

struct history {
	struct devices *house;
	unsigned number;
	struct says says[MONTHS]; /* the model */
	uint32_t since[MONTHS][DEVICES_IDS];
	unsigned whole;
	uint32_t whole_since;
	struct topic_keys keys; /* after the last step */
	struct seen seen[DEVICES_PEOPLE], now[DEVICES_PEOPLE];
	struct notebook_source stale[STALE];
	unsigned n_stale;
	unsigned n_looks;
	unsigned n_frozen, n_part, n_shut, n_joined, n_full; /* times that something was checked */
};

static const struct notebook_place whole_place = { .topic = DEVICES_TOPIC, .place = PLACE_HELP };
static const char *const words[WORDS_MAX] = { "", "first words", "other words", "a few more" };

/* --- acts */
static fallible fresh(struct act *a, void *context)
{
	(void)context;
	TRY(act_open_keyring(a));
	a->keyring->n_people = 0;
	a->keyring->topic[DEVICES_TOPIC] = (struct topic_keys){ .n = 1, .epoch = { { 1 } } };
	keyring_rekey(a->keyring, &a->draw, DEVICES_TOPIC, 1, 1);
	return act_save_keyring(a);
}

static fallible write_whole(struct act *a, unsigned n)
{
	struct notebook_page page;

	TRY(notebook_read(a, whole_place, &page));
	if (n == 0)
		return notebook_delete(a, &page);
	return notebook_write(a, &page, bytes_str(str_c(words[n])));
}

static fallible take_step(struct act *a, void *context)
{
	const struct step *s = context;

	switch (s->what) {
	case WRITE:
		for (unsigned k = 0; k < s->n; k++)
			TRY(says_set(a, devices_list((int)s->month[k]), s->i[k], s->says[k]));
		return OK;
	case WHOLE:
		return write_whole(a, s->says[0]);
	case GIVE:
		return people_give(a, s->who, GIVE_FROM_NOW_ON);
	case GIVE_BEFORE:
		return people_give(a, s->who, GIVE_WITH_BEFORE);
	case STOP:
		return people_stop(a, s->who);
	case TAKE_BACK:
		return people_take_back(a, s->who);
	}
	return OK;
}

/* --- looking */
static unsigned number_of(struct bytes whole)
{
	for (unsigned n = 0; n < WORDS_MAX; n++)
		if (str_equal(str_bytes(whole), str_c(words[n])))
			return n;
	fail_msg("words nobody wrote");
	return 0;
}

static void add_bytes(struct seen *p, struct bytes b)
{
	assert_true(p->n + b.n + 1 <= VIEW_MAX);
	p->bytes[p->n++] = (uint8_t)b.n;
	if (b.n)
		memcpy(p->bytes + p->n, b.p, b.n);
	p->n += b.n;
}

static void look_as(struct act *a, const struct notebook_source *source, struct seen *p)
{
	struct bytes b;

	p->n = 0;
	for (int m = 0; m < MONTHS; m++) {
		MUST(notebook_read_shared(a, source, devices_list(m), &b));
		says_read(a, b, &p->says[m]);
		add_bytes(p, b);
	}
	MUST(notebook_read_shared(a, source, whole_place, &b));
	p->whole = number_of(b);
	add_bytes(p, b);
}

static void look_of(struct act *a, struct history *h, unsigned who)
{
	struct seen *p = &h->now[who];

	people_source(a, who, &p->source);
	const struct keyring_person *person = &a->keyring->person[0];

	for (size_t i = 0; i < a->keyring->n_people; i++)
		if (a->keyring->person[i].id.b[0] == who + 1)
			person = &a->keyring->person[i];
	p->n_grants = person->n_grants;
	p->is_open = p->source.is_open;
	p->first = p->is_open ? person->grant[person->n_grants - 1].first : 0;
	look_as(a, &p->source, p);
}

static fallible look(struct act *a, void *context)
{
	struct history *h = context;
	struct notebook_page page;
	struct says says;
	struct seen nothing;

	if (h->n_looks++ % 6 == 0) { /* all rows, also those of the histories before */
		MUST(notebook_check(a));
		assert_false(a->session->is_unverified);
	}
	for (int m = 0; m < MONTHS; m++) {
		TRY(notebook_read(a, devices_list(m), &page));
		says_read(a, page.records, &says);
		assert_memory_equal(&says, &h->says[m], sizeof says);
	}
	TRY(notebook_read(a, whole_place, &page));
	assert_int_equal(number_of(page.records), h->whole);
	TRY(act_open_keyring(a));
	h->keys = a->keyring->topic[DEVICES_TOPIC];
	for (unsigned who = 0; who < DEVICES_PEOPLE; who++)
		look_of(a, h, who);
	for (unsigned i = 0; i < STALE && i < h->n_stale; i++) {
		look_as(a, &h->stale[i], &nothing);
		assert_int_equal(nothing.n, MONTHS + 1);
		h->n_shut++;
	}
	return OK;
}

/* --- the model */
static uint32_t newest(const struct history *h)
{
	return h->keys.epoch[h->keys.n - 1].epoch;
}

static void model_write(struct history *h, const struct step *s)
{
	for (unsigned k = 0; s->what == WRITE && k < s->n; k++) {
		unsigned *says = &h->says[s->month[k]].of[s->i[k]];

		if (*says != s->says[k])
			h->since[s->month[k]][s->i[k]] = newest(h);
		*says = s->says[k];
	}
	if (s->what != WHOLE)
		return;
	h->whole = s->says[0];
	h->whole_since = newest(h);
}

/* Epochs that were joined go by the number of the younger. */
static void follow(const struct history *h, uint32_t *since)
{
	for (size_t e = 0; e < h->keys.n; e++) {
		if (h->keys.epoch[e].epoch < *since)
			continue;
		*since = h->keys.epoch[e].epoch;
		return;
	}
}

static void follow_all(struct history *h)
{
	for (int m = 0; m < MONTHS; m++)
		for (unsigned i = 0; i < DEVICES_IDS; i++)
			follow(h, &h->since[m][i]);
	follow(h, &h->whole_since);
}

static void check_part(struct history *h, const struct seen *p)
{
	bool is_all = p->first <= h->keys.epoch[0].epoch;

	for (int m = 0; m < MONTHS; m++)
		for (unsigned i = 0; i < DEVICES_IDS; i++)
			assert_int_equal(p->says[m].of[i], is_all || h->since[m][i] >= p->first
								   ? h->says[m].of[i]
								   : 0);
	assert_int_equal(p->whole, is_all || h->whole_since >= p->first ? h->whole : 0);
	h->n_part++;
}

static void check_person(struct history *h, const struct step *s, unsigned who)
{
	const struct seen *was = &h->seen[who], *is = &h->now[who];

	if (is->n_grants == 0)
		assert_int_equal(is->n, MONTHS + 1);
	else if (is->is_open && is->n_grants == 1)
		check_part(h, is);
	if (is->n_grants && !is->is_open) {
		assert_int_equal(is->n, was->n);
		assert_memory_equal(is->bytes, was->bytes, is->n);
		h->n_frozen++;
	}
	if (s && s->what == TAKE_BACK && s->who == who && was->source.n)
		h->stale[h->n_stale++ % STALE] = was->source;
}

static void check(struct history *h, struct device *d, const struct step *s)
{
	size_t n_was = h->keys.n;
	uint32_t newest_was = n_was ? newest(h) : 0;

	MUST(device_do(d, look, h));
	h->n_joined += n_was == KEYRING_EPOCHS && newest(h) != newest_was;
	follow_all(h);
	for (unsigned who = 0; who < DEVICES_PEOPLE; who++) {
		check_person(h, s, who);
		h->seen[who] = h->now[who];
	}
}

/* --- histories */
static struct step draw_step(struct devices *h, bool is_write)
{
	static const enum what kinds[] = { WRITE, WRITE,       WRITE, WRITE, WHOLE,    GIVE,
					   GIVE,  GIVE_BEFORE, STOP,  STOP,  TAKE_BACK };
	struct step s = { .what = kinds[devices_toss(h, is_write ? 5 : 11)],
			  .who = devices_toss(h, DEVICES_PEOPLE),
			  .n = 1 + devices_toss(h, 3) };

	for (unsigned k = 0; k < s.n; k++) {
		s.month[k] = devices_toss(h, MONTHS);
		s.i[k] = devices_toss(h, DEVICES_IDS);
		s.says[k] = devices_toss(h, WORDS_MAX);
	}
	return s;
}

static void go(struct history *h, struct device *d, struct step *s)
{
	struct err e = device_do(d, take_step, s);

	h->n_full += e.code == ERR_TOO_FULL; /* no epoch can begin: nothing is changed */
	if (!err_is(e, ERR_TOO_FULL))
		MUST(e);
	if (s->what <= WHOLE)
		model_write(h, s);
}

/* One device has its act ready when the other one's comes in between. */
static void get_in_the_way(struct history *h, struct step *s)
{
	struct devices *house = h->house;
	unsigned first = devices_toss(house, DEVICES);
	struct device *one = &house->device[first], *other = &house->device[1 - first];
	struct step late = draw_step(house, true);

	MUST(device_prepare(one, take_step, &late));
	bool is_nothing = one->act.commit->n == 0; /* it said what was so already */

	go(h, other, s);
	check(h, other, s);
	struct err e = device_commit(one);

	if (err_is(e, ERR_CONFLICT))
		e = device_do(one, take_step, &late);
	MUST(e);
	if (!is_nothing)
		model_write(h, &late);
	check(h, other, &late);
}

static void live(struct history *h)
{
	struct devices *house = h->house;

	house->seed = 1000 + h->number;
	devices_do(house, fresh, h);
	check(h, &house->device[0], NULL);
	for (unsigned n = 0; n < STEPS; n++) {
		struct step s = draw_step(house, false);

		if (devices_toss(house, 4) == 0) {
			get_in_the_way(h, &s);
			continue;
		}
		go(h, &house->device[devices_toss(house, DEVICES)], &s);
		check(h, &house->device[devices_toss(house, DEVICES)], &s);
	}
}

static void everybody_sees_what_they_may(void **state)
{
	struct devices *house = *state;
	unsigned n_frozen = 0, n_part = 0, n_shut = 0, n_joined = 0, n_full = 0;

	for (unsigned n = 0; n < HISTORIES; n++) {
		static struct history h;

		h = (struct history){ .house = house, .number = n };
		live(&h);
		n_frozen += h.n_frozen;
		n_part += h.n_part;
		n_shut += h.n_shut;
		n_joined += h.n_joined;
		n_full += h.n_full;
	}
	printf("%d histories of %d steps: %u conflicts, %u times epochs joined, %u times no room; "
	       "views checked: %u as they were at the stop, %u since a day, %u shut\n",
	       HISTORIES, STEPS, house->n_conflicts, n_joined, n_full, n_frozen, n_part, n_shut);
	assert_true(house->n_conflicts > HISTORIES && n_joined > HISTORIES / 10);
	assert_true(n_frozen > HISTORIES && n_part > HISTORIES && n_shut > HISTORIES);
}

int main(void)
{
	const struct CMUnitTest tests[] = { DEVICES_TEST(everybody_sees_what_they_may) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
