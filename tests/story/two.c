#include "two.h"
#include "others.h"

#define MONTH 24322

struct two two_named(struct story *s, const char *alexs_account, const char *sams_account)
{
	struct two t = { .story = s,
			 .alex = person_named(s, alexs_account),
			 .sam = person_named(s, sams_account) };

	people_link(&t.alex, &t.sam);
	t.of_sam = person_other(&t.alex, 0);
	t.of_alex = person_other(&t.sam, 0);
	hex_write(t.sam_id, BYTES_OF(t.of_sam));
	hex_write(t.alex_id, BYTES_OF(t.of_alex));
	return t;
}

struct two two_make(struct story *s)
{
	return two_named(s, "alex", "sam");
}

const char *sams_view(struct two *t)
{
	return person_view(&t->sam, t->of_alex);
}

const char *alexs_view(struct two *t)
{
	return person_view(&t->alex, t->of_sam);
}

fallible deed_put_item(struct act *a, void *context)
{
	const struct item_deed *d = context;

	return sharing_put_item(a, d->to, PLACE_CARD, d->id, bytes_str(str_c(d->content)),
				d->is_again);
}

fallible deed_answer(struct act *a, void *context)
{
	const struct answers_deed *d = context;

	return sharing_answer_all(a, d->to, d->slots, d->yes);
}

void person_answers(struct person *p, struct id16 to, uint64_t slots, uint64_t yes)
{
	struct answers_deed d = { to, slots, yes };

	MUST(person_does(p, deed_answer, &d));
}

struct leaving {
	struct id16 other;
	enum sharing_leave how;
};

static fallible leave(struct act *a, void *context)
{
	const struct leaving *l = context;

	return sharing_leave(a, l->other, l->how);
}

void person_leaves(struct person *p, struct id16 other, enum sharing_leave how)
{
	struct leaving l = { other, how };

	MUST(person_does(p, leave, &l));
}

static fallible take_source(struct act *a, void *context)
{
	struct other *list;
	bool found;
	size_t n;

	TRY(others_list(a, &list, &n));
	assert_in_range(n, 1, 100);
	TRY(others_source(a, list[0].id, TOPIC_CHECKIN, context, &found));
	assert_true(found);
	return OK;
}

struct notebook_source person_keeps_keys(struct person *p)
{
	struct notebook_source source;

	MUST(person_does(p, take_source, &source));
	return source;
}

struct trying {
	struct story *s;
	struct notebook_source source;
	const char *text;
};

static fallible use_source(struct act *a, void *context)
{
	struct trying *t = context;
	struct notebook_place where = { TOPIC_CHECKIN, PLACE_CHECKIN, { MONTH }, 0 };
	struct bytes records;

	TRY(notebook_read_shared(a, &t->source, where, &records));
	t->text = deed_records(t->s, records);
	return OK;
}

const char *person_tries_keys(struct person *p, const struct notebook_source *kept)
{
	struct trying t = { .s = p->story, .source = *kept };

	MUST(person_does(p, use_source, &t));
	return t.text;
}
