#include "pages_find.h"
#include <stdlib.h>
#include "notebook_parts.h"
#include "place.h"

#define MONTH_FIRST  (1900 * 12) /* nobody tells of a day before */
#define MONTHS_AHEAD 13

static const enum place places[] = {
#define PLACE(name, number, is_list) PLACE_##name,
#include "place.def"
#undef PLACE
};

struct search {
	const struct page_mark **mark; /* in the order of their names */
	size_t n_marks;
	struct page_found *found;
	size_t n, wanted;
};

static int compare(const void *x, const void *y)
{
	const struct page_mark *a = *(const struct page_mark *const *)x,
			       *b = *(const struct page_mark *const *)y;

	return memcmp(a->page.b, b->page.b, sizeof a->page.b);
}

static bool find_page(struct search *s, struct page_name name, const struct epoch_key *key)
{
	const struct page_mark wanted = { .page = page_id_under(&key->key, name) },
			       *pointer = &wanted;
	const struct page_mark **at =
		bsearch(&pointer, s->mark, s->n_marks, sizeof *s->mark, compare);

	if (!at)
		return false;
	s->found[s->n++] = (struct page_found){ name, *key, **at };
	return true;
}

/* A first page is there in every epoch that has another part; of a list one between may be missing.
 */
static void find_parts(struct search *s, struct page_name name, const struct epoch_key *key)
{
	bool is_list = place_is_list((enum place)name.room);
	unsigned most = is_list ? NOTEBOOK_PARTS : UINT8_MAX;

	if (s->n == s->wanted || !find_page(s, name, key))
		return;
	for (unsigned part = 1; part < most && s->n < s->wanted; part++) {
		name.part = (uint8_t)part;
		if (!find_page(s, name, key) && !is_list)
			return;
	}
}

static void find_month(struct search *s, const struct topic_keys *keys, enum topic t,
		       struct month month)
{
	for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
		for (size_t e = 0; e < keys->n; e++) {
			struct page_name name = { .topic = t,
						  .room = (uint16_t)places[p],
						  .month = month };

			find_parts(s, name, &keys->epoch[e]);
		}
	}
}

static struct search search_begin(struct act *a, const struct page_mark mark[], size_t n,
				  size_t wanted)
{
	struct search s = { .n_marks = n, .wanted = wanted };

	s.mark = arena_array(a->arena, const struct page_mark *, n + 1);
	s.found = arena_array(a->arena, struct page_found, wanted + 1);
	for (size_t i = 0; i < n; i++)
		s.mark[i] = &mark[i];
	qsort(s.mark, n, sizeof *s.mark, compare);
	return s;
}

void pages_find(struct act *a, const struct topic_keys keys[TOPIC_SLOTS],
		const struct page_mark mark[], size_t n, struct page_found **ret, size_t *ret_n)
{
	struct month now = day_month(act_today(a));
	struct search s = search_begin(a, mark, n, n);

	for (int t = 0; t < TOPIC__COUNT; t++)
		find_month(&s, &keys[t], (enum topic)t, (struct month){ 0 });
	for (int32_t i = now.n + MONTHS_AHEAD; i >= MONTH_FIRST && s.n < n; i--)
		for (int t = 0; t < TOPIC__COUNT; t++)
			find_month(&s, &keys[t], (enum topic)t, (struct month){ i });
	*ret = s.found;
	*ret_n = s.n;
}

bool pages_any(struct act *a, enum topic topic, const struct epoch_key *key,
	       const struct page_mark mark[], size_t n)
{
	const struct topic_keys keys = { .n = 1, .epoch = { *key } };
	struct month now = day_month(act_today(a));
	struct search s = search_begin(a, mark, n, n ? 1 : 0);

	find_month(&s, &keys, topic, (struct month){ 0 });
	for (int32_t i = now.n + MONTHS_AHEAD; i >= MONTH_FIRST && s.n < s.wanted; i--)
		find_month(&s, &keys, topic, (struct month){ i });
	return s.n > 0;
}
