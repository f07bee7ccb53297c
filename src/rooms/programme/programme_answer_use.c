#include "programme_answer_use.h"
#include <stdlib.h>
#include "programme.pb-c.h"
#include "programme_pack_use.h"
#include "record.h"

struct written {
	struct notebook_page page;
	Programme__Answers *all;
};

bool programme_is_apart(const struct programme_step *step)
{
	return step->is_shown || step->kind == STEP_CHECK;
}

static fallible unpack(struct act *a, struct bytes records, Programme__Answers **ret)
{
	*ret = (Programme__Answers *)record_unpack(a->arena, &programme__answers__descriptor,
						   records);
	return *ret ? OK : FAIL(UNVERIFIED);
}

static fallible open_written(struct act *a, struct month home, bool is_apart, struct written *ret)
{
	struct notebook_place where = { .topic = is_apart ? TOPIC_PRIVATE : TOPIC_PROGRAMME,
					.place = PLACE_PROGRAMME_ANSWER,
					.month = home };

	TRY(notebook_read(a, where, &ret->page));
	return unpack(a, ret->page.records, &ret->all);
}

/* --- reading */
/* The oldest first: a page of several epochs keeps no order. */
static void insert(struct programme_entry list[], size_t *n, const struct programme_entry *e)
{
	size_t at = *n;

	if (*n == PROGRAMME_ENTRIES_MAX)
		return;
	while (at > 0 && list[at - 1].day.n > e->day.n)
		at--;
	memmove(&list[at + 1], &list[at], (*n - at) * sizeof *list);
	list[at] = *e;
	++*n;
}

static void take(const struct written *w, const struct programme_session *of,
		 struct programme_answers *to)
{
	struct programme_entry e;
	size_t at;

	for (size_t i = 0; i < w->all->n_record; i++) {
		if (w->all->record[i]->session != (uint32_t)of->number ||
		    !programme_find_step(of, str_c(w->all->record[i]->step), &at))
			continue;
		programme_entry_read(w->all->record[i], &of->step[at], &e);
		insert(to->entry[at], &to->n[at], &e);
	}
}

fallible programme_answers(struct act *a, int session, const struct programme_state *state,
			   struct programme_answers *ret)
{
	const struct programme_session *of = programme_session(session);
	struct month home = state->round[session - 1].home;
	struct written w;

	*ret = (struct programme_answers){ 0 };
	memcpy(ret->mark, state->round[session - 1].mark, sizeof ret->mark);
	for (size_t i = 0; i < of->n_steps; i++)
		ret->entry[i] =
			arena_array(a->arena, struct programme_entry, PROGRAMME_ENTRIES_MAX + 1);
	for (int is_apart = 0; is_apart < 2 && home.n; is_apart++) {
		TRY(open_written(a, home, is_apart, &w));
		take(&w, of, ret);
	}
	return OK;
}

static void take_shared(const Programme__Answers *all, struct programme_shared list[], size_t *n)
{
	size_t at;

	for (size_t i = 0; i < all->n_record && *n < PROGRAMME_SHARED_MAX; i++) {
		const struct programme_session *of = programme_session(all->record[i]->session);

		if (!of || !programme_find_step(of, str_c(all->record[i]->step), &at) ||
		    programme_is_apart(&of->step[at]))
			continue;
		struct programme_shared *to = &list[(*n)++];

		to->session = of->number;
		to->step = at;
		programme_entry_read(all->record[i], &of->step[at], &to->entry);
	}
}

static int compare(const void *a, const void *b)
{
	const struct programme_shared *x = a, *y = b;

	if (x->session != y->session)
		return x->session - y->session;
	if (x->step != y->step)
		return x->step < y->step ? -1 : 1;
	if (x->entry.day.n != y->entry.day.n)
		return x->entry.day.n - y->entry.day.n;
	return memcmp(x->entry.id.b, y->entry.id.b, sizeof x->entry.id.b);
}

fallible programme_read_shared(struct act *a, const struct notebook_source *source,
			       struct programme_shared **ret, size_t *ret_n)
{
	/* Somebody further east may be a day, and so a month, ahead. */
	struct month last = day_month((struct day){ act_today(a).n + 1 });

	*ret = arena_array(a->arena, struct programme_shared, PROGRAMME_SHARED_MAX);
	*ret_n = 0;
	for (int m = last.n - PROGRAMME_MONTHS; m <= last.n; m++) {
		struct notebook_place where = { .topic = TOPIC_PROGRAMME,
						.place = PLACE_PROGRAMME_ANSWER,
						.month = { m } };
		Programme__Answers *all;
		struct bytes records;

		TRY(notebook_read_shared(a, source, where, &records));
		TRY(unpack(a, records, &all));
		take_shared(all, *ret, ret_n);
	}
	qsort(*ret, *ret_n, sizeof **ret, compare);
	return OK;
}

/* --- writing */
static bool is_id(const Programme__Entry *e, struct id16 id)
{
	return e->id.len == sizeof id.b && memcmp(e->id.data, id.b, sizeof id.b) == 0;
}

static size_t count_alike(const struct written *w, const Programme__Entry *e)
{
	size_t n = 0;

	for (size_t i = 0; i < w->all->n_record; i++)
		n += w->all->record[i]->session == e->session &&
		     strcmp(w->all->record[i]->step, e->step) == 0;
	return n;
}

static bool has_id(const struct written *w, struct id16 id)
{
	for (size_t i = 0; i < w->all->n_record; i++)
		if (is_id(w->all->record[i], id))
			return true;
	return false;
}

static enum programme_refusal place_new(struct act *a, struct written *w,
					const struct programme_step *step, Programme__Entry *packed)
{
	struct id16 id = act_new_id(a);

	a->is_repeated = has_id(w, id);
	if (a->is_repeated)
		return PROGRAMME_FINE;
	if (count_alike(w, packed) >= programme_most(step->exercise))
		return programme_most(step->exercise) == 1 ? PROGRAMME_MOVED : PROGRAMME_FULL;
	packed->id = record_data(a->arena, BYTES_OF(id));
	packed->day = act_today(a).n;
	packed->version = 1;
	w->all->record = record_add(a->arena, w->all->record, &w->all->n_record, packed);
	return PROGRAMME_FINE;
}

static enum programme_refusal place_changed(struct written *w, const struct programme_entry *e,
					    Programme__Entry *packed)
{
	for (size_t i = 0; i < w->all->n_record; i++) {
		Programme__Entry *was = w->all->record[i];

		if (!is_id(was, e->id))
			continue;
		if (was->version != e->version || was->session != packed->session ||
		    strcmp(was->step, packed->step) != 0)
			return PROGRAMME_MOVED;
		packed->id = was->id;
		packed->day = was->day;
		packed->version = was->version + 1;
		w->all->record[i] = packed;
		return PROGRAMME_FINE;
	}
	return PROGRAMME_MOVED;
}

/* The page the session has its answers on; this month's before there are any. */
static fallible find_home(struct act *a, int session, struct month *ret)
{
	struct programme_state *state = arena_new(a->arena, struct programme_state);

	TRY(programme_read(a, state));
	*ret = state->round[session - 1].home;
	return OK;
}

fallible programme_save(struct act *a, int session, size_t step, const struct programme_entry *e,
			enum programme_refusal *ret_refusal)
{
	static const struct id16 none = { { 0 } };
	const struct programme_step *of = &programme_session(session)->step[step];
	Programme__Entry *packed = programme_entry_pack(a->arena, of, e);
	struct written w;
	struct month home;

	TRY(find_home(a, session, &home));
	if (!home.n)
		home = day_month(act_today(a));
	TRY(open_written(a, home, programme_is_apart(of), &w));
	packed->session = (uint32_t)session;
	*ret_refusal = id16_equal(e->id, none) ? place_new(a, &w, of, packed)
					       : place_changed(&w, e, packed);
	if (*ret_refusal)
		return OK;
	struct err saved = notebook_write(a, &w.page, record_pack(a->arena, &w.all->base));

	if (err_is(saved, ERR_TOO_FULL)) {
		*ret_refusal = PROGRAMME_FULL;
		return OK;
	}
	TRY(saved);
	return programme_touch(a, session);
}

static fallible remove_from(struct act *a, struct written *w, int session, struct id16 id)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->all->n_record; i++)
		if (w->all->record[i]->session != (uint32_t)session ||
		    !is_id(w->all->record[i], id))
			w->all->record[kept++] = w->all->record[i];
	if (kept == w->all->n_record)
		return OK;
	w->all->n_record = kept;
	return notebook_write(a, &w->page, record_pack(a->arena, &w->all->base));
}

fallible programme_remove(struct act *a, int session, struct id16 id)
{
	struct written w;
	struct month home;

	TRY(find_home(a, session, &home));
	for (int is_apart = 0; is_apart < 2 && home.n; is_apart++) {
		TRY(open_written(a, home, is_apart, &w));
		TRY(remove_from(a, &w, session, id));
	}
	return OK;
}
