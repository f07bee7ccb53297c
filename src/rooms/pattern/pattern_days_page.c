/* pattern: the days of each, as two drawings of the same size under each other, and as a table. A
 * day without an answer is a gap, and no line goes over it. */
#include "checkin.h"
#include "pattern_page.h"
#include "words.h"

#define LEFT		50
#define RIGHT		314
#define TOP		12
#define FOOT		92
#define WEEKS_WITH_DOTS 4
#define MARK		104 /* where something set it off */
#define MOST		5   /* of an answer */
#define TEXT(s)		(int)(s).n, (s).p

static enum checkin_question question(const struct pattern_wish *w)
{
	return w->is_heavy ? CHECKIN_DISTRESS : CHECKIN_CLOSE;
}

static unsigned value(const struct pattern_day *d, const struct pattern_wish *w)
{
	return w->is_heavy ? d->heavy : d->close;
}

static int height(unsigned answer)
{
	return FOOT - (int)(answer - 1) * (FOOT - TOP) / (MOST - 1);
}

/* --- one person */
static int across(int at, const struct pattern_wish *w)
{
	return LEFT + (at - (PATTERN_DAYS - 7 * w->weeks)) * (RIGHT - LEFT) / (7 * w->weeks - 1);
}

/* Whether the day is drawn as a dot: where there is room for all, or no line would show it. */
static bool has_dot(const struct pattern_side *side, const struct pattern_wish *w, int at)
{
	bool is_joined = (at > 0 && value(&side->day[at - 1], w)) ||
			 (at + 1 < PATTERN_DAYS && value(&side->day[at + 1], w));

	return w->weeks <= WEEKS_WITH_DOTS || !is_joined;
}

static void add_day(struct visit *v, struct pattern_panel_view *p, int x, int y, bool is_next)
{
	struct str *line = &p->line[p->n_lines];

	if (is_next)
		line--;
	else
		p->n_lines++;
	*line = arena_print(v->arena, "%.*s%d,%d ", TEXT(*line), x, y);
}

/* Only days with something on them are told. */
static void tell(struct visit *v, struct day day, const char *words, struct pattern_panel_view *p)
{
	struct str when = words_day_short(v->arena, day);

	p->told = arena_print(v->arena, "%.*s%.*s: %s. ", TEXT(p->told), TEXT(when), words);
}

static void fill_marks(struct visit *v, const struct journey_pattern *j,
		       const struct pattern_side *s, const struct pattern_wish *w,
		       struct pattern_panel_view *p)
{
	int last = -1;

	for (size_t i = 0; i < s->n_notes; i++) {
		if (s->note[i].at < PATTERN_DAYS - 7 * w->weeks || s->note[i].at == last)
			continue;
		last = s->note[i].at;
		p->mark[p->n_marks++] = (struct pattern_point_view){ across(last, w), MARK };
		tell(v, (struct day){ j->first.n + last }, "something set it off", p);
	}
}

static void fill_panel(struct visit *v, const struct journey_pattern *j,
		       const struct pattern_wish *w, const struct pattern_side *side,
		       struct pattern_panel_view *p)
{
	int from = PATTERN_DAYS - 7 * w->weeks;
	bool was_there = false;

	p->told = STR("");
	p->radius = w->weeks > WEEKS_WITH_DOTS ? 2 : 4;
	p->top = w->is_heavy ? "heavy" : "close";
	p->foot = w->is_heavy ? "light" : "apart";
	p->first = words_day_short(v->arena, (struct day){ j->first.n + from });
	p->last = words_day_short(v->arena, (struct day){ j->first.n + PATTERN_DAYS - 1 });
	for (int at = from; at < PATTERN_DAYS; at++) {
		struct day day = { j->first.n + at };
		unsigned answer = value(&side->day[at], w);
		const char *words = checkin_answer_words(question(w), (uint8_t)answer);

		if (day_weekday(day) == 0)
			p->week[p->n_weeks++] = across(at, w);
		if (words) {
			struct pattern_point_view point = { across(at, w), height(answer) };

			add_day(v, p, point.x, point.y, was_there);
			if (has_dot(side, w, at))
				p->point[p->n_points++] = point;
			tell(v, day, words, p);
		}
		was_there = words != NULL;
	}
	fill_marks(v, j, side, w, p);
}

/* --- in one sentence */
/* The answer of most days, the newer one of two; NULL: none. */
static const char *usual(const struct pattern_side *s, const struct pattern_wish *w)
{
	unsigned count[MOST + 1] = { 0 }, best = 0;

	for (int at = PATTERN_DAYS - 7 * w->weeks; at < PATTERN_DAYS; at++) {
		unsigned answer = value(&s->day[at], w);

		if (answer && answer <= MOST && ++count[answer] >= count[best])
			best = answer;
	}
	return checkin_answer_words(question(w), (uint8_t)best);
}

static struct str usual_words(struct visit *v, struct str name, const char *words)
{
	if (!words)
		return arena_print(v->arena, "%.*s: nothing noted.", TEXT(name));
	return arena_print(v->arena, "%.*s: most often “%s”.", TEXT(name), words);
}

/* --- the table */
static bool has_days(const struct pattern_side *s)
{
	for (int at = 0; at < PATTERN_DAYS; at++)
		if (s->day[at].close || s->day[at].heavy)
			return true;
	return false;
}

static void fill_rows(struct visit *v, const struct journey_pattern *j,
		      const struct pattern_wish *w, struct pattern_days_view *ret)
{
	for (int at = PATTERN_DAYS - 1; at >= PATTERN_DAYS - 7 * w->weeks; at--) {
		unsigned mine = value(&j->mine.day[at], w), theirs = value(&j->theirs.day[at], w);

		if (mine || theirs)
			ret->row[ret->n_rows++] = (struct pattern_row_view){
				.when = words_day_short(v->arena, (struct day){ j->first.n + at }),
				.mine = checkin_answer_words(question(w), (uint8_t)mine),
				.theirs = checkin_answer_words(question(w), (uint8_t)theirs)
			};
	}
}

/* --- what can be chosen */
static void fill_switches(struct visit *v, const struct pattern_wish *wish,
			  struct pattern_days_view *ret)
{
	static const int weeks[] = { 4, 8, 12 };

	for (size_t i = 0; i < 2; i++) {
		struct pattern_wish to = *wish;

		to.is_heavy = i == 1;
		ret->of[i] = (struct pattern_switch_view){ pattern_url(v, &to),
							   i ? STR("How heavy") : STR("How close"),
							   wish->is_heavy == to.is_heavy };
	}
	for (size_t i = 0; i < sizeof weeks / sizeof *weeks; i++) {
		struct pattern_wish to = *wish;

		to.weeks = weeks[i];
		ret->weeks[i] = (struct pattern_switch_view){
			pattern_url(v, &to), arena_print(v->arena, "%d\u00a0weeks", weeks[i]),
			wish->weeks == to.weeks
		};
	}
}

void pattern_fill_days(struct visit *v, const struct journey_pattern *j,
		       const struct pattern_wish *w, struct pattern_days_view *ret)
{
	struct str mine = usual_words(v, STR("You"), usual(&j->mine, w));

	ret->is_empty = !has_days(&j->mine) && !has_days(&j->theirs);
	if (ret->is_empty)
		return;

	ret->panel[0] = (struct pattern_panel_view){ .id = "mine",
						     .id_words = "mine-words",
						     .name = STR("You") };
	ret->panel[1] = (struct pattern_panel_view){
		.id = "theirs", .id_words = "theirs-words", .name = j->name, .is_theirs = true
	};
	ret->n_panels = j->has_theirs ? 2 : 1;
	fill_panel(v, j, w, &j->mine, &ret->panel[0]);
	ret->sentence = mine;
	if (j->has_theirs) {
		struct str theirs = usual_words(v, j->name, usual(&j->theirs, w));

		fill_panel(v, j, w, &j->theirs, &ret->panel[1]);
		ret->sentence = arena_print(v->arena, "%.*s %.*s", TEXT(mine), TEXT(theirs));
	}
	ret->has_marks = ret->panel[0].n_marks || ret->panel[1].n_marks;
	fill_rows(v, j, w, ret);
	fill_switches(v, w, ret);
}
