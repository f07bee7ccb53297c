/* selfcare: the five areas, and the routes of the room. */
#include "selfcare_page.h"
#include "selfcare.html.h"
#include "sharing.h"
#include "words.h"

const char *selfcare_note(enum selfcare_refusal r)
{
	static const char *const notes[] = {
		[SELFCARE_FINE] = NULL,
		[SELFCARE_MOVED] = "This was changed in another window meanwhile. What stands here "
				   "is not kept yet. Look it over, then keep it.",
		[SELFCARE_FULL] = "There is no room for more here. Nothing was changed; your words "
				  "are still here.",
	};

	return notes[r];
}

/* --- lines */
struct str selfcare_when(struct visit *v, const struct selfcare_line *line)
{
	if (!line->day.n)
		return STR("");
	struct str when = words_when(v->arena, line->day, line->time, act_today(&v->act));

	if (!line->minutes)
		return when;
	return arena_print(v->arena, "%.*s, %u minutes", (int)when.n, when.p, line->minutes);
}

static struct url line_url(struct visit *v, const struct selfcare_line *line)
{
	char hex[33];

	hex_write(hex, BYTES_OF(line->id));
	return url_path(arena_print(v->arena, "/selfcare/%s/%s",
				    line->kind == SELFCARE_PERSON ? "person" : "book", hex));
}

static enum selfcare_days days_of(const struct selfcare_line *line, struct day today)
{
	if (!line->day.n)
		return SELFCARE_NO_DAY;
	return line->day.n < today.n ? SELFCARE_PASSED : SELFCARE_AHEAD;
}

struct selfcare_lines_view selfcare_fill_lines(struct visit *v, const struct selfcare_line list[],
					       size_t n, unsigned kinds, enum selfcare_days days)
{
	struct selfcare_line_view *row = arena_array(v->arena, struct selfcare_line_view, n + 1);
	struct selfcare_lines_view ret = { row, 0 };

	for (size_t i = 0; i < n; i++)
		if ((kinds & SELFCARE_KIND_BIT(list[i].kind)) &&
		    days_of(&list[i], act_today(&v->act)) == days)
			row[ret.n++] =
				(struct selfcare_line_view){ .words = list[i].words,
							     .when = selfcare_when(v, &list[i]),
							     .open = line_url(v, &list[i]) };
	return ret;
}

/* "A friend. Listens, lends a hand." */
static struct str how_words(struct visit *v, const struct selfcare_line *line)
{
	const char *tie = selfcare_words(SELFCARE_TIES, line->tie);
	const struct code_row *row;
	struct str s = str_c(tie ? tie : "");
	bool is_first = true;

	for (size_t i = 0; (row = selfcare_row(SELFCARE_HELPS, i)); i++) {
		if (!(line->helps & SELFCARE_BIT(row->number)))
			continue;
		s = arena_print(v->arena, "%.*s%s%c%s", (int)s.n, s.p,
				!is_first ? ", "
				: s.n	  ? ". "
					  : "",
				is_first ? row->words[0] - 'a' + 'A' : row->words[0],
				row->words + 1);
		is_first = false;
	}
	return s;
}

void selfcare_fill_person(struct visit *v, const struct selfcare_line *line,
			  struct selfcare_person_view *ret)
{
	*ret = (struct selfcare_person_view){ .name = line->words,
					      .how = how_words(v, line),
					      .reach = line->reach,
					      .open = line_url(v, line) };
}

/* --- ideas */
static void fill_group(struct visit *v, const struct selfcare_group *group,
		       struct selfcare_group_view *ret)
{
	struct selfcare_idea_view *to =
		arena_array(v->arena, struct selfcare_idea_view, SELFCARE_ROWS_MAX);
	const struct selfcare_idea *idea;

	*ret = (struct selfcare_group_view){ .title = group->title, .lead = group->lead };
	for (size_t i = 0; ret->n < SELFCARE_ROWS_MAX && (idea = selfcare_idea(i)); i++)
		if (idea->group == group->number)
			to[ret->n++] = (struct selfcare_idea_view){
				.number = idea->number,
				.words = idea->words,
				.minutes = words_duration(v->arena, idea->minutes)
			};
	ret->idea = to;
}

static struct selfcare_ideas_view fill_ideas(struct visit *v, enum selfcare_kind kind)
{
	struct selfcare_ideas_view ret = { .n = 0 };
	const struct selfcare_group *group;

	for (size_t i = 0; ret.n < SELFCARE_GROUPS_MAX && (group = selfcare_group(i)); i++)
		if (group->kind == kind)
			fill_group(v, group, &ret.group[ret.n++]);
	return ret;
}

/* --- sleep, and what speaks for talking to someone */
struct str selfcare_sleep_words(struct visit *v, struct selfcare_nights nights)
{
	if (nights.n < SELFCARE_NIGHTS_LEAST)
		return STR("");
	int tenths = (10 * nights.hours + nights.n / 2) / nights.n;

	/* Never rounded up to a number that it does not reach. */
	if (10 * nights.hours < tenths * nights.n)
		tenths--;
	if (tenths % 10 == 0)
		return arena_print(v->arena, "About %d hours a night, from %d nights you noted.",
				   tenths / 10, nights.n);
	return arena_print(v->arena, "About %d.%d hours a night, from %d nights you noted.",
			   tenths / 10, tenths % 10, nights.n);
}

static const char *const sleep_says[] = {
	[SELFCARE_SLEEP_UNKNOWN] = "With four nights noted in a week, it is worked out here.",
	[SELFCARE_SLEEP_LOW] = "That is low, by either of the two.",
	[SELFCARE_SLEEP_UNDER] = "Enough for the article, and under what sleep medicine advises.",
	[SELFCARE_SLEEP_FINE] = "Enough by both.",
};

fallible selfcare_fill_nudge(struct visit *v, struct selfcare_nudge_view *ret)
{
	struct selfcare_facts facts;
	struct journey_selfcare_nudge nudge;

	TRY(journey_selfcare_facts(&v->act, &facts));
	TRY(journey_selfcare_nudge(&v->act, &facts, &nudge));
	ret->why = selfcare_sign_why(nudge.sign);
	return OK;
}

/* --- the room's first page */
static const struct {
	const char *address, *title, *text;
	enum icon icon;
} doors[] = {
	{ "/selfcare/body", "My body", "Sleep, moving, meals, my own health", ICON_LEAF },
	{ "/selfcare/people", "Who I lean on", "Friends, family, a group, my faith", ICON_US },
	{ "/selfcare/time", "Time for me", "Ideas, and a day for them", ICON_CLOCK },
	{ "/circle", "Helping hands", "Friends and family take a task each", ICON_SHARE },
	{ "/card/limits", "My limits", "What I can give this week, and what I cannot", ICON_CHECK },
	{ "/selfcare/weeks", "My weeks", "A curve that only you can see", ICON_CHART },
};

static const char *note_of(struct visit *v)
{
	if (form_has(&v->query, "away"))
		return "Put away for four weeks. Where to look stays on this page.";
	return form_has(&v->query, "kept") ? "Kept." : NULL;
}

static fallible get_home(struct visit *v)
{
	struct selfcare_home_view *view = arena_new(v->arena, struct selfcare_home_view);
	struct day monday = selfcare_monday(act_today(&v->act));
	struct selfcare_line *list;
	struct selfcare_week week;
	size_t n;

	TRY(selfcare_lines(&v->act, &list, &n));
	view->booked = selfcare_fill_lines(v, list, n, ~SELFCARE_KIND_BIT(SELFCARE_PERSON),
					   SELFCARE_AHEAD);
	TRY(selfcare_week_find(&v->act, monday, &week, &view->has_week));
	view->week = selfcare_week_url(v, monday, !view->has_week);
	view->note = note_of(v);
	for (size_t i = 0; i < sizeof doors / sizeof *doors; i++)
		view->door[view->n_doors++] =
			(struct ui_door){ .address = url_path(str_c(doors[i].address)),
					  .icon = doors[i].icon,
					  .title = str_c(doors[i].title),
					  .text = str_c(doors[i].text) };
	TRY(selfcare_fill_nudge(v, &view->nudge));
	selfcare_home_page(page_begin(v, "Side", TAB_ME), view);
	return page_end(v);
}

static fallible get_body(struct visit *v)
{
	struct selfcare_body_view *view = arena_new(v->arena, struct selfcare_body_view);
	unsigned kinds = SELFCARE_KIND_BIT(SELFCARE_BODY) | SELFCARE_KIND_BIT(SELFCARE_CARE);
	struct selfcare_facts facts;
	struct selfcare_line *list;
	size_t n;

	TRY(selfcare_lines(&v->act, &list, &n));
	TRY(journey_selfcare_facts(&v->act, &facts));
	view->sleep = selfcare_sleep_words(v, facts.nights[0]);
	view->says = sleep_says[selfcare_sleep(facts.nights[0])];
	view->booked = selfcare_fill_lines(v, list, n, kinds, SELFCARE_AHEAD);
	view->waiting = selfcare_fill_lines(v, list, n, kinds, SELFCARE_NO_DAY);
	view->ideas = fill_ideas(v, SELFCARE_BODY);
	view->health = fill_ideas(v, SELFCARE_CARE);
	view->note = note_of(v);
	TRY(sharing_readers(&v->act, TOPIC_SELFCARE, &view->readers));
	selfcare_body_page(page_begin(v, "Body", TAB_ME), view);
	return page_end(v);
}

static fallible get_time(struct visit *v)
{
	struct selfcare_time_view *view = arena_new(v->arena, struct selfcare_time_view);
	unsigned kinds = SELFCARE_KIND_BIT(SELFCARE_TIME);
	struct selfcare_line *list;
	size_t n;

	TRY(selfcare_lines(&v->act, &list, &n));
	view->booked = selfcare_fill_lines(v, list, n, kinds, SELFCARE_AHEAD);
	view->one_day = selfcare_fill_lines(v, list, n, kinds, SELFCARE_NO_DAY);
	view->passed = selfcare_fill_lines(v, list, n, kinds, SELFCARE_PASSED);
	view->ideas = fill_ideas(v, SELFCARE_TIME);
	view->note = note_of(v);
	TRY(sharing_readers(&v->act, TOPIC_SELFCARE, &view->readers));
	selfcare_time_page(page_begin(v, "Time", TAB_ME), view);
	return page_end(v);
}

static fallible get_people(struct visit *v)
{
	struct selfcare_people_view view = { .note = note_of(v) };
	struct selfcare_line *list;
	size_t n;

	TRY(selfcare_lines(&v->act, &list, &n));
	struct selfcare_person_view *row =
		arena_array(v->arena, struct selfcare_person_view, n + 1);

	for (size_t i = 0; i < n; i++)
		if (list[i].kind == SELFCARE_PERSON)
			selfcare_fill_person(v, &list[i], &row[view.n++]);
	view.row = row;
	TRY(sharing_readers(&v->act, TOPIC_SELFCARE, &view.readers));
	selfcare_people_page(page_begin(v, "People", TAB_ME), &view);
	return page_end(v);
}

static fallible get_someone(struct visit *v)
{
	const char *sentence = "I live with somebody who is having a hard time, and I am worn out. "
			       "I would like to talk about me for once.";

	if (v->act.preferences->role == ROLE_SURVIVOR)
		sentence = "I have carried a lot for a long time, and I am worn out. I would like "
			   "somebody to talk to.";
	selfcare_someone_page(page_begin(v, "Someone", TAB_ME), sentence);
	return page_end(v);
}

static fallible post_away(struct visit *v)
{
	struct selfcare_facts facts;

	TRY(journey_selfcare_facts(&v->act, &facts));
	TRY(selfcare_put_signs_away(&v->act, selfcare_signs(&facts)));
	return visit_redirect(v, "/selfcare?away=1");
}

static const struct route selfcare_routes[] = {
	{ HTTP_GET, "/selfcare", WHO_PERSON, get_home },
	{ HTTP_GET, "/selfcare/body", WHO_PERSON, get_body },
	{ HTTP_GET, "/selfcare/time", WHO_PERSON, get_time },
	{ HTTP_GET, "/selfcare/people", WHO_PERSON, get_people },
	{ HTTP_GET, "/selfcare/weeks", WHO_PERSON, selfcare_get_weeks },
	{ HTTP_GET, "/selfcare/someone", WHO_PERSON, get_someone },
	{ HTTP_POST, "/selfcare/away", WHO_PERSON, post_away },
	{ HTTP_GET, "/selfcare/book/:line", WHO_PERSON, selfcare_get_book, .keeps_words = true },
	{ HTTP_POST, "/selfcare/book/:line", WHO_PERSON, selfcare_post_book, .keeps_words = true },
	{ HTTP_GET, "/selfcare/person/:line", WHO_PERSON, selfcare_get_person,
	  .keeps_words = true },
	{ HTTP_POST, "/selfcare/person/:line", WHO_PERSON, selfcare_post_person,
	  .keeps_words = true },
	{ HTTP_POST, "/selfcare/remove/:line", WHO_PERSON, selfcare_post_remove },
	{ HTTP_GET, "/selfcare/week", WHO_PERSON, selfcare_get_now },
	{ HTTP_GET, "/selfcare/week/:monday", WHO_PERSON, selfcare_get_week },
	{ HTTP_GET, "/selfcare/week/:monday/:step", WHO_PERSON, selfcare_get_step },
	{ HTTP_POST, "/selfcare/week/:monday/:step", WHO_PERSON, selfcare_post_step },
	{ HTTP_POST, "/selfcare/week/:monday/remove", WHO_PERSON, selfcare_post_week_remove },
};

const struct room room_selfcare = { .name = "selfcare",
				    ROOM_ROUTES(selfcare_routes),
				    .title = "My own side",
				    .add_records = selfcare_add_records,
				    .topic = TOPIC_SELFCARE,
				    .show_topic = selfcare_show };
