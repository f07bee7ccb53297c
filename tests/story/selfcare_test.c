/* One's own side, through the pages: what is booked, who one leans on, and what is mistyped, sent
 * twice or overtaken. Between two people: what is read when it is shared, and what never is. */
#include "calendar_kit.h"
#include "pages.h"
#include "selfcare.h"
#include "two.h"

#define ID "id=00112233445566778899aabbccddee0"

static struct day today_of(struct story *s)
{
	return instant_day((struct instant){ s->now }, (struct minutes){ 60 });
}

static int books(struct person *p, const char *path, const char *words, int ahead, const char *more)
{
	struct story *s = p->story;

	return person_post(
		p, path,
		story_print(s, "words=%s&day=%s&kind=time&%s", words, story_day(s, ahead), more));
}

/* The address of the first line of this page that can be opened. */
static const char *line_at(struct person *p, const char *page, const char *what)
{
	assert_int_equal(person_get(p, page), 200);
	const char *mark = story_print(p->story, "href=\"/selfcare/%s/", what);
	const char *at =
		strstr(story_print(p->story, "%.*s", (int)p->last.body.n, p->last.body.p), mark);

	for (; at; at = strstr(at + 1, mark)) {
		const char *id = at + strlen(mark);

		if (strncmp(id, "new", 3))
			return story_print(p->story, "/selfcare/%s/%.32s", what, id);
	}
	fail_msg("%s has no %s", page, what);
	return NULL;
}

/* --- what is booked */
static void an_idea_is_booked_and_passes_by(void **state) /* art.23 */
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	person_opens(&alex, "/selfcare", "Nothing here is due");
	person_opens(&alex, "/selfcare/time", "Dance in the kitchen");
	person_opens(&alex, "/selfcare/book/new?idea=38", "value=\"Dance in the kitchen\"");
	assert_true(person_sees(&alex, "<option value=\"30\"  selected"));
	assert_int_equal(books(&alex, "/selfcare/book/new", "Dance+in+the+kitchen", 2,
			       "time=19%3A30&minutes=30&version=0&" ID "1"),
			 303);
	assert_true(person_went_to(&alex, "/selfcare/time"));
	person_opens(&alex, "/selfcare", "Dance in the kitchen");
	assert_true(person_sees(&alex, "Friday, 20 November at 19:30, 30 minutes"));
	s->now += 3 * 86400;
	assert_int_equal(person_sign_in(&alex, "alex", PASSPHRASE, true), 303);
	person_misses(&alex, "/selfcare", "Dance in the kitchen");
	person_opens(&alex, "/selfcare/time", "A day that passed by is just that");
	/* Another day for it. */
	const char *line = line_at(&alex, "/selfcare/time", "book");

	assert_int_equal(books(&alex, line, "Dance+in+the+kitchen", 4, "version=1"), 303);
	person_opens(&alex, "/selfcare", "Wednesday, 25 November");
	assert_int_equal(person_post(&alex,
				     story_print(s, "/selfcare/remove/%.32s",
						 line + strlen("/selfcare/book/")),
				     ""),
			 303);
	person_misses(&alex, "/selfcare", "Wednesday, 25 November");
}

static void own_health_can_wait_without_a_day(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	person_opens(&alex, "/selfcare/book/new?kind=care", "value=\"care\"");
	assert_int_equal(person_post(&alex, "/selfcare/book/new",
				     "words=The+tooth&day=&time=&kind=care&version=0&" ID "1"),
			 303);
	assert_true(person_went_to(&alex, "/selfcare/body"));
	person_opens(&alex, "/selfcare/body", "The tooth");
	assert_true(person_sees(&alex, "These have no day yet"));
	person_misses(&alex, "/selfcare", "The tooth");
	person_misses(&alex, "/selfcare/time", "The tooth");
}

static void what_does_not_fit_is_said_and_kept(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *new = "/selfcare/book/new";
	char long_words[SELFCARE_WORDS_MAX + 2];

	memset(long_words, 'a', sizeof long_words - 1);
	long_words[sizeof long_words - 1] = '\0';
	assert_int_equal(books(&alex, new, "", 1, "version=0&" ID "1"), 422);
	assert_true(person_sees(&alex, "Write a few words first."));
	assert_int_equal(books(&alex, new, long_words, 1, "version=0&" ID "1"), 422);
	assert_true(person_sees(&alex, long_words));
	assert_int_equal(books(&alex, new, "The+kestrel", -1, "version=0&" ID "1"), 422);
	assert_true(person_sees(&alex, "Choose a day from today"));
	assert_true(person_sees(&alex, "value=\"The kestrel\""));
	assert_int_equal(books(&alex, new, "a", 367, "version=0&" ID "1"), 422);
	assert_int_equal(books(&alex, new, "a", 366, "version=0&" ID "1"), 303);
	assert_int_equal(books(&alex, new, "a", 1, "time=25%3A00&version=0&" ID "2"), 422);
	assert_true(person_sees(&alex, "Write the time as 19:30"));
	assert_int_equal(person_post(&alex, new, "words=a&time=10%3A00&kind=time&" ID "2"), 422);
	assert_true(person_sees(&alex, "A time needs a day"));
	assert_int_equal(person_post(&alex, new, "words=a&kind=person&" ID "2"), 400);
	assert_int_equal(person_post(&alex, new, "words=a&kind=other&" ID "2"), 400);
	assert_int_equal(person_post(&alex, new, "words=a&kind=time"), 400); /* no name */
	assert_int_equal(person_get(&alex, "/selfcare/book/0011"), 404);
	assert_int_equal(person_post(&alex, "/selfcare/remove/new", ""), 404);
}

static void sent_twice_is_one_and_overtaken_is_said(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	struct page_links links = { .n = 0 };
	size_t n = 0;

	for (int i = 0; i < 2; i++)
		assert_int_equal(
			books(&alex, "/selfcare/book/new", "A+bath", 1, "version=0&" ID "1"), 303);
	assert_int_equal(person_get(&alex, "/selfcare/time"), 200);
	page_add_links(&alex, &links);
	for (size_t i = 0; i < links.n; i++)
		n += strstr(links.to[i], "/selfcare/book/00") != NULL;
	assert_int_equal(n, 1);
	const char *line = line_at(&alex, "/selfcare/time", "book");

	assert_int_equal(books(&alex, line, "A+long+bath", 1, "version=1"), 303);
	assert_int_equal(books(&alex, line, "A+short+bath", 1, "version=1"), 422);
	assert_true(person_sees(&alex, "changed in another window"));
	assert_true(person_sees(&alex, "A short bath"));
	person_opens(&alex, "/selfcare/time", "A long bath");
	/* A form of an earlier version, sent without it, overwrites nothing. */
	assert_int_equal(books(&alex, line, "A+cold+bath", 1, "version=0"), 422);
}

/* The oldest that passed by makes room; when nothing did, it is said. */
static void a_full_list_makes_room(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	assert_int_equal(books(&alex, "/selfcare/book/new", "The+oldest", 0, "version=0&" ID "1"),
			 303);
	for (int i = 0; i < SELFCARE_LINES_MAX - 1; i++)
		assert_int_equal(books(&alex, "/selfcare/book/new", "Later", 30,
				       story_print(s, "version=0&id=%032x", 4096 + i)),
				 303);
	assert_int_equal(books(&alex, "/selfcare/book/new", "One+more", 30, "version=0&" ID "2"),
			 422);
	assert_true(person_sees(&alex, "no room for more"));
	assert_true(person_sees(&alex, "value=\"One more\""));
	s->now += 2 * 86400;
	assert_int_equal(person_sign_in(&alex, "alex", PASSPHRASE, true), 303);
	person_opens(&alex, "/selfcare/time", "The oldest");
	assert_int_equal(books(&alex, "/selfcare/book/new", "One+more", 28, "version=0&" ID "2"),
			 303);
	person_misses(&alex, "/selfcare/time", "The oldest");
	assert_true(person_sees(&alex, "One more"));
}

/* --- who one leans on */
static void people_are_listed_and_nothing_is_counted(void **state) /* art.22 */
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *week = story_print(s, "/selfcare/week/%d", selfcare_monday(today_of(s)).n);

	person_opens(&alex, "/selfcare/people", "One name is a beginning");
	assert_int_equal(
		person_post(&alex, "/selfcare/person/new",
			    "words=Aunt+Jo&tie=2&helps=1&helps=8&reach=By+text&version=0&" ID "1"),
		303);
	person_opens(&alex, "/selfcare/people", "Family. Listens, can be rung at night");
	assert_true(person_sees(&alex, "By text"));
	const char *list = page_plain(&alex, "/selfcare/people");

	/* Being leaned on leaves no trace on the list. */
	assert_int_equal(person_post(&alex, story_print(s, "%s/3", week),
				     "on=" /* Jo */
				     "00112233445566778899aabbccddee01"),
			 303);
	person_opens(&alex, week, "Aunt Jo");
	assert_string_equal(page_plain(&alex, "/selfcare/people"), list);
	const char *line = line_at(&alex, "/selfcare/people", "person");

	assert_int_equal(person_post(&alex, line, "words=Jo&tie=&reach=&version=1"), 303);
	person_misses(&alex, "/selfcare/people", "Family");
	person_opens(&alex, week, ">Jo <");
	assert_int_equal(person_post(&alex, line, "words=&version=2"), 422);
	assert_true(person_sees(&alex, "Write a name first"));
	assert_int_equal(person_post(&alex, line, "words=Jo&tie=9&version=2"), 400);
	assert_int_equal(person_post(&alex, line, "words=Jo&helps=30&version=2"), 400);
	/* Somebody is no booking, and the other way round. */
	assert_int_equal(person_get(&alex, story_print(s, "/selfcare/book/%.32s",
						       line + strlen("/selfcare/person/"))),
			 404);
	assert_int_equal(person_post(&alex,
				     story_print(s, "/selfcare/remove/%.32s",
						 line + strlen("/selfcare/person/")),
				     ""),
			 303);
	person_opens(&alex, week, "On somebody"); /* who it was is gone with them */
}

/* --- to other rooms */
static void what_has_a_day_is_in_the_calendar_and_says_nothing(void **state)
{
	struct home h = home_begin(*state);
	const char *path = makes(&h);

	assert_int_equal(events(feed(&h, path)), 0);
	assert_int_equal(books(&h.sam, "/selfcare/book/new", "Kestrel+watching", 2,
			       "time=10%3A30&minutes=45&version=0&" ID "1"),
			 303);
	const char *text = feed(&h, path);

	assert_int_equal(events(text), 1);
	carries(text, "DTSTART:20261120T093000Z\r\nDTEND:20261120T101500Z\r\n");
	carries(text, "SUMMARY:Plan\r\n");
	lacks(text, "estrel");
	/* What has no day, and people, are in no calendar. */
	assert_int_equal(person_post(&h.sam, "/selfcare/book/new",
				     "words=One+day&kind=care&version=0&" ID "2"),
			 303);
	assert_int_equal(person_post(&h.sam, "/selfcare/person/new", "words=Jo&version=0&" ID "3"),
			 303);
	assert_string_equal(feed(&h, path), text);
	const char *line = line_at(&h.sam, "/selfcare/time", "book");

	assert_int_equal(person_post(&h.sam,
				     story_print(h.story, "/selfcare/remove/%.32s",
						 line + strlen("/selfcare/book/")),
				     ""),
			 303);
	assert_int_equal(events(feed(&h, path)), 0);
}

static void it_is_in_the_copy_and_goes_with_everything(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	static const char *const words[] = { "A day by the sea", "Aunt Jo", "makes me laugh",
					     "By text",		 "time",    "load, 0 to 10",
					     "Less than an hour" };
	int monday = selfcare_monday(today_of(s)).n;

	assert_int_equal(books(&alex, "/selfcare/book/new", "A+day+by+the+sea", 5,
			       "time=09%3A00&version=0&" ID "1"),
			 303);
	assert_int_equal(person_post(&alex, "/selfcare/person/new",
				     "words=Aunt+Jo&helps=2&reach=By+text&version=0&" ID "2"),
			 303);
	assert_int_equal(person_post(&alex, story_print(s, "/selfcare/week/%d/1", monday), "v=9"),
			 303);
	assert_int_equal(person_post(&alex, story_print(s, "/selfcare/week/%d/2", monday), "v=2"),
			 303);
	assert_int_equal(person_post(&alex, "/export/json", ""), 200);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!person_sees(&alex, words[i]))
			fail_msg("the copy has no %s", words[i]);
}

/* --- two people */
static void lines_are_read_when_shared_and_weeks_never(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	int monday = selfcare_monday(today_of(s)).n;
	const char *theirs = story_print(s, "/share/%s/theirs/%d", t.alex_id, TOPIC_SELFCARE);

	assert_int_equal(books(&t.alex, "/selfcare/book/new", "The+pool", 2, "version=0&" ID "1"),
			 303);
	assert_int_equal(books(&t.alex, "/selfcare/book/new", "Passed+by", 0, "version=0&" ID "2"),
			 303);
	assert_int_equal(
		person_post(&t.alex, "/selfcare/person/new", "words=Aunt+Jo&version=0&" ID "3"),
		303);
	s->now += 86400;
	assert_int_equal(person_sign_in(&t.alex, "alex", PASSPHRASE, true), 303);
	assert_int_equal(person_sign_in(&t.sam, "sam", PASSPHRASE, true), 303);
	const char *before = page_plain(&t.sam, theirs);

	assert_null(strstr(before, "The pool"));
	assert_string_equal(
		err_name(person_grants(&t.alex, t.of_sam, TOPIC_SELFCARE, SHARING_WITH_BEFORE)),
		"NONE");
	const char *shown = page_plain(&t.sam, theirs);

	assert_non_null(strstr(shown, "The pool"));
	assert_non_null(strstr(shown, "Aunt Jo"));
	assert_null(strstr(shown, "Passed by"));
	person_opens(&t.alex, "/selfcare/time", "You share this");
	/* The week, what it says, and what is put away: not one byte. */
	for (int i = 1; i <= SELFCARE_QUESTIONS; i++)
		assert_int_equal(person_post(&t.alex,
					     story_print(s, "/selfcare/week/%d/%d", monday, i),
					     i == 3 ? "nobody=1" : "v=3"),
				 303);
	person_opens(&t.alex, story_print(s, "/selfcare/week/%d/1", monday), "Only you, always");
	assert_int_equal(person_post(&t.alex, "/own/pause", "paused=yes"), 303);
	assert_int_equal(person_post(&t.alex, "/selfcare/away", ""), 303);
	assert_string_equal(page_plain(&t.sam, theirs), shown);
	assert_string_equal(
		err_name(person_stops(&t.alex, t.of_sam, TOPIC_SELFCARE, SHARING_TAKE_BACK)),
		"NONE");
	assert_string_equal(page_plain(&t.sam, theirs), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(an_idea_is_booked_and_passes_by),
		STORY(own_health_can_wait_without_a_day),
		STORY(what_does_not_fit_is_said_and_kept),
		STORY(sent_twice_is_one_and_overtaken_is_said),
		STORY(a_full_list_makes_room),
		STORY(people_are_listed_and_nothing_is_counted),
		STORY(what_has_a_day_is_in_the_calendar_and_says_nothing),
		STORY(it_is_in_the_copy_and_goes_with_everything),
		STORY(lines_are_read_when_shared_and_weeks_never),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
