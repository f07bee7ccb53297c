#include "circle_kit.h"
#include <stdlib.h>
#include "pages.h"

const char *helper_added(struct person *p, const char *name)
{
	assert_int_equal(
		person_post(p, "/circle/helpers/new", story_print(p->story, "name=%s", name)), 303);
	return went(p, 0);
}

const char *link_made(struct person *p, const char *helper)
{
	const char *path = story_print(p->story, "%s/link", helper);

	assert_int_equal(person_post(p, path, ""), 303);
	assert_int_equal(person_get(p, path), 200);
	const char *words = strstr(person_read(p, "id=\"address\" data-copy> "), "/tasks/");

	assert_non_null(words);
	return story_print(p->story, "%.*s", (int)strcspn(words, " "), words);
}

const char *task_added(struct person *p, const char *title, int ahead, const char *fields)
{
	struct page_links links = { .n = 0 };
	const char *name = story_print(p->story, "<b>%s</b>", title);

	assert_int_equal(person_post(p, "/circle/new",
				     story_print(p->story,
						 "task=%s&day=%s&time=15%%3A30&minutes=30"
						 "&words=%s&edition=0",
						 title, story_day(p->story, ahead), fields)),
			 303);
	assert_int_equal(person_get(p, "/circle"), 200);
	page_add_links(p, &links);
	for (size_t i = 0; i < links.n; i++) {
		const char *mark = story_print(p->story, "href=\"%s\">%s", links.to[i], name);

		if (person_sees(p, mark))
			return links.to[i];
	}
	fail_msg("no task %s on the list", title);
	return NULL;
}

const char *task_form(struct person *helper, const char *page, const char *title, const char *tap)
{
	assert_int_equal(person_get(helper, page), 200);
	const char *text =
		story_print(helper->story, "%.*s", (int)helper->last.body.n, helper->last.body.p);
	const char *at = strstr(text, story_print(helper->story, "<h3>%s</h3>", title));

	if (!at)
		return NULL;
	const char *end = strstr(at, "</form>"), *task = strstr(at, "name=\"task\" value=\""),
		   *edition = strstr(at, "name=\"edition\" value=\""),
		   *day = strstr(at, "name=\"day\" value=\""),
		   *button = strstr(at, story_print(helper->story, "value=\"%s\"", tap));

	assert_true(task && edition && day);
	if (!button || button > end)
		return NULL;
	return story_print(helper->story, "task=%.32s&edition=%d&day=%d&do=%s",
			   task + strlen("name=\"task\" value=\""),
			   atoi(edition + strlen("name=\"edition\" value=\"")),
			   atoi(day + strlen("name=\"day\" value=\"")), tap);
}

int taps(struct person *helper, const char *page, const char *title, const char *tap)
{
	const char *body = task_form(helper, page, title, tap);

	if (!body)
		fail_msg("no %s for %s", tap, title);
	return person_post(helper, page, body);
}

struct hands hands_begin(struct story *s)
{
	struct hands h = { .story = s,
			   .home = { .story = s, .sam = person_make(s), .nobody = person_make(s) },
			   .anna = person_make(s),
			   .ben = person_make(s) };
	struct person *sam = &h.home.sam;

	person_sign_up(sam, "sam");
	assert_int_equal(
		person_post(sam, "/me", "name=Sam&notebook=Notebook&country=DE&exit=0&role=none"),
		303);
	h.anna_page = link_made(sam, helper_added(sam, "Anna+kestrel"));
	h.ben_page = link_made(sam, helper_added(sam, "Ben+kestrel"));
	return h;
}

const char *seen_at(struct hands *h, enum http_method m, const char *path)
{
	return answer(&h->home, m, path);
}

void link_is_gone(struct hands *h, const char *path)
{
	static const char body[] = "task=00112233445566778899aabbccddeeff&edition=1&day=0&do=take";

	assert_string_equal(seen_at(h, HTTP_GET, path), seen_at(h, HTTP_GET, NO_LINK));
	assert_int_equal(h->home.nobody.last.status, 404);
	assert_string_equal(seen_at(h, HTTP_HEAD, path), seen_at(h, HTTP_HEAD, NO_LINK));
	assert_int_equal(person_post(&h->home.nobody, path, body), 404);
}
