/* treatment: questions for the next visit, and what was written about an end: never shared. */
#include "record.h"
#include "text.h"
#include "treatment.pb-c.h"
#include "treatment_use.h"

struct sheet {
	struct notebook_page page;
	Treatment__Owns *list;
};

static fallible open_sheet(struct act *a, const struct treatment_course *course, struct sheet *ret)
{
	const struct notebook_place where = { .topic = TOPIC_PRIVATE,
					      .place = PLACE_TREATMENT_VISIT,
					      .month = course->month };

	TRY(notebook_read(a, where, &ret->page));
	ret->list = (Treatment__Owns *)record_unpack(a->arena, &treatment__owns__descriptor,
						     ret->page.records);
	return ret->list ? OK : FAIL(UNVERIFIED);
}

static fallible save(struct act *a, struct sheet *s, enum treatment_refusal *ret)
{
	struct err e = notebook_write(a, &s->page, record_pack(a->arena, &s->list->base));

	*ret = err_is(e, ERR_TOO_FULL) ? TREATMENT_FULL : TREATMENT_FINE;
	return *ret ? OK : e;
}

static bool is_of(const Treatment__Own *r, const struct treatment_course *course)
{
	return id16_equal(record_id(r->course), course->id);
}

static bool is_end(const Treatment__Own *r, const struct treatment_course *course)
{
	return id16_equal(record_id(r->id), course->id);
}

static void insert(struct treatment_own *own, const struct treatment_question *one)
{
	size_t at = own->n;

	if (at == TREATMENT_QUESTIONS_MAX)
		return;
	for (; at > 0 && own->question[at - 1].written.s > one->written.s; at--)
		own->question[at] = own->question[at - 1];
	own->question[at] = *one;
	own->n++;
}

fallible treatment_own_read(struct act *a, const struct treatment_course *course,
			    struct treatment_own *ret)
{
	struct sheet s;

	*ret = (struct treatment_own){ .end_words = { "", 0 } };
	TRY(open_sheet(a, course, &s));
	for (size_t i = 0; i < s.list->n_record; i++) {
		const Treatment__Own *r = s.list->record[i];
		const struct treatment_question one = { .id = record_id(r->id),
							.asked = record_id(r->asked),
							.words = str_c(r->words),
							.written = { r->written } };

		if (!is_of(r, course) || !text_is_clean(one.words, true))
			continue;
		if (is_end(r, course))
			ret->end_words = one.words;
		else
			insert(ret, &one);
	}
	return OK;
}

static void add(struct act *a, struct sheet *s, const struct treatment_course *course,
		struct id16 id, struct str words)
{
	Treatment__Own *r = arena_new(a->arena, Treatment__Own);

	treatment__own__init(r);
	r->id = record_data(a->arena, BYTES_OF(id));
	r->course = record_data(a->arena, BYTES_OF(course->id));
	r->words = record_text(a->arena, words);
	r->written = a->now.s;
	s->list->record = record_add(a->arena, s->list->record, &s->list->n_record, r);
}

static size_t count(const struct sheet *s, const struct treatment_course *course)
{
	size_t n = 0;

	for (size_t i = 0; i < s->list->n_record; i++)
		n += is_of(s->list->record[i], course) && !is_end(s->list->record[i], course);
	return n;
}

fallible treatment_own_ask(struct act *a, const struct treatment_course *course, struct str words,
			   enum treatment_refusal *ret)
{
	struct sheet s;

	TRY(open_sheet(a, course, &s));
	*ret = count(&s, course) >= TREATMENT_QUESTIONS_MAX ? TREATMENT_FULL : TREATMENT_FINE;
	if (*ret)
		return OK;
	add(a, &s, course, act_new_id(a), words);
	return save(a, &s, ret);
}

static bool is_among(struct id16 id, const struct id16 list[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (id16_equal(list[i], id))
			return true;
	return false;
}

fallible treatment_own_asked(struct act *a, const struct treatment_course *course,
			     struct id16 visit, const struct id16 asked[], size_t n)
{
	enum treatment_refusal refusal;
	bool has_changed = false;
	struct sheet s;

	TRY(open_sheet(a, course, &s));
	for (size_t i = 0; i < s.list->n_record; i++) {
		Treatment__Own *r = s.list->record[i];
		bool was = id16_equal(record_id(r->asked), visit);
		bool is = is_among(record_id(r->id), asked, n);

		if (!is_of(r, course) || is_end(r, course) || is == was || (r->asked.len && !was))
			continue;
		r->asked = is ? record_data(a->arena, BYTES_OF(visit))
			      : (ProtobufCBinaryData){ 0, NULL };
		has_changed = true;
	}
	return has_changed ? save(a, &s, &refusal) : OK;
}

/* which NULL: everything of the course */
static fallible forget(struct act *a, const struct treatment_course *course,
		       const struct id16 *which, struct sheet *s)
{
	size_t kept = 0;

	TRY(open_sheet(a, course, s));
	for (size_t i = 0; i < s->list->n_record; i++) {
		Treatment__Own *r = s->list->record[i];

		if (!is_of(r, course) || (which && !id16_equal(record_id(r->id), *which)))
			s->list->record[kept++] = r;
	}
	s->list->n_record = kept;
	return OK;
}

fallible treatment_own_forget(struct act *a, const struct treatment_course *course,
			      struct id16 question)
{
	enum treatment_refusal refusal;
	struct sheet s;

	TRY(forget(a, course, &question, &s));
	return save(a, &s, &refusal);
}

fallible treatment_own_remove(struct act *a, const struct treatment_course *course)
{
	enum treatment_refusal refusal;
	struct sheet s;

	TRY(forget(a, course, NULL, &s));
	return s.page.records.n ? save(a, &s, &refusal) : OK;
}

fallible treatment_own_end(struct act *a, const struct treatment_course *course, struct str words,
			   enum treatment_refusal *ret)
{
	struct sheet s;

	TRY(forget(a, course, &course->id, &s));
	if (words.n)
		add(a, &s, course, course->id, words);
	*ret = TREATMENT_FINE;
	return words.n || s.page.records.n ? save(a, &s, ret) : OK;
}
