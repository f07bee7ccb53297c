#include "approach_share_use.h"
#include "approach.pb-c.h"
#include "record.h"
#include "text.h"

/* --- copies in and out; somebody else may have written one */
fallible approach_copy_read(struct arena *a, struct bytes content, struct approach_copy *ret)
{
	const Approach__Copy *m =
		(const Approach__Copy *)record_unpack(a, &approach__copy__descriptor, content);

	*ret = (struct approach_copy){ 0 };
	if (!m || m->area == 0 || m->area >= APPROACH_AREAS || m->rating > APPROACH_RATING_MAX ||
	    m->time > 1440 || m->companion >= APPROACH_COMPANIONS || m->minutes > 1440 ||
	    !text_is_clean(str_c(m->text), false) || !text_is_clean(str_c(m->place), false))
		return FAIL(UNVERIFIED);
	*ret = (struct approach_copy){ .text = str_c(m->text),
				       .area = (enum approach_area)m->area,
				       .rating = m->rating,
				       .is_planned = m->planned,
				       .plan = { .day = { m->day },
						 .time = (int)m->time - 1,
						 .companion = (enum approach_companion)m->companion,
						 .minutes = m->minutes,
						 .place = str_c(m->place) } };
	return OK;
}

fallible approach_copy_of(struct act *a, struct id16 id, struct bytes *ret)
{
	Approach__Copy m;
	struct approach_item item;
	struct approach_log *log;
	size_t n;

	TRY(approach_find(a, id, &item));
	TRY(approach_logs(a, &id, &log, &n));
	approach__copy__init(&m);
	m.text = record_text(a->arena, item.text);
	m.area = item.area;
	m.rating = item.rating;
	for (size_t i = 0; i < n && !m.planned; i++) {
		if (log[i].is_done || log[i].day.n < act_today(a).n)
			continue;
		m.planned = true;
		m.day = log[i].day.n;
		m.time = (uint32_t)(log[i].time + 1);
		m.companion = log[i].companion;
		m.minutes = log[i].minutes;
		m.place = record_text(a->arena, log[i].place);
	}
	*ret = record_pack(a->arena, &m.base);
	return OK;
}

fallible approach_share(struct act *a, struct id16 item, struct id16 other)
{
	struct bytes content;

	TRY(approach_copy_of(a, item, &content));
	return sharing_put_item(a, other, PLACE_APPROACH, item, content, true);
}

fallible approach_tell(struct act *a, struct id16 item)
{
	struct sharing_item *list;
	struct bytes content;
	bool is_shared = false;
	size_t n;

	TRY(sharing_items(a, PLACE_APPROACH, &list, &n));
	for (size_t i = 0; i < n; i++)
		is_shared |= list[i].state == SHARING_ON && id16_equal(list[i].id, item);
	if (!is_shared)
		return OK;
	TRY(approach_copy_of(a, item, &content));
	return sharing_update_item(a, PLACE_APPROACH, item, content);
}

fallible approach_readers(struct act *a, struct id16 item, struct approach_reader **ret,
			  size_t *ret_n)
{
	struct sharing_item *copy;
	struct other *list;
	size_t n, n_copies;

	TRY(others_list(a, &list, &n));
	TRY(sharing_items(a, PLACE_APPROACH, &copy, &n_copies));
	*ret = arena_array(a->arena, struct approach_reader, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		if (list[i].is_closed)
			continue;
		struct approach_reader *r = &(*ret)[(*ret_n)++];

		r->other = list[i];
		for (size_t k = 0; k < n_copies; k++)
			if (id16_equal(copy[k].id, item) && id16_equal(copy[k].other, list[i].id))
				r->state = copy[k].state;
	}
	return OK;
}

/* --- the joint list */
struct yes_sheet {
	struct notebook_page page;
	Approach__YesList *list;
};

static fallible open_yes(struct act *a, struct yes_sheet *ret)
{
	const struct notebook_place where = { .topic = TOPIC_PRIVATE, .place = PLACE_APPROACH };

	TRY(notebook_read(a, where, &ret->page));
	ret->list = (Approach__YesList *)record_unpack(a->arena, &approach__yes_list__descriptor,
						       ret->page.records);
	return ret->list ? OK : FAIL(UNVERIFIED);
}

static Approach__Yes *find_yes(const struct yes_sheet *s, struct id16 other)
{
	for (size_t i = 0; i < s->list->n_record; i++) {
		ProtobufCBinaryData id = s->list->record[i]->id;

		if (id.len == sizeof other.b && memcmp(id.data, other.b, sizeof other.b) == 0)
			return s->list->record[i];
	}
	return NULL;
}

fallible approach_yes_find(struct act *a, struct id16 other, struct approach_yes *ret)
{
	struct yes_sheet s;

	*ret = (struct approach_yes){ 0 };
	TRY(open_yes(a, &s));
	const Approach__Yes *r = find_yes(&s, other);

	if (!r || act_today(a).n >= r->day + SHARING_YES_DAYS)
		return OK;
	ret->slots = r->slots & approach_joint_slots();
	ret->until.n = r->day + SHARING_YES_DAYS;
	return OK;
}

fallible approach_yes_say(struct act *a, struct id16 other, uint64_t slots)
{
	struct yes_sheet s;

	TRY(open_yes(a, &s));
	Approach__Yes *r = find_yes(&s, other);

	if (!r) {
		r = arena_new(a->arena, Approach__Yes);
		approach__yes__init(r);
		r->id = record_data(a->arena, BYTES_OF(other));
		s.list->record = record_add(a->arena, s.list->record, &s.list->n_record, r);
	}
	r->slots = slots & approach_joint_slots();
	r->day = act_today(a).n;
	TRY(sharing_answer_all(a, other, approach_joint_slots(), r->slots));
	return notebook_write(a, &s.page, record_pack(a->arena, &s.list->base));
}
