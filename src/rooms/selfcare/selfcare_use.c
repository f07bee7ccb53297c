#include "selfcare_use.h"
#include <jansson.h>
#include "record.h"
#include "selfcare.pb-c.h"
#include "text.h"

struct sheet {
	struct notebook_page page;
	Selfcare__Lines *lines;
};

static const struct notebook_place lines_place = { .topic = TOPIC_SELFCARE,
						   .place = PLACE_SELFCARE };

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	TRY(notebook_read(a, lines_place, &ret->page));
	ret->lines = (Selfcare__Lines *)record_unpack(a->arena, &selfcare__lines__descriptor,
						      ret->page.records);
	return ret->lines ? OK : FAIL(UNVERIFIED);
}

/* --- out of records; somebody else may have written them: read as strictly as a form */
static bool from_record(const Selfcare__Record *r, struct selfcare_line *ret)
{
	bool is_fine = selfcare_words(SELFCARE_ALL_KINDS, r->kind) && r->time <= 24 * 60 &&
		       r->minutes <= 24 * 60 && r->day >= 0 &&
		       (!r->tie || selfcare_words(SELFCARE_TIES, r->tie)) &&
		       text_is_clean(str_c(r->words), false) &&
		       text_is_clean(str_c(r->reach), false);

	if (!is_fine)
		return false;
	*ret = (struct selfcare_line){
		.id = record_id(r->id),
		.kind = (enum selfcare_kind)r->kind,
		.words = str_c(r->words),
		.day = { r->day },
		.time = (int)r->time - 1,
		.minutes = r->minutes,
		.tie = r->tie,
		.helps = r->helps & selfcare_bits(SELFCARE_HELPS),
		.reach = str_c(r->reach),
		.written = { r->written },
		.changed = { r->edited ? r->edited : r->written },
		.version = r->version,
	};
	return true;
}

static bool comes_before(const struct selfcare_line *x, const struct selfcare_line *y)
{
	if (!x->day.n != !y->day.n)
		return x->day.n != 0;
	if (x->day.n != y->day.n)
		return x->day.n < y->day.n;
	if (x->time != y->time)
		return x->time < y->time;
	return x->written.s < y->written.s;
}

static void take_lines(struct act *a, const Selfcare__Lines *lines, struct selfcare_line **ret,
		       size_t *ret_n)
{
	struct selfcare_line *list =
		arena_array(a->arena, struct selfcare_line, lines->n_record + 1);

	*ret = list;
	*ret_n = 0;
	for (size_t i = 0; i < lines->n_record; i++) {
		struct selfcare_line line;
		size_t at = *ret_n;

		if (!from_record(lines->record[i], &line))
			continue;
		for (; at > 0 && comes_before(&line, &list[at - 1]); at--)
			list[at] = list[at - 1];
		list[at] = line;
		++*ret_n;
	}
}

fallible selfcare_lines(struct act *a, struct selfcare_line **ret, size_t *ret_n)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	take_lines(a, s.lines, ret, ret_n);
	return OK;
}

fallible selfcare_line_find(struct act *a, struct id16 id, struct selfcare_line *ret)
{
	struct selfcare_line *list;
	size_t n;

	TRY(selfcare_lines(a, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(list[i].id, id)) {
			*ret = list[i];
			return OK;
		}
	return FAIL(NOT_FOUND);
}

static void drop_passed(struct selfcare_line *list, size_t *n, int today)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++)
		if (!list[i].day.n || list[i].day.n >= today)
			list[kept++] = list[i];
	*n = kept;
}

fallible selfcare_planned(struct act *a, struct selfcare_line **ret, size_t *ret_n)
{
	size_t n = 0;

	TRY(selfcare_lines(a, ret, ret_n));
	drop_passed(*ret, ret_n, act_today(a).n);
	while (n < *ret_n && (*ret)[n].day.n)
		n++;
	*ret_n = n;
	return OK;
}

fallible selfcare_shared(struct act *a, const struct notebook_source *source,
			 struct selfcare_line **ret, size_t *ret_n)
{
	struct bytes records;

	TRY(notebook_read_shared(a, source, lines_place, &records));
	const Selfcare__Lines *lines = (const Selfcare__Lines *)record_unpack(
		a->arena, &selfcare__lines__descriptor, records);

	if (!lines)
		return FAIL(UNVERIFIED);
	take_lines(a, lines, ret, ret_n);
	drop_passed(*ret, ret_n, act_today(a).n);
	return OK;
}

/* --- into records */
static Selfcare__Record *find(const struct sheet *s, struct id16 id)
{
	for (size_t i = 0; i < s->lines->n_record; i++)
		if (id16_equal(record_id(s->lines->record[i]->id), id))
			return s->lines->record[i];
	return NULL;
}

static void let_go(struct sheet *s, const Selfcare__Record *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->lines->n_record; i++)
		if (s->lines->record[i] != r)
			s->lines->record[kept++] = s->lines->record[i];
	s->lines->n_record = kept;
}

/* What passed by longest ago; NULL: nothing did. */
static Selfcare__Record *oldest(const struct sheet *s, int today)
{
	Selfcare__Record *found = NULL;

	for (size_t i = 0; i < s->lines->n_record; i++) {
		Selfcare__Record *r = s->lines->record[i];

		if (r->day && r->day < today && (!found || r->day < found->day))
			found = r;
	}
	return found;
}

static fallible save(struct act *a, struct sheet *s)
{
	return notebook_write(a, &s->page, record_pack(a->arena, &s->lines->base));
}

static Selfcare__Record *to_record(struct act *a, const struct selfcare_line *line,
				   const Selfcare__Record *was)
{
	Selfcare__Record *r = arena_new(a->arena, Selfcare__Record);

	selfcare__record__init(r);
	r->id = record_data(a->arena, BYTES_OF(line->id));
	r->kind = (uint32_t)line->kind;
	r->words = record_text(a->arena, line->words);
	r->day = line->day.n;
	r->time = (uint32_t)(line->time + 1);
	r->minutes = line->minutes;
	r->tie = line->tie;
	r->helps = line->helps;
	r->reach = record_text(a->arena, line->reach);
	r->written = was ? was->written : a->now.s;
	r->edited = was ? a->now.s : 0;
	r->version = line->version;
	return r;
}

fallible selfcare_line_keep(struct act *a, struct selfcare_line *line, enum selfcare_refusal *ret)
{
	static const struct id16 none = { 0 };
	struct sheet s;

	TRY(open_sheet(a, &s));
	bool has_name = !id16_equal(line->id, none);
	Selfcare__Record *r = has_name ? find(&s, line->id) : NULL;

	*ret = SELFCARE_FINE;
	if (!line->version && r)
		return OK; /* the same form, sent twice */
	if (line->version && (!r || r->version != line->version)) {
		*ret = SELFCARE_MOVED;
		return OK;
	}
	if (!has_name)
		line->id = act_new_id(a);
	if (r)
		let_go(&s, r);
	else if (s.lines->n_record >= SELFCARE_LINES_MAX)
		let_go(&s, oldest(&s, act_today(a).n));
	*ret = s.lines->n_record < SELFCARE_LINES_MAX ? SELFCARE_FINE : SELFCARE_FULL;
	if (*ret)
		return OK;
	line->version++;
	s.lines->record =
		record_add(a->arena, s.lines->record, &s.lines->n_record, to_record(a, line, r));
	struct err e = save(a, &s);

	if (e.code != ERR_TOO_FULL)
		return e;
	line->version--;
	*ret = SELFCARE_FULL;
	return OK;
}

fallible selfcare_line_remove(struct act *a, struct id16 id)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	const Selfcare__Record *r = find(&s, id);

	if (!r)
		return OK;
	let_go(&s, r);
	return save(a, &s);
}

/* --- the copy to take along */
static void add_text(json_t *o, const char *name, struct str words)
{
	if (words.n)
		json_object_set_new(o, name, json_stringn(words.p, words.n));
}

static void add_line(const struct selfcare_line *line, json_t *to)
{
	json_t *o = json_object(), *helps = json_array();
	const struct code_row *row;
	char day[DAY_TEXT_MAX], time[CLOCK_TEXT_MAX];

	json_object_set_new(o, "what", json_string(selfcare_words(SELFCARE_ALL_KINDS, line->kind)));
	add_text(o, "words", line->words);
	if (line->day.n) {
		day_write(day, line->day);
		add_text(o, "day", str_c(day));
	}
	if (line->time >= 0) {
		clock_write(time, line->time);
		add_text(o, "time", str_c(time));
	}
	if (line->minutes)
		json_object_set_new(o, "minutes", json_integer(line->minutes));
	add_text(o, "who", str_c(selfcare_words(SELFCARE_TIES, line->tie)));
	for (size_t i = 0; (row = selfcare_row(SELFCARE_HELPS, i)); i++)
		if (line->helps & SELFCARE_BIT(row->number))
			json_array_append_new(helps, json_string(row->words));
	if (json_array_size(helps))
		json_object_set(o, "helps", helps);
	json_decref(helps);
	add_text(o, "how to reach", line->reach);
	json_array_append_new(to, o);
}

fallible selfcare_add_records(struct act *a, struct json_t *to)
{
	struct selfcare_line *list;
	size_t n;

	TRY(selfcare_lines(a, &list, &n));
	for (size_t i = 0; i < n; i++)
		add_line(&list[i], to);
	return selfcare_add_weeks(a, to);
}
