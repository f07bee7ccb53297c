/* treatment: visits, and questions for next time, as parts of a page to take along. */
#include "treatment_page.h"
#include "words.h"

static struct str part_id(struct visit *v, const char *what, const struct treatment_course *c)
{
	char hex[33];

	hex_write(hex, BYTES_OF(c->id));
	return arena_print(v->arena, "%s-%s", what, hex);
}

static void add_visits(struct visit *v, const struct treatment_course *c,
		       const struct treatment_visit visit[], size_t n, struct paper *to)
{
	struct treatment_sum sum = treatment_sum(visit, n, act_today(&v->act));
	struct str title = treatment_title(v, c), lead = treatment_lead(v, c, &sum);

	if (n == 0)
		return;
	struct paper_part *part =
		paper_part(to, part_id(v, "visits", c),
			   arena_print(v->arena, "Visits: %.*s", (int)title.n, title.p));

	part->hint = lead;
	paper_say(part, arena_print(v->arena, "Visits that took place: %u. Planned ahead: %u.",
				    sum.attended, sum.ahead));
	if (c->has_ended) {
		struct str day = words_date(v->arena, c->ended);

		paper_say(part, arena_print(v->arena, "Ended on %.*s.", (int)day.n, day.p));
	}
	for (size_t i = n; i-- > 0;) {
		struct str day = words_date(v->arena, visit[i].day);

		if (visit[i].state != TREATMENT_MOVED && visit[i].day.n >= to->first.n)
			paper_item(part, arena_print(v->arena, "%.*s: %s", (int)day.n, day.p,
						     treatment_state_words(visit[i].state)));
	}
}

static fallible add_questions(struct visit *v, const struct treatment_course *c, struct paper *to)
{
	struct treatment_own *own = arena_new(v->arena, struct treatment_own);
	struct treatment_question *open =
		arena_array(v->arena, struct treatment_question, TREATMENT_QUESTIONS_MAX);
	struct str title = treatment_title(v, c);
	size_t n = 0;

	TRY(treatment_own_read(&v->act, c, own));
	for (size_t i = 0; i < own->n; i++)
		if (id16_equal(own->question[i].asked, (struct id16){ { 0 } }))
			open[n++] = own->question[i];
	if (n == 0)
		return OK;
	struct paper_part *part =
		paper_part(to, part_id(v, "questions", c), STR("Questions for next time"));

	part->hint = arena_print(v->arena, "%.*s. %zu %s not asked yet.", (int)title.n, title.p, n,
				 n == 1 ? "question" : "questions");
	for (size_t i = 0; i < n; i++)
		paper_item(part, open[i].words);
	return OK;
}

fallible treatment_add_paper(struct visit *v, struct paper *to)
{
	struct treatment_course *list;
	struct treatment_visit *visit;
	size_t n, n_visits;

	TRY(treatment_courses(&v->act, &list, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(treatment_visits(&v->act, &list[i], &visit, &n_visits));
		add_visits(v, &list[i], visit, n_visits, to);
		TRY(add_questions(v, &list[i], to));
	}
	return OK;
}
