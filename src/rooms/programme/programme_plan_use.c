#include "programme_plan_use.h"
#include "notebook.h"
#include "programme.pb-c.h"
#include "programme_answer_use.h"
#include "record.h"
#include "text.h"

struct planned {
	struct notebook_page page;
	Programme__Plans *all;
};

static fallible open_planned(struct act *a, struct planned *ret)
{
	struct notebook_place where = { .topic = TOPIC_PROGRAMME, .place = PLACE_PROGRAMME_PLAN };

	TRY(notebook_read(a, where, &ret->page));
	ret->all = (Programme__Plans *)record_unpack(a->arena, &programme__plans__descriptor,
						     ret->page.records);
	return ret->all ? OK : FAIL(UNVERIFIED);
}

static void read_plan(const Programme__Plan *from, struct programme_plan *ret)
{
	*ret = (struct programme_plan){ .session = (int)from->session,
					.day = { from->day },
					.time = (int)from->time - 1,
					.minutes = programme_session(from->session)->minutes,
					.place = str_c(from->place),
					.version = from->version };
	if (from->id.len == sizeof ret->id.b)
		memcpy(ret->id.b, from->id.data, sizeof ret->id.b);
}

static bool is_fine(const Programme__Plan *from)
{
	return programme_session(from->session) && from->time <= 24 * 60 &&
	       text_is_clean(str_c(from->place), false);
}

/* Of this session; NULL: none is kept. */
static Programme__Plan *find_plan(const struct planned *p, int session)
{
	for (size_t i = 0; i < p->all->n_record; i++)
		if (is_fine(p->all->record[i]) && p->all->record[i]->session == (uint32_t)session)
			return p->all->record[i];
	return NULL;
}

int programme_plan_session(const struct programme_state *s)
{
	return s->open ? s->open : s->next;
}

/* What the last session asked for stands where it was asked. */
static fallible read_refresher(struct act *a, const struct programme_state *state,
			       struct programme_plan *ret)
{
	const struct programme_session *s = programme_session(PROGRAMME_SESSIONS);
	struct programme_answers *answers = arena_new(a->arena, struct programme_answers);

	if (!state->round[PROGRAMME_SESSIONS - 1].home.n)
		return OK;
	TRY(programme_answers(a, PROGRAMME_SESSIONS, state, answers));
	for (size_t i = 0; i < s->n_steps; i++) {
		if (s->step[i].exercise != EXERCISE_DATE || !answers->n[i])
			continue;
		const struct programme_entry *e = &answers->entry[i][0];

		*ret = (struct programme_plan){ .id = e->id,
						.day = { e->value[1].number },
						.time = e->value[2].is_there ? e->value[2].number
									     : -1,
						.minutes = PROGRAMME_REFRESHER,
						.place = e->value[3].text,
						.version = e->version };
	}
	return OK;
}

fallible programme_plan_read(struct act *a, struct programme_plan ret[PROGRAMME_PLANS_MAX],
			     size_t *ret_n)
{
	struct programme_state *state = arena_new(a->arena, struct programme_state);
	struct programme_plan refresher = { 0 };
	int today = act_today(a).n;
	struct planned p;

	*ret_n = 0;
	TRY(programme_read(a, state));
	if (!state->way.has_begun)
		return OK;
	TRY(open_planned(a, &p));
	const Programme__Plan *next = find_plan(&p, programme_plan_session(state));

	if (next && next->day >= today)
		read_plan(next, &ret[(*ret_n)++]);
	TRY(read_refresher(a, state, &refresher));
	if (refresher.version && refresher.day.n >= today)
		ret[(*ret_n)++] = refresher;
	return OK;
}

fallible programme_plan_shared(struct act *a, const struct notebook_source *source,
			       struct programme_plan *ret, bool *ret_found)
{
	struct notebook_place where = { .topic = TOPIC_PROGRAMME, .place = PLACE_PROGRAMME_PLAN };
	struct bytes records;

	*ret_found = false;
	TRY(notebook_read_shared(a, source, where, &records));
	const Programme__Plans *all =
		(Programme__Plans *)record_unpack(a->arena, &programme__plans__descriptor, records);

	if (!all)
		return FAIL(UNVERIFIED);
	for (size_t i = 0; i < all->n_record && !*ret_found; i++) {
		const Programme__Plan *p = all->record[i];

		*ret_found = is_fine(p) && p->day >= act_today(a).n;
		if (*ret_found)
			read_plan(p, ret);
	}
	return OK;
}

fallible programme_plan_keep(struct act *a, const struct programme_plan *plan,
			     enum programme_refusal *ret_refusal)
{
	struct planned p;

	TRY(open_planned(a, &p));
	Programme__Plan *is = find_plan(&p, plan->session);
	struct id16 id = act_draw(a);

	*ret_refusal = PROGRAMME_FINE;
	if (is && is->day >= act_today(a).n && is->version != plan->version) {
		*ret_refusal = PROGRAMME_MOVED;
		return OK;
	}
	Programme__Plan *kept = arena_new(a->arena, Programme__Plan);
	Programme__Plan **list = arena_array(a->arena, Programme__Plan *, 1);

	programme__plan__init(kept);
	kept->id = is ? is->id : record_data(a->arena, BYTES_OF(id));
	kept->session = (uint32_t)plan->session;
	kept->day = plan->day.n;
	kept->time = (uint32_t)(plan->time + 1);
	kept->place = record_text(a->arena, plan->place);
	kept->version = is ? is->version + 1 : 1;
	list[0] = kept;
	p.all->record = list;
	p.all->n_record = 1;
	return notebook_write(a, &p.page, record_pack(a->arena, &p.all->base));
}

fallible programme_plan_remove(struct act *a)
{
	struct planned p;

	TRY(open_planned(a, &p));
	if (p.all->n_record == 0)
		return OK;
	p.all->n_record = 0;
	return notebook_write(a, &p.page, record_pack(a->arena, &p.all->base));
}
