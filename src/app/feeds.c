#include "feeds.h"
#include "audit.h"
#include "feeds.pb-c.h"
#include "notebook.h"
#include "record.h"
#include "text.h"

static const struct notebook_place where = { .topic = TOPIC_PRIVATE, .place = PLACE_CALENDAR };

const char *feeds_title(enum feeds_kind kind)
{
	static const char *const title[FEEDS_KINDS] = { "Plan", "Time for two", "Reminder" };

	return title[kind];
}

/* --- what is stored, read as strictly as a form: whoever has a link can seal a page for it */
static bool read_titles(const char *plan, const char *two, const char *reminder,
			struct str ret[FEEDS_KINDS])
{
	ret[FEEDS_PLAN] = str_c(plan);
	ret[FEEDS_TWO] = str_c(two);
	ret[FEEDS_REMINDER] = str_c(reminder);
	for (int i = 0; i < FEEDS_KINDS; i++)
		if (!text_is_clean(ret[i], false) || text_length(ret[i]) > FEEDS_TITLE_MAX)
			return false;
	return true;
}

static bool read_date(const Feeds__Date *r, struct feeds_date *ret)
{
	if (r->name.len != sizeof ret->name.b || r->kind >= FEEDS_KINDS ||
	    r->minutes > FEEDS_MINUTES_MAX)
		return false;
	*ret = (struct feeds_date){ .kind = (enum feeds_kind)r->kind,
				    .day = { r->day },
				    .begins = { r->begins },
				    .minutes = r->minutes,
				    .changed = { r->changed },
				    .version = r->version };
	memcpy(ret->name.b, r->name.data, sizeof ret->name.b);
	return true;
}

static bool read_list(const Feeds__List *m, struct feeds_list *ret)
{
	if (m->alarm > FEEDS_ALARM_MAX + 1 || m->n_date > FEEDS_DATES_MAX ||
	    !read_titles(m->plan, m->two, m->reminder, ret->title))
		return false;
	ret->alarm = (int)m->alarm - 1;
	ret->changed.s = m->changed;
	ret->is_floating = m->floating;
	for (ret->n = 0; ret->n < m->n_date; ret->n++)
		if (!read_date(m->date[ret->n], &ret->date[ret->n]))
			return false;
	return true;
}

static bool read_link(const Feeds__Link *m, struct feeds_link *ret)
{
	if (m->alarm > FEEDS_ALARM_MAX + 1 ||
	    !read_titles(m->plan, m->two, m->reminder, ret->title))
		return false;
	ret->alarm = (int)m->alarm - 1;
	ret->changed.s = m->changed;
	ret->ended = m->ended < FEEDS_LOST ? (enum feeds_end)m->ended : FEEDS_NEVER;
	ret->is_on = m->token.len == sizeof ret->token.b;
	if (ret->is_on)
		memcpy(ret->token.b, m->token.data, sizeof ret->token.b);
	return true;
}

/* --- its owner's record. One that does not open must not keep anybody from closing or going on */
static fallible open_link(struct act *a, struct notebook_page *page, struct feeds_link *ret)
{
	const Feeds__Link *m = NULL;
	bool is_lost;

	*ret = (struct feeds_link){ .alarm = -1 };
	TRY(notebook_read_over(a, where, page, &is_lost));
	if (!is_lost)
		m = (Feeds__Link *)record_unpack(a->arena, &feeds__link__descriptor, page->records);
	if (!m || !read_link(m, ret))
		*ret = (struct feeds_link){ .alarm = -1, .ended = FEEDS_LOST };
	return OK;
}

fallible feeds_open(struct act *a, struct feeds_link *ret)
{
	struct notebook_page page;

	return open_link(a, &page, ret);
}

static fallible save_link(struct act *a, const struct notebook_page *page,
			  const struct feeds_link *link)
{
	Feeds__Link m;

	feeds__link__init(&m);
	if (link->is_on)
		m.token = record_data(a->arena, BYTES(link->token.b));
	m.plan = record_text(a->arena, link->title[FEEDS_PLAN]);
	m.two = record_text(a->arena, link->title[FEEDS_TWO]);
	m.reminder = record_text(a->arena, link->title[FEEDS_REMINDER]);
	m.alarm = (uint32_t)(link->alarm + 1);
	m.changed = link->changed.s;
	m.ended = link->is_on ? 0 : (uint32_t)link->ended;
	return notebook_write(a, page, record_pack(a->arena, &m.base));
}

static fallible delete_page(struct act *a, const struct feeds_link *link)
{
	struct id16 space = feed_space(&link->token), page = feed_page(&link->token);
	uint32_t ver;

	if (!link->is_on)
		return OK;
	TRY(store_get_page_version(a->store, space, page, &ver));
	if (ver)
		commit_delete_page(a->commit, space, page, ver);
	return OK;
}

fallible feeds_begin(struct act *a)
{
	struct notebook_page page;
	struct feeds_link link;

	TRY(open_link(a, &page, &link));
	TRY(delete_page(a, &link));
	link.is_on = true;
	feed_token_make(&link.token, &a->draw);
	TRY(save_link(a, &page, &link));
	return audit_add(a, AUDIT_FEED_ON, (struct str){ "", 0 });
}

fallible feeds_end(struct act *a, enum feeds_end why)
{
	struct notebook_page page;
	struct feeds_link link;

	TRY(open_link(a, &page, &link));
	if (!link.is_on)
		return OK;
	TRY(delete_page(a, &link));
	link.is_on = false;
	link.ended = why;
	TRY(save_link(a, &page, &link));
	return audit_add(a, AUDIT_FEED_OFF, (struct str){ "", 0 });
}

fallible feeds_end_page(struct act *a)
{
	struct notebook_page page;
	struct feeds_link link;

	TRY(open_link(a, &page, &link));
	return delete_page(a, &link);
}

fallible feeds_set(struct act *a, const struct feeds_link *link)
{
	struct notebook_page page;
	struct feeds_link was;

	TRY(open_link(a, &page, &was));
	bool is_same = was.ended != FEEDS_LOST;

	for (int i = 0; i < FEEDS_KINDS; i++)
		is_same = is_same && str_equal(was.title[i], link->title[i]);
	if (is_same && was.alarm == link->alarm)
		return OK;
	was.alarm = link->alarm;
	was.changed = a->now;
	memcpy(was.title, link->title, sizeof was.title);
	return save_link(a, &page, &was);
}

/* --- the link's page */
static bool is_as_it_was(const struct feeds_date *is, const struct feeds_date *was)
{
	return is->day.n == was->day.n && is->begins.s == was->begins.s &&
	       is->minutes == was->minutes;
}

/* What changed about a plan, but not about what is shown of it, does not show: neither that, nor
 * how often, nor when. */
static void note_change(const struct act *a, const struct feeds_date *was, struct feeds_date *is)
{
	bool is_same = is_as_it_was(is, was);

	/* Who goes on alone from now on has not told the calendar: the title stays with the date.
	 */
	if (is_same)
		is->kind = was->kind;
	is->changed = is_same ? was->changed : a->now;
	is->version = was->version + !is_same;
}

static void note_changes(const struct act *a, const struct feeds_list *was, struct feeds_list *is)
{
	for (size_t i = 0; i < is->n; i++) {
		struct feeds_date *d = &is->date[i];

		if (!d->changed.s)
			d->changed = a->now;
		for (size_t k = 0; k < was->n; k++)
			if (id16_equal(d->name, was->date[k].name))
				note_change(a, &was->date[k], d);
	}
}

static void put_date(struct act *a, Feeds__List *m, const struct feeds_date *d)
{
	Feeds__Date *r = arena_new(a->arena, Feeds__Date);

	feeds__date__init(r);
	r->name = record_data(a->arena, BYTES(d->name.b));
	r->kind = d->kind;
	r->day = d->day.n;
	r->begins = d->begins.s;
	r->minutes = d->minutes;
	r->changed = d->changed.s;
	r->version = d->version;
	m->date[m->n_date++] = r;
}

static struct bytes pack_list(struct act *a, const struct feeds_list *list)
{
	Feeds__List m;

	feeds__list__init(&m);
	m.plan = record_text(a->arena, list->title[FEEDS_PLAN]);
	m.two = record_text(a->arena, list->title[FEEDS_TWO]);
	m.reminder = record_text(a->arena, list->title[FEEDS_REMINDER]);
	m.alarm = (uint32_t)(list->alarm + 1);
	m.changed = list->changed.s;
	m.floating = list->is_floating;
	m.date = arena_array(a->arena, Feeds__Date *, list->n + 1);
	for (size_t i = 0; i < list->n; i++)
		put_date(a, &m, &list->date[i]);
	return record_pack(a->arena, &m.base);
}

static fallible read_row(struct act *a, const struct feed_token *token, struct page_row *ret,
			 struct bytes *ret_content)
{
	*ret_content = (struct bytes){ 0 };
	TRY(store_get_page(a->store, a->secret, feed_space(token), feed_page(token), ret));
	struct err e = feed_open(token, a->secret, ret->ver, ret->blob, ret_content);

	return err_is(e, ERR_UNVERIFIED) ? OK : e;
}

/* Empty when the bytes are none. */
static struct feeds_list *list_of(struct act *a, struct bytes content)
{
	struct feeds_list *list = arena_new(a->arena, struct feeds_list);
	const Feeds__List *m =
		(Feeds__List *)record_unpack(a->arena, &feeds__list__descriptor, content);

	if (!m || !read_list(m, list))
		list->n = 0;
	return list;
}

fallible feeds_renew(struct act *a, struct feeds_list *dates)
{
	struct bytes is, was, blob;
	struct feeds_link link;
	struct page_row row;

	TRY(feeds_open(a, &link));
	if (!link.is_on)
		return OK;
	memcpy(dates->title, link.title, sizeof dates->title);
	dates->alarm = link.alarm;
	dates->changed = link.changed;
	TRY(read_row(a, &link.token, &row, &was));
	note_changes(a, list_of(a, was), dates);
	is = pack_list(a, dates);
	if (was.p && is.n == was.n && (is.n == 0 || memcmp(is.p, was.p, is.n) == 0))
		return OK;
	TRY(feed_seal(&link.token, a->secret, row.ver + 1, is, &blob));
	commit_put_page(a->commit, feed_space(&link.token), feed_page(&link.token), row.ver, blob);
	return OK;
}

/* --- whoever has it */
fallible feeds_look(struct act *a, struct str token, struct feeds_list *ret, bool *ret_found)
{
	struct feed_token key;
	struct page_row row;
	struct bytes content;
	bool is_token = feed_token_read(&key, token);

	*ret_found = false;
	TRY(read_row(a, &key, &row, &content));
	if (!is_token || !content.p)
		return OK;
	const Feeds__List *m =
		(Feeds__List *)record_unpack(a->arena, &feeds__list__descriptor, content);

	*ret_found = m && read_list(m, ret);
	return OK;
}
