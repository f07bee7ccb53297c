/* All fifteen sessions from end to end: for two, who read and answer every step, show each other
 * what they wrote and are ready together; and for one, alone. */
#include "pages.h"
#include "programme.h"
#include "two.h"

#define DAY 86400

struct walker {
	struct person *p;
	const char *name; /* of the account, and in every word they write */
	int first;	  /* the first of the marks they make */
	int64_t *since;	  /* the session they have; it ends when days go by */
};

static void signs_in(const struct walker *w)
{
	if (*w->since == w->p->story->now)
		return;
	assert_int_equal(person_sign_in(w->p, w->name, PASSPHRASE, true), 303);
	*w->since = w->p->story->now;
}

static const char *path_of(const struct walker *w, const struct programme_session *s,
			   const struct programme_step *step)
{
	return story_print(w->p->story, "/programme/%d/%.*s", s->number, (int)step->key.n,
			   step->key.p);
}

/* Words that nobody else writes, and nobody writes elsewhere. */
static const char *word_of(const struct walker *w, const struct programme_session *s,
			   const struct programme_step *step)
{
	return story_print(w->p->story, "%s-%d-%.*s", w->name, s->number, (int)step->key.n,
			   step->key.p);
}

static const char *value_of(const struct walker *w, const struct programme_session *s,
			    const struct programme_step *step, const struct programme_field *f,
			    int i)
{
	static const char *const numbers[] = { "20", "55", "85" };
	struct story *of = w->p->story;

	switch (f->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return word_of(w, s, step);
	case FIELD_TICKS:
		return story_print(of, "%d&f1=%d", w->first, w->first + 1);
	case FIELD_CHOICE:
		return "1";
	case FIELD_NUMBER:
		return numbers[i % 3];
	case FIELD_DAY:
		return story_day(of, 84);
	case FIELD_TIME:
		return "19:30";
	}
	return "";
}

/* Every field of the form; the i-th time. need: what it has to count for, or NULL. */
static void fills_in(const struct walker *w, const struct programme_session *s,
		     const struct programme_step *step, const struct programme_need *need, int i)
{
	const struct programme_field *f;
	const char *body = "";

	for (size_t k = 0; (f = programme_field(step->exercise, k)); k++) {
		const char *value = value_of(w, s, step, f, i);

		if (need && need->field == f->number && need->measure == MEASURE_CHOSE)
			value = story_print(w->p->story, "%d", __builtin_ctz(need->values));
		if (need && need->field == f->number && need->measure == MEASURE_NUMBER)
			value = story_print(w->p->story, "%d", need->value);
		body = story_print(w->p->story, "%s&f%d=%s", body, f->number, value);
	}
	person_sends(w->p, path_of(w, s, step), body + 1, path_of(w, s, step));
}

/* What the end of the session asks of this step; the largest of it. NULL: nothing. */
static const struct programme_need *need_of(const struct programme_session *s, size_t step)
{
	const struct programme_step *check = &s->step[s->n_steps - 1];
	const struct programme_need *found = NULL;

	for (size_t i = 0; i < check->n_needs; i++)
		if (check->need[i].step == step && (!found || check->need[i].n > found->n))
			found = &check->need[i];
	return found;
}

static int times(const struct programme_need *need)
{
	return !need || need->measure == MEASURE_TICKS || need->measure == MEASURE_AHEAD ? 1
											 : need->n;
}

/* Reads the step, and answers what it asks as often as the end of the session wants it. */
static void answers(const struct walker *w, const struct programme_session *s, size_t at)
{
	const struct programme_step *step = &s->step[at];
	const struct programme_need *need = need_of(s, at);

	signs_in(w);
	person_opens(w->p, path_of(w, s, step),
		     story_print(w->p->story, "Step %zu of %zu", at + 1, s->n_steps));
	person_must_see(w->p, 200, "It got worse");
	if (programme_most(step->exercise) == 0)
		return;
	for (int i = 0; i < times(need); i++) {
		fills_in(w, s, step, need, i);
		if (!need || need->measure != MEASURE_DAYS)
			continue;
		w->p->story->now += DAY;
		signs_in(w);
	}
}

static void marks(const struct walker *w, const struct programme_session *s, size_t at)
{
	const struct programme_need *need = need_of(s, at);
	bool is_elsewhere = need && need->measure == MEASURE_CARD;
	const char *to = at + 1 < s->n_steps ? path_of(w, s, &s->step[at + 1])
					     : story_print(w->p->story, "/programme/%d", s->number);

	person_sends(w->p, story_print(w->p->story, "%s/mark", path_of(w, s, &s->step[at])),
		     is_elsewhere ? "v=pass" : "v=done", to);
}

/* --- two */
#define LOOKED_AT 5

static void looks(const struct walker *w, const struct programme_session *s,
		  const struct programme_step *step, const char *ret[LOOKED_AT])
{
	const char *const pages[LOOKED_AT] = { path_of(w, s, step),
					       story_print(w->p->story, "/programme/%d", s->number),
					       "/programme", "/us", "/today" };

	for (int i = 0; i < LOOKED_AT; i++)
		ret[i] = page_plain(w->p, pages[i]);
}

static void shows(const struct walker *w, const struct programme_session *s,
		  const struct programme_step *step)
{
	const char *path = path_of(w, s, step);

	person_sends(w->p, story_print(w->p->story, "%s/show", path), "v=show",
		     story_print(w->p->story, "%s/two", path));
}

static void sees_both(const struct walker *w, const struct walker *other,
		      const struct programme_session *s, const struct programme_step *step)
{
	const struct programme_field *f = programme_field(step->exercise, 0);

	person_opens(w->p, story_print(w->p->story, "%s/two", path_of(w, s, step)),
		     "As each of you released it");
	if (f->kind == FIELD_LINE || f->kind == FIELD_TEXT)
		person_must_see(w->p, 200, word_of(other, s, step));
	if (f->kind == FIELD_TICKS)
		person_must_see(w->p, 200, "The same");
}

/* Nothing of what the first one releases can be seen before the second one has answered. */
static void show_each_other(const struct walker *first, const struct walker *second,
			    const struct programme_session *s, size_t at)
{
	const struct programme_step *step = &s->step[at];
	const char *before[LOOKED_AT], *after[LOOKED_AT];

	looks(second, s, step, before);
	answers(first, s, at);
	shows(first, s, step);
	signs_in(second);
	looks(second, s, step, after);
	for (int i = 0; i < LOOKED_AT; i++)
		assert_string_equal(after[i], before[i]);
	(void)person_get(second->p,
			 story_print(second->p->story, "%s/two", path_of(second, s, step)));
	assert_true(person_went_to(second->p, path_of(second, s, step)));
	answers(second, s, at);
	shows(second, s, step);
	sees_both(second, first, s, step);
	signs_in(first);
	sees_both(first, second, s, step);
}

static void part_three_opens(const struct walker *x, const struct walker *y)
{
	person_sends(x->p, "/programme/8/begin", "", "/programme/8");
	person_sends(x->p, "/programme/three", "v=yes", "/programme/8");
	person_sends(x->p, "/programme/8/begin", "", "/programme/8");
	person_opens(y->p, "/programme/8", "Part three opens when both say yes");
	person_sends(y->p, "/programme/three", "v=yes", "/programme/8");
	person_opens(x->p, "/programme/8", "Begin this session");
}

static void begins(const struct walker *w, const struct programme_session *s)
{
	const char *check = path_of(w, s, &s->step[s->n_steps - 1]);

	signs_in(w);
	person_opens(w->p, story_print(w->p->story, "/programme/%d", s->number),
		     "Begin this session");
	person_sends(w->p, story_print(w->p->story, "/programme/%d/begin", s->number), "",
		     path_of(w, s, &s->step[0]));
	person_opens(w->p, check, "still open");
	assert_int_equal(person_post(w->p, story_print(w->p->story, "%s/mark", check), "v=done"),
			 422);
}

static void ends(const struct walker *w, const struct programme_session *s)
{
	const char *check = path_of(w, s, &s->step[s->n_steps - 1]);

	signs_in(w);
	person_opens(w->p, check, "Finish the session");
	assert_false(person_sees(w->p, "still open"));
	marks(w, s, s->n_steps - 1);
}

/* One ready shows nothing; two open the next. */
static void are_ready(const struct walker *x, const struct walker *y,
		      const struct programme_session *s)
{
	const char *path = story_print(x->p->story, "/programme/%d", s->number);
	const char *ready = story_print(x->p->story, "%s/ready", path);

	signs_in(x);
	signs_in(y);
	const char *before = page_plain(y->p, path);

	person_sends(x->p, ready, "v=yes", path);
	assert_string_equal(page_plain(y->p, path), before);
	person_sends(y->p, ready, "v=yes", path);
	person_opens(x->p, path, "You are both ready");
	person_opens(y->p, path, "You are both ready");
	person_must_see(y->p, 200, story_print(y->p->story, "/programme/%d\"", s->number + 1));
}

static void two_go_through(const struct walker *x, const struct walker *y,
			   const struct programme_session *s)
{
	if (s->number == 8) {
		signs_in(x);
		signs_in(y);
		part_three_opens(x, y);
	}
	begins(x, s);
	begins(y, s);
	for (size_t at = 0; at < s->n_steps; at++) {
		if (s->step[at].is_shown) {
			signs_in(y);
			show_each_other(x, y, s, at);
		} else {
			answers(x, s, at);
			answers(y, s, at);
		}
		if (at + 1 == s->n_steps)
			break;
		signs_in(x);
		signs_in(y);
		marks(x, s, at);
		marks(y, s, at);
	}
	ends(x, s);
	ends(y, s);
	if (s->number < PROGRAMME_SESSIONS)
		are_ready(x, y, s);
}

static void a_couple_walks_all_fifteen(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	int64_t since[2] = { s->now, s->now };
	struct walker alex = { &t.alex, "alex", 1, &since[0] };
	struct walker sam = { &t.sam, "sam", 2, &since[1] };

	person_sends(&t.alex, "/programme/questions", "v=none", "/programme");
	person_sends(&t.sam, "/programme/questions", "v=none", "/programme");
	for (int number = 1; number <= PROGRAMME_SESSIONS; number++) {
		/* Whoever is first in one session is second in the next. */
		bool is_odd = number % 2;

		two_go_through(is_odd ? &alex : &sam, is_odd ? &sam : &alex,
			       programme_session(number));
		arena_reset(&s->kept);
	}
	signs_in(&alex);
	person_opens(&t.alex, "/programme", "You went through all of it");
	signs_in(&sam);
	person_opens(&t.sam, "/programme", "You went through all of it");
}

/* --- one */
static void one_goes_through(const struct walker *w, const struct programme_session *s)
{
	begins(w, s);
	for (size_t at = 0; at < s->n_steps; at++) {
		const struct programme_step *step = &s->step[at];

		answers(w, s, at);
		if (step->kind == STEP_TOGETHER) {
			person_opens(w->p, path_of(w, s, step),
				     story_print(w->p->story, "%.*s", (int)step->alone.n,
						 step->alone.p));
			assert_false(person_sees(w->p, "Release mine"));
		}
		if (at + 1 < s->n_steps)
			marks(w, s, at);
	}
	ends(w, s);
}

static void one_walks_all_fifteen_alone(void **state)
{
	struct story *s = *state;
	struct person p = person_named(s, "robin");
	int64_t since = s->now;
	struct walker robin = { &p, "robin", 1, &since };

	person_opens(&p, "/programme/alone", "What it cannot do");
	person_sends(&p, "/programme/questions", "v=alone", "/programme/alone");
	for (int number = 1; number <= PROGRAMME_SESSIONS; number++) {
		one_goes_through(&robin, programme_session(number));
		person_opens(&p, story_print(s, "/programme/%d", number), "You went through");
		arena_reset(&s->kept);
	}
	person_opens(&p, "/programme", "You went through all of it");
}

int main(void)
{
	const struct CMUnitTest tests[] = { STORY(a_couple_walks_all_fifteen),
					    STORY(one_walks_all_fifteen_alone) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
