#include "pages.h"
#include <ctype.h>
#include <stdio.h>

#define TAG_MAX 4096 /* bytes of one tag */

/* --- tags */
struct scan {
	struct story *story;
	struct str rest;
	struct str tag; /* between < and > */
};

static bool next_tag(struct scan *s)
{
	const char *open = s->rest.n ? memchr(s->rest.p, '<', s->rest.n) : NULL;

	if (!open)
		return false;
	struct str from = str_from(s->rest, (size_t)(open - s->rest.p) + 1);
	const char *close = memchr(from.p, '>', from.n);

	if (!close)
		return false;
	s->tag = (struct str){ from.p, (size_t)(close - from.p) };
	s->rest = str_from(from, s->tag.n + 1);
	return true;
}

static bool is_tag(const struct scan *s, const char *name)
{
	size_t n = strlen(name);

	return str_has_prefix(s->tag, str_c(name)) && (s->tag.n == n || isspace(s->tag.p[n]));
}

/* Text of a page as it was before it was escaped. */
static const char *plain(struct story *story, struct str s)
{
	static const char *const escaped[][2] = { { "&amp;", "&" },
						  { "&quot;", "\"" },
						  { "&#39;", "'" },
						  { "&lt;", "<" },
						  { "&gt;", ">" } };
	char *out = arena_take(&story->kept, s.n + 1);
	size_t n = 0;

	while (s.n) {
		size_t k = 0;

		while (k < 5 && !str_has_prefix(s, str_c(escaped[k][0])))
			k++;
		out[n++] = k < 5 ? escaped[k][1][0] : s.p[0];
		s = str_from(s, k < 5 ? strlen(escaped[k][0]) : 1);
	}
	out[n] = 0;
	return out;
}

/* NULL: the tag has no such attribute. */
static const char *attribute(const struct scan *s, const char *name)
{
	const char *mark = story_print(s->story, " %s=\"", name);
	const char *at = memmem(s->tag.p, s->tag.n, mark, strlen(mark));

	if (!at)
		return NULL;
	struct str from = str_from(s->tag, (size_t)(at - s->tag.p) + strlen(mark));

	return plain(s->story, str_cut(&from, '"'));
}

/* --- links */
static bool is_alike(const char *path)
{
	static const struct {
		const char *begins;
		long most;
	} rows[] = { { "/talk/me/cards/", 2 },
		     { "/talk/me/reply/", 1 },
		     { "/talk/me/opening?row=", 1 },
		     { "/circle/new?idea=", 1 } };
	struct str p = str_c(path);
	long n;

	if (str_has_prefix(p, STR("/talk/them/")))
		return true;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str begins = str_c(rows[i].begins), rest = str_from(p, begins.n);

		if (str_has_prefix(p, begins) && str_number(str_cut(&rest, '?'), &n) &&
		    n > rows[i].most)
			return true;
	}
	return false;
}

static void add_link(struct page_links *links, struct story *s, const char *to)
{
	size_t n = strcspn(to, "#");

	if (to[0] != '/' || to[1] == '/' || n == 0 || is_alike(to))
		return;
	to = story_print(s, "%.*s", (int)n, to);
	for (size_t i = 0; i < links->n; i++)
		if (strcmp(links->to[i], to) == 0)
			return;
	assert_in_range(links->n, 0, PAGE_LINKS_MAX - 1);
	links->to[links->n++] = to;
}

void page_add_links(struct person *p, struct page_links *ret)
{
	struct scan scan = { p->story, p->last.body, { 0 } };

	while (next_tag(&scan)) {
		const char *to = is_tag(&scan, "a") ? attribute(&scan, "href") : NULL;

		if (to)
			add_link(ret, p->story, to);
	}
	struct str moved = told_header(&p->last, "Location");

	if (moved.n)
		add_link(ret, p->story, story_print(p->story, "%.*s", (int)moved.n, moved.p));
}

/* --- walking. A room begins at a door; what it has is found from there. */
static const char *const doors[] = {
	"/today",      "/us",
	"/share",      "/me",
	"/account",    "/checkin",
	"/incident",   "/card",
	"/approach",   "/safety",
	"/signal",     "/own",
	"/programme",  "/pattern",
	"/calendar",   "/help",
	"/learn",      "/signal/now",
	"/selfcare",   "/talk",
	"/treatment",  "/signal/stream",
	"/circle",     "/measure",
	"/us/first/1", "/us/first/2",
	"/remind",
};

/* Measures are alike: one that is begun in the story, one that is not, one that is typed in. */
static bool is_measure_walked(struct str p)
{
	struct str rest = str_from(p, strlen("/measure/")), word = str_cut(&rest, '/');

	return !str_has_prefix(p, STR("/measure/")) || str_equal(word, STR("gad7")) ||
	       str_equal(word, STR("k6")) || str_equal(word, STR("isi"));
}

bool page_is_walked(const char *path)
{
	struct str p = str_c(path), rest = str_from(p, strlen("/programme/")),
		   word = str_cut(&rest, '/');
	long number;

	if (str_has_prefix(p, STR("/programme/")) && str_number(word, &number))
		return number == 1 || number == 8;
	if (str_equal(p, STR("/learn/later")))
		return true;
	return is_measure_walked(p) && !str_has_prefix(p, STR("/learn/")) &&
	       !str_has_prefix(p, STR("/insights")) && !str_has_prefix(p, STR("/assets/"));
}

void pages_walk(struct person *p, struct page_links *links, page_see *see, void *context)
{
	for (size_t i = 0; i < sizeof doors / sizeof *doors; i++)
		links->to[links->n++] = doors[i];
	for (size_t i = 0; i < links->n; i++) {
		if (!page_is_walked(links->to[i]))
			continue;
		(void)person_get(p, links->to[i]);
		if (see)
			see(p, links->to[i], context);
		page_add_links(p, links);
	}
}

/* --- forms */
static void add_item(struct page_form *form, enum page_item_kind kind, const char *name,
		     const char *value)
{
	if (!name)
		return;
	assert_in_range(form->n, 0, PAGE_ITEMS_MAX - 1);
	form->item[form->n++] = (struct page_item){ kind, name, value ? value : "" };
}

static void add_input(struct page_form *form, const struct scan *s)
{
	const char *type = attribute(s, "type");
	const char *name = attribute(s, "name"), *value = attribute(s, "value");

	if (type && strcmp(type, "hidden") == 0) {
		if (name && strcmp(name, "csrf") != 0)
			add_item(form, ITEM_FIXED, name, value);
	} else if (type && strcmp(type, "radio") == 0) {
		add_item(form, ITEM_ONE_OF, name, value);
	} else if (type && strcmp(type, "checkbox") == 0) {
		add_item(form, ITEM_TICK, name, value ? value : "on");
	} else {
		add_item(form, ITEM_TEXT, name, value);
	}
}

static void read_form(struct scan *s, struct page_form *form)
{
	const char *select = NULL;

	while (next_tag(s) && !is_tag(s, "/form")) {
		if (is_tag(s, "input"))
			add_input(form, s);
		else if (is_tag(s, "textarea"))
			add_item(form, ITEM_TEXT, attribute(s, "name"), "");
		else if (is_tag(s, "select"))
			select = attribute(s, "name");
		else if (is_tag(s, "option"))
			add_item(form, ITEM_ONE_OF, select, attribute(s, "value"));
		else if (is_tag(s, "button"))
			add_item(form, ITEM_BUTTON, attribute(s, "name"), attribute(s, "value"));
	}
}

struct page_form *page_forms(struct person *p, size_t *ret_n)
{
	struct page_form *list = arena_array(&p->story->kept, struct page_form, PAGE_FORMS_MAX);
	struct scan scan = { p->story, p->last.body, { 0 } };

	*ret_n = 0;
	while (next_tag(&scan)) {
		const char *method = is_tag(&scan, "form") ? attribute(&scan, "method") : NULL;
		const char *action = method ? attribute(&scan, "action") : NULL;

		if (!action || strcmp(method, "post") != 0)
			continue;
		assert_in_range(*ret_n, 0, PAGE_FORMS_MAX - 1);
		list[*ret_n].action = action;
		read_form(&scan, &list[(*ret_n)++]);
	}
	return list;
}

/* --- filling in */
unsigned dice_throw(struct dice *d, unsigned below)
{
	d->seed = d->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(d->seed >> 33) % below;
}

static const char *encoded(struct story *s, const char *text)
{
	const char *out = "";

	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		out = story_print(s, isalnum(*c) ? "%s%c" : "%s%%%02X", out, *c);
	return out;
}

static const char *add_pair(struct story *s, const char *body, const char *name, const char *value)
{
	return story_print(s, "%s%s%s=%s", body, *body ? "&" : "", name, encoded(s, value));
}

/* One of the items of this kind and name; NULL: none of them this time. */
static const struct page_item *one_of(const struct page_form *form, size_t first, struct dice *d)
{
	const struct page_item *among[PAGE_ITEMS_MAX];
	unsigned n = 0;

	for (size_t i = 0; i < form->n; i++) {
		const struct page_item *item = &form->item[i];
		bool is_same = item->kind == form->item[first].kind &&
			       (item->kind == ITEM_BUTTON ||
				strcmp(item->name, form->item[first].name) == 0);

		if (!is_same)
			continue;
		if (i < first)
			return NULL; /* chosen already */
		among[n++] = item;
	}
	unsigned k = dice_throw(d, n);

	return among[k];
}

const char *page_fill(struct story *s, const struct page_form *form, struct dice *d,
		      const char *words)
{
	const char *body = "";

	for (size_t i = 0; i < form->n; i++) {
		const struct page_item *item = &form->item[i];

		switch (item->kind) {
		case ITEM_FIXED:
			break;
		case ITEM_TEXT:
			body = add_pair(s, body, item->name,
					dice_throw(d, 4) ? words : item->value);
			continue;
		case ITEM_TICK:
			if (dice_throw(d, 2))
				continue;
			break;
		case ITEM_ONE_OF:
		case ITEM_BUTTON:
			item = one_of(form, i, d);
			if (!item)
				continue;
			break;
		}
		body = add_pair(s, body, item->name, item->value);
	}
	return body;
}

static char *text_of(struct person *p, const char *path)
{
	assert_int_equal(person_get(p, path), 200);
	struct str body = p->last.body;
	char *text = arena_take(&p->story->kept, body.n + 1);

	memcpy(text, body.p, body.n);
	text[body.n] = 0;
	return text;
}

const char *page_text(struct person *p, const char *path)
{
	return text_of(p, path);
}

const char *page_plain(struct person *p, const char *path)
{
	static const char mark[] = "name=\"csrf\" value=\"";
	char *text = text_of(p, path);

	for (char *at = text; (at = strstr(at, mark));)
		for (at += sizeof mark - 1; *at && *at != '"'; at++)
			*at = '-';
	return text;
}
