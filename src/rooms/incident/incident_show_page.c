/* incident: how a note reads, to its owner and to somebody it is shared with. */
#include "incident.html.h"
#include "incident_page.h"
#include "words.h"

/* --- words of several chips: "Fresh air, cold water" */
static struct str lower_first(struct visit *v, struct str s)
{
	bool is_name = s.n > 1 && (s.p[1] == ' ' || s.p[0] == '"');

	if (is_name || s.n == 0 || s.p[0] < 'A' || s.p[0] > 'Z')
		return s;
	return arena_print(v->arena, "%c%.*s", s.p[0] - 'A' + 'a', (int)s.n - 1, s.p + 1);
}

static struct str upper_first(struct visit *v, struct str s)
{
	if (s.n == 0 || s.p[0] < 'a' || s.p[0] > 'z')
		return s;
	return arena_print(v->arena, "%c%.*s", s.p[0] - 'a' + 'A', (int)s.n - 1, s.p + 1);
}

static struct str join(struct visit *v, struct str a, struct str b)
{
	if (a.n == 0)
		return b;
	b = lower_first(v, b);
	return arena_print(v->arena, "%.*s, %.*s", (int)a.n, a.p, (int)b.n, b.p);
}

struct str incident_bits_words(struct visit *v, enum incident_table t, uint32_t bits)
{
	const struct code_row *row;
	struct str all = { "", 0 };

	for (size_t i = 0; (row = incident_row(t, i)); i++)
		if (bits & INCIDENT_BIT(row->number))
			all = join(v, all, str_c(row->words));
	return upper_first(v, all);
}

/* --- a note */
static void add(struct visit *v, const struct incident *i, const char *part, const char *title,
		struct str words, struct str own, struct incident_note_view *ret)
{
	if (words.n == 0 && own.n == 0)
		return;
	ret->fact[ret->n++] =
		(struct incident_fact_view){ title, words, own, incident_url(v, i->id, part) };
}

static struct str trigger_words(const struct incident *i, const struct incident_reading *r,
				struct visit *v)
{
	struct str all = { "", 0 };

	for (size_t k = 0; k < r->n_triggers; k++) {
		if (!incident_has_trigger(i, r->trigger[k].id))
			continue;
		struct str one = r->trigger[k].words;

		all = all.n ? arena_print(v->arena, "%.*s · %.*s", (int)all.n, all.p, (int)one.n,
					  one.p)
			    : one;
	}
	return all;
}

static struct str when_words(struct visit *v, const struct incident *i)
{
	struct str day = words_day_title(v->arena, i->day, act_today(&v->act));
	const char *part = incident_words(INCIDENT_PARTS, i->part);

	return part ? join(v, day, str_c(part)) : day;
}

static struct str strength_words(struct visit *v, int strength)
{
	if (strength < 0)
		return (struct str){ "", 0 };
	return arena_print(v->arena, "%s (%d)", incident_strength_words((unsigned)strength),
			   strength);
}

static void fill_later(struct visit *v, const struct incident *i, const struct incident_reading *r,
		       struct incident_note_view *ret)
{
	const char *theirs = arena_print(v->arena, "What %.*s did", (int)r->other.n, r->other.p).p;
	struct str none = { "", 0 };

	add(v, i, "/more/signs", "Early signs", incident_bits_words(v, INCIDENT_SIGNS, i->signs),
	    i->signs_words, ret);
	add(v, i, "/more/trigger", "What set it off", none, trigger_words(i, r, v), ret);
	add(v, i, "/more/did", "What I did",
	    incident_bits_words(v, INCIDENT_REACTIONS, i->did_mine), i->mine_words, ret);
	add(v, i, "/more/did", theirs, incident_bits_words(v, INCIDENT_REACTIONS, i->did_theirs),
	    i->theirs_words, ret);
	add(v, i, "/more/helped", "What helped me",
	    incident_bits_words(v, INCIDENT_HELPS, i->helped), i->helped_words, ret);
	add(v, i, "/more/helped", "What did not",
	    incident_bits_words(v, INCIDENT_HELPS, i->helped_not), i->not_words, ret);
	add(v, i, "/more/helped", "What I stayed away from", none, i->avoided, ret);
}

void incident_fill_note(struct visit *v, const struct incident *i, const struct incident_reading *r,
			struct incident_note_view *ret)
{
	struct str where = str_c(incident_words(INCIDENT_WHERES, i->where));
	const char *kind = incident_kind_asked(i->kind, r->role);

	*ret = (struct incident_note_view){ .title = str_c(kind ? kind : "Something happened"),
					    .when = when_words(v, i),
					    .said = i->words };
	add(v, i, "/tap/2", "Where", where, (struct str){ "", 0 }, ret);
	add(v, i, "/more/when", "The place", (struct str){ "", 0 }, i->place, ret);
	add(v, i, "/tap/3", "How strong", strength_words(v, i->strength), (struct str){ "", 0 },
	    ret);
	fill_later(v, i, r, ret);
}

/* --- for somebody else */
static bool is_same_month(struct day a, struct day b)
{
	return day_month(a).n == day_month(b).n;
}

/* `list` has the oldest first; what is shown has the newest first. */
static void show_month(struct visit *v, struct html_out *o, const struct incident list[], size_t n,
		       const struct incident_reading *r, bool is_newest)
{
	struct civil c = day_civil(list[0].day);
	struct incident_note_view *note = arena_array(v->arena, struct incident_note_view, n);
	struct incident_shown_month view = { .title = arena_print(v->arena, "%s %d",
								  month_name(c.month), c.year),
					     .note = note,
					     .n = n,
					     .is_open = is_newest };

	for (size_t i = 0; i < n; i++)
		incident_fill_note(v, &list[n - 1 - i], r, &note[i]);
	incident_shown_month(o, &view);
}

fallible incident_show(struct visit *v, struct html_out *o, const struct notebook_source *source)
{
	/* Somebody further east may be a day ahead. */
	struct day to = { act_today(&v->act).n + 1 };
	struct day from =
		month_first_day((struct month){ day_month(to).n - INCIDENT_MONTHS_SHOWN });
	struct incident_reading reading = { .other = STR("the other one") };
	struct incident_trigger *trigger;
	struct incident *list;
	size_t n;

	TRY(incident_between(&v->act, source, from, to, &list, &n));
	TRY(incident_triggers(&v->act, source, &trigger, &reading.n_triggers));
	reading.trigger = trigger;
	for (size_t end = n, begin; end > 0; end = begin) {
		for (begin = end;
		     begin > 0 && is_same_month(list[begin - 1].day, list[end - 1].day);)
			begin--;
		show_month(v, o, &list[begin], end - begin, &reading, end == n);
	}
	if (n == 0 && reading.n_triggers)
		incident_shown_triggers(o, trigger, reading.n_triggers);
	return OK;
}
