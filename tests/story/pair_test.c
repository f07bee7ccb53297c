/* Two people, by their pages: inviting, looking, a yes, sharing, stopping, one phone for both.
 * Pages are compared byte for byte; of a page told to another session the token of each form is
 * taken out first, and nothing else. */
#include <stdio.h>
#include <stdlib.h>
#include "pages.h"
#include "router.h"

#define CHECKINS "3" /* TOPIC_CHECKIN, as addresses name it */

/* What pages.db holds, in short; changes with every write. */
static const char *writes(struct story *s)
{
	return story_sql(s, "SELECT count(*) || ' ' || sum(ver) || ' ' || sum(length(blob)) || ' ' "
			    "|| max(hex(blob)) FROM page");
}

static const char *body(struct person *p, const char *path)
{
	(void)person_get(p, path);
	return story_print(p->story, "%d\n%.*s", p->last.status, (int)p->last.body.n,
			   p->last.body.p);
}

/* A new code, as it stands in an address. */
static const char *invites(struct person *p)
{
	assert_int_equal(person_post(p, "/share/invite", "name=Alex"), 303);
	assert_true(person_went_to(p, "/share/invite/code"));
	assert_int_equal(person_get(p, "/share/invite/code"), 200);
	return person_read(p, "/join/");
}

/* "/share/<id>" of the one person somebody is linked with. */
static const char *page_of_other(struct person *p)
{
	assert_int_equal(person_get(p, "/us"), 200);
	return story_print(p->story, "/share/%.32s", person_read(p, "href=\"/share/"));
}

static const char *at(struct person *p, const char *page, const char *rest)
{
	return story_print(p->story, "%s%s", page, rest);
}

struct two {
	struct person alex, sam;
	const char *sams, *alexs; /* Alex's page on Sam, and the other way round */
};

static struct two two_make(struct story *s)
{
	struct two t = { .alex = person_named(s, "alex"), .sam = person_named(s, "sam") };
	const char *signs = invites(&t.alex);

	assert_int_equal(person_post(&t.sam, story_print(s, "/join/%s/yes", signs), "name=Sam"),
			 303);
	t.sams = page_of_other(&t.alex);
	t.alexs = page_of_other(&t.sam);
	return t;
}

/* --- inviting */
static void no_answer_has_one_face(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex"), sam = person_make(s);
	const char *signs = invites(&alex);
	const char *waiting = page_plain(&alex, "/share/invite"), *us = page_plain(&alex, "/us");
	const char *before = writes(s);

	assert_non_null(strstr(waiting, "No answer yet"));
	/* Opened, looked around with, answered with "not now". */
	assert_int_equal(person_get(&sam, story_print(s, "/join/%s", signs)), 200);
	assert_int_equal(person_post(&sam, "/join/answer", story_print(s, "v=look&code=%s", signs)),
			 303);
	assert_true(*sam.invite);
	assert_int_equal(person_post(&sam, "/join/answer", story_print(s, "v=no&code=%s", signs)),
			 200);
	assert_false(*sam.invite);
	assert_string_equal(writes(s), before);
	assert_string_equal(page_plain(&alex, "/share/invite"), waiting);
	assert_string_equal(page_plain(&alex, "/us"), us);
	/* Too late. */
	s->now += INVITE_LIFE + 60;
	assert_int_equal(person_sign_in(&alex, "alex", PASSPHRASE, false), 303);
	assert_string_equal(page_plain(&alex, "/share/invite"), waiting);
	assert_string_equal(page_plain(&alex, "/us"), us);
}

static void whatever_opens_nothing_is_answered_alike(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex"), sam = person_named(s, "sam"),
		      kim = person_make(s);
	const char *withdrawn = invites(&alex);
	const char *used = invites(&alex); /* in place of the first */
	const char *wrong = story_print(s, "%s", used);
	const char *late;

	assert_int_equal(person_post(&sam, story_print(s, "/join/%s/yes", used), "name=Sam"), 303);
	assert_int_equal(person_get(&alex, "/us"), 200);
	struct person robin = person_named(s, "robin");

	late = invites(&robin);
	s->now += INVITE_LIFE + 60;
	((char *)(uintptr_t)wrong)[0] = wrong[0] == 'A' ? 'B' : 'A';
	const char *const codes[] = { withdrawn, used, late, wrong,
				      "0000-0000-0000-0000-0000-0000-000" };
	const char *one = body(&kim, story_print(s, "/join/%s", codes[0]));

	assert_non_null(strstr(one, "This opens nothing here"));
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		assert_string_equal(body(&kim, story_print(s, "/join/%s", codes[i])), one);
		assert_int_equal(person_post(&kim, "/join", story_print(s, "code=%s", codes[i])),
				 422);
		assert_true(person_sees(&kim, "This opens nothing here"));
		assert_true(person_sees(&kim, codes[i])); /* to be looked at once more */
	}
	assert_false(*kim.invite);
}

static void an_invitation_waits_until_there_is_a_notebook(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex"), sam = person_make(s);
	const char *signs = invites(&alex);
	const char *page = story_print(s, "/join/%s", signs);

	assert_int_equal(person_get(&sam, page), 200);
	assert_true(person_sees(&sam, "Nothing about you has been shown to us."));
	assert_true(person_sees(&sam, "You do not have to."));
	(void)person_post(&sam, "/join/answer", story_print(s, "v=look&code=%s", signs));
	struct str cookie = told_header(&sam.last, "Set-Cookie");

	assert_non_null(memmem(cookie.p, cookie.n, "HttpOnly", 8));
	assert_non_null(memmem(cookie.p, cookie.n, "Max-Age=3600", 12));
	person_sign_up(&sam, "sam");
	assert_int_equal(person_get(&sam, "/us"), 200);
	assert_true(person_sees(&sam, page));
	(void)person_post(&sam, "/begin/1", "skip=1");
	(void)person_post(&sam, "/begin/2", "skip=1");
	(void)person_post(&sam, "/begin/3", "skip=1");
	assert_true(person_went_to(&sam, page));
	assert_int_equal(person_post(&sam, "/leave", ""), 200);
	assert_false(*sam.invite);
}

static void a_yes_is_refused_in_words(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct person robin = person_named(s, "robin");
	const char *yes = story_print(s, "/join/%s/yes", invites(&robin));
	const char *before = writes(s);

	assert_int_equal(person_post(&robin, yes, "name=Robin"), 422);
	assert_true(person_sees(&robin, "This is your own invitation."));
	assert_int_equal(person_post(&t.sam, yes, "name="), 422);
	assert_true(person_sees(&t.sam, "A name is needed"));
	assert_string_equal(writes(s), before);
	/* Who has somebody on the page for two invites nobody else to it. */
	assert_int_equal(person_get(&t.alex, "/share/invite"), 200);
	assert_true(person_sees(&t.alex, "has its two"));
	assert_int_equal(person_post(&t.alex, "/share/invite", "name=Alex"), 200);
	assert_string_equal(writes(s), before);
}

static void words_that_differ_undo_the_link(void **state)
{
	struct two t = two_make(*state);

	assert_int_equal(person_get(&t.alex, at(&t.alex, t.sams, "/words")), 200);
	const char *first = person_read(&t.alex, "<ol class=\"words six\">\n<li>");

	assert_int_equal(person_get(&t.sam, at(&t.sam, t.alexs, "/words")), 200);
	assert_string_equal(person_read(&t.sam, "<ol class=\"words six\">\n<li>"), first);
	assert_int_equal(person_post(&t.sam, at(&t.sam, t.alexs, "/words"), "v=same"), 303);
	assert_int_equal(person_get(&t.sam, "/us"), 200);
	assert_false(person_sees(&t.sam, "Six words to compare"));
	assert_int_equal(person_get(&t.alex, "/us"), 200);
	assert_true(person_sees(&t.alex, "Six words to compare")); /* each says so alone */
	assert_int_equal(person_post(&t.alex, at(&t.alex, t.sams, "/words"), "v=differ"), 200);
	assert_true(person_sees(&t.alex, "The link is undone"));
	assert_int_equal(person_get(&t.alex, "/us"), 200);
	assert_true(person_sees(&t.alex, "It can wait"));
}

/* --- sharing */
static const char *const fetched[] = { "", "/theirs", "/theirs/" CHECKINS, "/words", "/" CHECKINS };
#define FETCHED (sizeof fetched / sizeof *fetched)

/* All that Sam can fetch of Alex, as one text. */
static const char *sams_view(struct two *t)
{
	const char *all =
		story_print(t->sam.story, "%s%s", body(&t->sam, "/us"), body(&t->sam, "/share"));

	for (size_t i = 0; i < FETCHED; i++)
		all = story_print(t->sam.story, "%s%s", all,
				  body(&t->sam, at(&t->sam, t->alexs, fetched[i])));
	return story_print(t->sam.story, "%s%s", all, body(&t->sam, "/today"));
}

/* What stands in the sheet of a page: the part the room wrote. */
static const char *sheet_of(struct person *p, const char *path)
{
	const char *page = body(p, path), *from = strstr(page, "<details"), *to = NULL;

	for (const char *next = from; next && (next = strstr(next, "</details>")); next++)
		to = next;
	return from && to ? story_print(p->story, "%.*s", (int)(to - from), from) : "";
}

static void what_was_looked_at_is_what_is_seen(void **state)
{
	struct two t = two_make(*state);
	const char *mine = at(&t.alex, t.sams, "/" CHECKINS);

	assert_int_equal(person_check_in(&t.alex, 1, "A+quiet+kestrel"), 303);
	const char *preview = sheet_of(&t.alex, at(&t.alex, mine, "?before=1"));

	assert_non_null(strstr(preview, "A quiet kestrel"));
	assert_string_equal(sheet_of(&t.alex, mine), ""); /* from now on: nothing so far */
	assert_int_equal(person_post(&t.alex, mine, "from=before"), 303);
	assert_string_equal(sheet_of(&t.sam, at(&t.sam, t.alexs, "/theirs/" CHECKINS)), preview);
	assert_string_equal(sheet_of(&t.alex, mine), preview);
	/* Both have the same page, with the same powers; nothing of Sam's is open by it. */
	assert_int_equal(person_get(&t.alex, at(&t.alex, t.sams, "/theirs")), 200);
	assert_true(person_sees(&t.alex, "Nothing stands here"));
}

/* Who reads what is written here is said where it is written, before and after. */
static void pages_say_who_reads(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.alex.story;

	assert_int_equal(person_post(&t.alex, "/incident/triggers", "words=Metal+on+stone"), 303);
	assert_int_equal(person_get(&t.alex, "/incident/triggers"), 200);
	const char *trigger = person_read(&t.alex, "/incident/trigger/");
	const struct {
		enum topic topic;
		const char *path;
	} place[] = { { TOPIC_CHECKIN, story_print(s, "/checkin/%ld/1", (long)(s->now / 86400)) },
		      { TOPIC_INCIDENT, "/incident/note" },
		      { TOPIC_INCIDENT, story_print(s, "/incident/trigger/%s/edit", trigger) },
		      { TOPIC_APPROACH, "/approach" },
		      { TOPIC_APPROACH, "/approach/new" } };

	for (size_t i = 0; i < sizeof place / sizeof *place; i++) {
		const char *path = place[i].path;
		const char *share = at(&t.alex, t.sams, story_print(s, "/%d", place[i].topic));

		person_opens(&t.alex, path, "Only you see this");
		assert_int_equal(person_post(&t.alex, share, "from=now"), 303);
		person_opens(&t.alex, path, "You and Sam. You share this");
		assert_null(strstr(page_text(&t.alex, path), "Only you see this"));
		assert_int_equal(person_post(&t.alex, at(&t.alex, share, "/stop"), "how=now"), 303);
		person_opens(&t.alex, path, "Only you see this");
	}
	/* Today leads to a page that says it, and is silent by itself. */
	assert_null(strstr(page_text(&t.alex, "/today"), "Only you see this"));
}

/* The page for two names every part of a notebook that one of them reads. */
static void a_part_that_is_shared_stands_on_us(void **state)
{
	static const char empty[] = "Nothing lies between you yet";
	struct two t = two_make(*state);
	const char *mine = at(&t.alex, t.sams, "/" CHECKINS);

	person_opens(&t.alex, "/us", empty);
	assert_int_equal(person_post(&t.alex, mine, "from=now"), 303);
	person_opens(&t.alex, "/us", "Yours, and Sam can read it");
	assert_true(person_sees(&t.alex, mine));
	assert_false(person_sees(&t.alex, empty));
	person_opens(&t.sam, "/us", "Alex shares this with you");
	assert_true(person_sees(&t.sam, at(&t.sam, t.alexs, "/theirs/" CHECKINS)));
	assert_false(person_sees(&t.sam, empty));
	assert_int_equal(person_post(&t.alex, at(&t.alex, mine, "/stop"), "how=now"), 303);
	person_misses(&t.alex, "/us", empty); /* what stood there is still read */
	assert_int_equal(person_post(&t.alex, at(&t.alex, mine, "/stop"), "how=back"), 303);
	person_opens(&t.alex, "/us", empty);
	person_opens(&t.sam, "/us", empty);
}

static void taken_back_is_never_shared(void **state)
{
	struct two t = two_make(*state);
	const char *mine = at(&t.alex, t.sams, "/" CHECKINS);

	assert_int_equal(person_check_in(&t.alex, 1, "A+quiet+kestrel"), 303);
	const char *never = sams_view(&t);

	assert_int_equal(person_post(&t.alex, mine, "from=before"), 303);
	const char *shared = sams_view(&t);

	assert_non_null(strstr(shared, "A quiet kestrel"));
	assert_int_equal(person_post(&t.alex, at(&t.alex, mine, "/stop"), "how=back"), 303);
	assert_string_equal(sams_view(&t), never);
	/* Stopped first, taken back after, is the same. */
	assert_int_equal(person_post(&t.alex, mine, "from=before"), 303);
	assert_string_equal(sams_view(&t), shared);
	assert_int_equal(person_post(&t.alex, at(&t.alex, mine, "/stop"), "how=now"), 303);
	assert_int_equal(person_post(&t.alex, at(&t.alex, mine, "/stop"), "how=back"), 303);
	assert_string_equal(sams_view(&t), never);
}

/* Whoever stopped is told what is so now, by what is so now. */
static void stopping_ends_with_a_word(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.alex.story;
	const char *mine = at(&t.alex, t.sams, "/" CHECKINS), *stop = at(&t.alex, mine, "/stop");
	const char *after = at(&t.alex, t.sams, "?stopped=" CHECKINS);

	assert_int_equal(person_post(&t.alex, mine, "from=now"), 303);
	person_misses(&t.alex, after, "Nothing tells Sam.");
	assert_int_equal(person_post(&t.alex, stop, "how=now"), 303);
	assert_true(str_equal(told_header(&t.alex.last, "Location"), str_c(after)));
	person_opens(&t.alex, after,
		     "Check-ins: Stopped. Sam keeps what stands there today, and sees nothing new. "
		     "Nothing tells Sam.");
	assert_int_equal(person_post(&t.alex, stop, "how=back"), 303);
	person_opens(&t.alex, after,
		     "Check-ins: Taken back. Sam sees nothing of it now. Nothing tells Sam.");
	person_misses(&t.alex, at(&t.alex, t.sams, ""), "Nothing tells Sam.");
	assert_int_equal(person_get(&t.alex, at(&t.alex, t.sams, "?stopped=99")), 404);
	/* A single thing. */
	assert_int_equal(person_post(&t.alex, "/approach/new", "text=Walk.&rating=40&area=places"),
			 303);
	const char *step = story_print(s, "%.42s", told_header(&t.alex.last, "Location").p);
	const char *item = at(&t.alex, t.sams, story_print(s, "/item/%s", step + 10));

	assert_int_equal(person_post(&t.alex, story_print(s, "%s%s", step, t.sams), ""), 303);
	assert_int_equal(person_post(&t.alex, item, "how=now"), 303);
	after = story_print(s, "%.*s", (int)told_header(&t.alex.last, "Location").n,
			    told_header(&t.alex.last, "Location").p);
	person_opens(&t.alex, after, "Stopped. Sam keeps what stands there today");
	assert_int_equal(person_post(&t.alex, item, "how=back"), 303);
	person_opens(&t.alex, after, "Taken back. Sam sees nothing of it now.");
}

static void stopped_is_a_history_without_later_changes(void **state)
{
	struct two t = two_make(*state);
	const char *mine = at(&t.alex, t.sams, "/" CHECKINS);
	long day = (long)(t.alex.story->now / 86400);

	assert_int_equal(person_check_in(&t.alex, 1, "A+quiet+kestrel"), 303);
	assert_int_equal(person_check_in(&t.alex, 2, "Tea"), 303);
	assert_int_equal(person_post(&t.alex, mine, "from=before"), 303);
	assert_int_equal(person_check_in(&t.alex, 0, "Bread"), 303);
	const char *open = sams_view(&t);

	assert_non_null(strstr(open, "Bread"));
	assert_int_equal(person_post(&t.alex, at(&t.alex, mine, "/stop"), "how=now"), 303);
	assert_string_equal(sams_view(&t), open); /* stopping itself shows nowhere */
	assert_int_equal(person_check_in(&t.alex, 1, "Another+word"), 303);
	assert_int_equal(person_check_in(&t.alex, 3, "A+day+more"), 303);
	assert_int_equal(
		person_post(&t.alex, story_print(t.alex.story, "/checkin/%ld/remove", day - 2), ""),
		303);
	assert_string_equal(sams_view(&t), open);
	assert_int_equal(person_get(&t.alex, at(&t.alex, t.sams, "")), 200);
	assert_true(person_sees(&t.alex, "Stopped"));
	assert_int_equal(person_get(&t.alex, "/checkin"), 200);
}

static void private_acts_change_no_byte(void **state)
{
	struct two t = two_make(*state);
	const char *before = sams_view(&t);

	assert_int_equal(person_check_in(&t.alex, 0, "Bread"), 303);
	assert_int_equal(person_post(&t.alex, at(&t.alex, t.sams, "/name"), "name=S"), 303);
	assert_int_equal(person_post(&t.alex, at(&t.alex, t.sams, "/words"), "v=same"), 303);
	assert_int_equal(person_get(&t.alex, at(&t.alex, t.sams, "/" CHECKINS "?before=1")), 200);
	assert_int_equal(person_post(&t.alex, at(&t.alex, t.sams, "/leave"), "how=back"), 303);
	assert_string_equal(sams_view(&t), before);
	assert_int_equal(person_post(&t.alex, at(&t.alex, t.sams, "/return"), ""), 303);
	assert_int_equal(person_post(&t.alex, at(&t.alex, t.sams, "/leave"), "how=close"), 200);
	assert_string_equal(sams_view(&t), before);
}

static void the_owner_reads_what_was_done(void **state)
{
	struct two t = two_make(*state);
	const char *mine = at(&t.alex, t.sams, "/" CHECKINS);
	static const char *const notes[] = { "You made an invitation", "You were linked",
					     "Share also what I wrote before",
					     "Stop sharing, take back everything",
					     "You stepped back quietly" };

	assert_int_equal(person_post(&t.alex, mine, "from=before"), 303);
	assert_int_equal(person_post(&t.alex, at(&t.alex, mine, "/stop"), "how=back"), 303);
	assert_int_equal(person_post(&t.alex, at(&t.alex, t.sams, "/leave"), "how=back"), 303);
	assert_int_equal(person_get(&t.alex, "/account"), 200);
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		if (!person_sees(&t.alex, notes[i]))
			fail_msg("no note: %s", notes[i]);
	assert_int_equal(person_get(&t.sam, "/account"), 200);
	assert_false(person_sees(&t.sam, "Share ")); /* what partners read is written nowhere */
}

/* --- what our pages do not send */
static void bad_input_changes_nothing(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct person kim = person_named(s, "kim");
	const char *long_name =
		"name=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	const struct {
		const char *rest, *body;
		int status;
	} rows[] = {
		{ "/words", "", 400 },
		{ "/words", "v=perhaps", 400 },
		{ "/name", "name=", 422 },
		{ "/name", long_name, 422 },
		{ "/leave", "", 422 },
		{ "/leave", "how=loudly", 400 },
		{ "/" CHECKINS, "", 400 },
		{ "/" CHECKINS, "from=yesterday", 400 },
		{ "/" CHECKINS "/stop", "how=loudly", 400 },
		{ "/2", "from=now", 404 }, /* safety is never granted to a partner */
		{ "/0", "from=now", 404 },
		{ "/99", "from=now", 404 },
		{ "/-1", "from=now", 404 },
		{ "/item/00", "how=now", 404 },
		{ "/item/00112233445566778899aabbccddeeff", "how=now", 404 },
	};
	const char *before = writes(s);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int got = person_post(&t.alex, at(&t.alex, t.sams, rows[i].rest), rows[i].body);

		if (got != rows[i].status)
			fail_msg("%s %s answers %d", rows[i].rest, rows[i].body, got);
	}
	assert_int_equal(person_post(&kim, "/share/invite", "name="), 422);
	assert_int_equal(person_post(&kim, "/share/invite", long_name), 422);
	assert_int_equal(person_post(&kim, "/join/answer", "v=look&code=nonsense"), 400);
	assert_int_equal(person_post(&kim, "/join", ""), 422);
	assert_int_equal(person_post(&kim, "/us/first/1", "notebook="), 422);
	assert_int_equal(person_post(&kim, "/us/first/1", "notebook=List&exit=99"), 400);
	/* Somebody else's person is nobody here. */
	assert_int_equal(person_get(&kim, t.sams), 404);
	assert_int_equal(person_post(&kim, at(&kim, t.sams, "/" CHECKINS), "from=before"), 404);
	assert_string_equal(writes(s), before);
}

/* --- one phone for both */
static void one_phone_for_both_shows_what_is_for_two(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct person *a = &t.alex;
	size_t closed = 0, open = 0;

	assert_int_equal(person_post(a, "/us/together/plan", "what=Tea"), 303);
	assert_true(person_went_to(a, "/us/together"));
	assert_int_equal(person_post(a, "/us/together/here", ""), 200);
	assert_int_equal(person_post(a, "/us/together/too", ""), 303);
	for (size_t i = 0; router_nth(i); i++) {
		const struct route *r = router_nth(i);

		if (r->is_leave || strchr(r->path, ':') || r->is_for_other)
			continue;
		if (r->method == HTTP_POST && r->is_for_two)
			continue;
		int got = r->method == HTTP_POST ? person_post(a, r->path, "")
						 : person_get(a, r->path);

		if (r->is_for_two) {
			open += got == 200;
			continue;
		}
		closed++;
		if (r->method == HTTP_POST ? got != 403 : !person_went_to(a, "/us/together"))
			fail_msg("%s answers %d while both look", r->path, got);
	}
	assert_true(closed > 40 && open > 5);
	assert_int_equal(person_get(a, "/help"), 200);
	assert_true(person_sees(a, "Only shared things are on this screen"));
	assert_int_equal(person_post(a, "/us/together/plan", ""), 422);
	assert_int_equal(person_post(a, "/us/together/plan", "what=A+walk+to+the+corner"), 303);
	assert_int_equal(person_post(a, "/us/together/word", "me=warm&other=hard"), 200);
	assert_true(person_sees(a, "Hard is an honest word"));
	assert_int_equal(person_post(a, "/us/together/word", "me=loud"), 400);
	assert_int_equal(person_get(&t.sam, "/us"), 200);
	assert_true(person_sees(&t.sam, "A walk to the corner"));
}

static void the_passphrase_opens_private_pages_again(void **state)
{
	struct two t = two_make(*state);
	struct person *a = &t.alex;

	assert_int_equal(person_get(a, "/export"), 200); /* given a moment ago */
	assert_int_equal(person_post(a, "/us/together/too", ""), 303);
	assert_int_equal(person_get(a, "/us/together/end"), 303);
	assert_true(person_went_to(a, "/again"));
	assert_int_equal(person_post(a, "/us/together/end", ""), 403);
	assert_int_equal(person_post(a, "/again", "passphrase=something+else&to=/us/together/end"),
			 422);
	assert_int_equal(person_get(a, "/today"), 303);
	assert_int_equal(person_post(a, "/again", "passphrase=" PASSPHRASE "&to=/us/together/end"),
			 303);
	assert_int_equal(person_get(a, "/today"), 303); /* only after the last tap */
	assert_int_equal(person_post(a, "/us/together/end", ""), 303);
	assert_int_equal(person_get(a, "/today"), 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(no_answer_has_one_face),
		STORY(whatever_opens_nothing_is_answered_alike),
		STORY(an_invitation_waits_until_there_is_a_notebook),
		STORY(a_yes_is_refused_in_words),
		STORY(words_that_differ_undo_the_link),
		STORY(what_was_looked_at_is_what_is_seen),
		STORY(pages_say_who_reads),
		STORY(a_part_that_is_shared_stands_on_us),
		STORY(taken_back_is_never_shared),
		STORY(stopping_ends_with_a_word),
		STORY(stopped_is_a_history_without_later_changes),
		STORY(private_acts_change_no_byte),
		STORY(the_owner_reads_what_was_done),
		STORY(bad_input_changes_nothing),
		STORY(one_phone_for_both_shows_what_is_for_two),
		STORY(the_passphrase_opens_private_pages_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
