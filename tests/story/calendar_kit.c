#include "calendar_kit.h"

const char *went(struct person *p, size_t n)
{
	struct str to = told_header(&p->last, "Location");

	return story_print(p->story, "%.*s", (int)(n ? n : to.n), to.p);
}

struct home home_begin(struct story *s)
{
	struct home h = { .story = s, .sam = person_make(s), .nobody = person_make(s) };

	person_sign_up(&h.sam, "sam");
	assert_int_equal(person_post(&h.sam, "/me",
				     "name=Sam&notebook=Notebook&country=DE&exit=0&role=none"),
			 303);
	assert_int_equal(person_post(&h.sam, "/approach/new", STEP), 303);
	h.step = went(&h.sam, 42);
	return h;
}

void plans(struct home *h, int ahead, const char *time)
{
	struct story *s = h->story;

	assert_int_equal(person_post(&h->sam, story_print(s, "%s/plan/new", h->step),
				     story_print(s,
						 "day=%s&time=%s&minutes=45&with=alone&version=0"
						 "&place=kestrel+lane",
						 story_day(s, ahead), time)),
			 303);
}

const char *link_of(struct person *p)
{
	assert_int_equal(person_get(p, "/calendar/link"), 200);
	const char *words = person_read(p, "id=\"address\" data-copy> ");
	const char *path = strstr(words, "/feed/");

	assert_non_null(path);
	return story_print(p->story, "%.*s", (int)strcspn(path, " "), path);
}

const char *makes(struct home *h)
{
	assert_int_equal(person_post(&h->sam, "/calendar/link", ""), 303);
	assert_string_equal(went(&h->sam, 0), "/calendar/link");
	return link_of(&h->sam);
}

const char *answer(struct home *h, enum http_method m, const char *path)
{
	struct ask ask = { .method = m, .path = path, .from = FROM_UNKNOWN };
	struct told t = story_ask(h->story, &ask);
	const char *text = story_print(h->story, "%d\n", t.status);

	for (size_t i = 0; i < t.n_headers; i++)
		text = story_print(h->story, "%s%.*s: %.*s\n", text, (int)t.header[i].name.n,
				   t.header[i].name.p, (int)t.header[i].value.n,
				   t.header[i].value.p);
	h->nobody.last = t;
	return story_print(h->story, "%s\n%.*s", text, (int)t.body.n, t.body.p);
}

const char *feed(struct home *h, const char *path)
{
	const char *text = answer(h, HTTP_GET, path);

	assert_int_equal(h->nobody.last.status, 200);
	return text;
}

void is_gone(struct home *h, const char *path)
{
	assert_string_equal(answer(h, HTTP_GET, path), answer(h, HTTP_GET, NONE));
	assert_string_equal(answer(h, HTTP_HEAD, path), answer(h, HTTP_HEAD, NONE));
	assert_int_equal(h->nobody.last.status, 404);
}

void carries(const char *text, const char *words)
{
	if (!strstr(text, words))
		fail_msg("no %s in\n%s", words, text);
}

void lacks(const char *text, const char *words)
{
	if (strcasestr(text, words))
		fail_msg("%s in\n%s", words, text);
}

size_t events(const char *text)
{
	size_t n = 0;

	while ((text = strstr(text, "BEGIN:VEVENT"))) {
		n++;
		text++;
	}
	return n;
}
