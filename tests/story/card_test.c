/* Cards through the pages: own writing and its versions; then two people: what is shared, suggested
 * and taken back, and what of it the other can tell. */
#include "pages.h"
#include "two.h"

#define NOWHERE "This card was changed in another window"

static void writing_and_its_versions(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);

	person_sign_up(&sam, "sam");
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "Only you see this"));
	assert_true(person_sees(&sam, "/card/calming/write/1"));
	assert_int_equal(person_post(&sam, "/card/calming/write/1",
				     "version=0&chip-1=2&chip-1=4&own-1=My+grey+blanket.&own-1="),
			 303);
	assert_true(person_went_to(&sam, "/card/calming/write/2"));
	assert_int_equal(person_post(&sam, "/card/calming/write/2", "version=1&skip=1"), 303);
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "Leave the door open."));
	assert_true(person_sees(&sam, "My grey blanket."));
	assert_true(person_sees(&sam, "Written today."));
	assert_false(person_sees(&sam, "Edited"));
	assert_false(person_sees(&sam, "/card/calming/versions"));

	s->now += 86400;
	person_sign_in(&sam, "sam", PASSPHRASE, false);
	assert_int_equal(person_post(&sam, "/card/calming/edit",
				     "version=1&chip-1=2&own-1=My+green+blanket.&chip-5=1"),
			 303);
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "My green blanket."));
	assert_false(person_sees(&sam, "Leave the door open."));
	assert_true(person_sees(&sam, "Written yesterday. Edited today."));
	assert_int_equal(person_get(&sam, "/card/calming/versions"), 200);
	assert_true(person_sees(&sam, "Version 1"));
	assert_int_equal(person_get(&sam, "/card/calming/versions/1"), 200);
	assert_true(person_sees(&sam, "My grey blanket."));
	assert_int_equal(person_get(&sam, "/card/calming/versions/2"), 404);
	assert_int_equal(person_post(&sam, "/card/closeness/4", "v=ask"), 303);
	/* What a person takes along has the card, the versions before, and their own answers. */
	assert_int_equal(person_post(&sam, "/export/json", ""), 200);
	assert_true(person_sees(&sam, "My green blanket."));
	assert_true(person_sees(&sam, "My grey blanket."));
	assert_true(person_sees(&sam, "\"A hug\": \"Ask me\""));
}

static void the_last_twenty_are_kept(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);

	person_sign_up(&sam, "sam");
	for (int i = 0; i < 24; i++) {
		s->now += 10;
		assert_int_equal(
			person_post(&sam, "/card/limits/edit",
				    story_print(s, "version=%d&own-1=Save+number+%d.", i, i)),
			303);
	}
	assert_int_equal(person_get(&sam, "/card/limits"), 200);
	assert_true(person_sees(&sam, "Save number 23."));
	assert_true(person_sees(&sam, "For the week of"));
	assert_int_equal(person_get(&sam, "/card/limits/versions/23"), 200);
	assert_true(person_sees(&sam, "Save number 22."));
	assert_int_equal(person_get(&sam, "/card/limits/versions/4"), 200);
	assert_int_equal(person_get(&sam, "/card/limits/versions/3"), 404);
}

/* The page holds 60 KiB: versions give way, the card itself never does. */
static void a_full_page_lets_the_oldest_go(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);
	const char *line = "";

	person_sign_up(&sam, "sam");
	for (int i = 0; i < 150; i++)
		line = story_print(s, "%s%%E2%%82%%AC", line);
	for (int i = 0; i < 6; i++) {
		const char *body = story_print(s, "version=%d", i);

		for (int k = 0; k < 40; k++)
			body = story_print(s, "%s&own-1=%d%d%s", body, i, k, line);
		s->now += 10;
		assert_int_equal(person_post(&sam, "/card/calming/edit", body), 303);
	}
	assert_int_equal(person_get(&sam, "/card/calming/versions/5"), 200);
	assert_int_equal(person_get(&sam, "/card/calming/versions/1"), 404);
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "539\xE2\x82\xAC"));
}

static void bad_input_changes_nothing(void **state)
{
	struct story *s = *state;
	struct person sam = person_make(s);
	const char *line = "";

	person_sign_up(&sam, "sam");
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=0&own-1=As+it+is."), 303);
	for (int i = 0; i < 161; i++)
		line = story_print(s, "%sz", line);
	assert_int_equal(
		person_post(&sam, "/card/calming/edit", story_print(s, "version=1&own-1=%s", line)),
		422);
	assert_true(person_sees(&sam, "At most 160 characters in a line."));
	assert_true(person_sees(&sam, line)); /* the words are still there */
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=1&chip-1=99"), 400);
	assert_true(person_sees(&sam, "Nothing was changed."));
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=1&chip-1=x"), 400);
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=-1&chip-1=1"), 400);
	assert_int_equal(person_post(&sam, "/card/nothing/edit", "version=1"), 404);
	assert_int_equal(person_post(&sam, "/card/calming/write/7", "version=1"), 404);
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=0&own-1=Stale."), 422);
	assert_true(person_sees(&sam, NOWHERE));
	assert_true(person_sees(&sam, "Stale."));
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "As it is."));
	assert_false(person_sees(&sam, "Edited"));
	/* A table's tab and a letter's line end come along with what is pasted. */
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=1&own-1=a%09b%0D%0Ac"),
			 303);
	assert_int_equal(person_get(&sam, "/card/calming"), 200);
	assert_true(person_sees(&sam, "a b c"));
}

/* Nothing goes unsaid: the form names the version that makes room, before anything is kept. */
static void what_makes_room_is_said_before(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *body = "own-1=Tea.";

	for (unsigned i = 0; i < 21; i++) {
		person_opens(&sam, "/card/calming/edit", "Change it");
		assert_false(person_sees(&sam, "earlier versions"));
		body = story_print(s, "version=%u&own-1=Tea+%u.", i, i);
		assert_int_equal(person_post(&sam, "/card/calming/edit", body), 303);
		s->now += 60;
	}
	person_opens(&sam, "/card/calming/edit", "When you keep this, the one of");
	person_opens(&sam, "/card/calming/versions", "Version 1<");
	assert_int_equal(person_post(&sam, "/card/calming/edit", "version=21&own-1=Tea."), 303);
	person_misses(&sam, "/card/calming/versions", "Version 1<");
	person_opens(&sam, "/card/calming/versions", "Version 2<");
}

/* Long lines: the page is full before there are twenty. */
static void long_versions_make_room_sooner_and_say_so(void **state)
{
	struct story *s = *state;
	struct person sam = person_named(s, "sam");
	const char *line = "", *body;
	unsigned i = 0;
	bool is_told = false, is_there = true;

	for (int k = 0; k < 150; k++)
		line = story_print(s, "%sz", line);
	for (; i < 19 && is_there; i++) {
		person_opens(&sam, "/card/calming/edit", "Change it");
		is_told = person_sees(&sam, "When you keep this, the one of");
		body = story_print(s, "version=%u", i);
		for (int k = 0; k < 36; k++)
			body = story_print(s, "%s&own-%d=%u%s", body, 1 + k % 6, i, line);
		assert_int_equal(person_post(&sam, "/card/calming/edit", body), 303);
		s->now += 60;
		assert_int_equal(person_get(&sam, "/card/calming/versions"), 200);
		is_there = i == 0 || person_sees(&sam, "Version 1<");
	}
	assert_false(is_there); /* it went, and nobody was surprised */
	assert_true(is_told);
}

/* --- two people. Each knows the other under an id of their own, which stands in addresses. */
/* Everything Alex can read of Sam's cards, and Help now where the calming card would stand. */
static const char *alex_sees(struct two *t)
{
	struct person *p = &t->alex;
	struct story *s = t->story;

	return story_print(s, "%s\n%s\n%s\n%s\n%s\n%s\n%s", page_text(p, "/card"),
			   page_text(p, story_print(s, "/card/of/%s/calming", t->sam_id)),
			   page_text(p, story_print(s, "/card/of/%s/boundaries", t->sam_id)),
			   page_text(p, story_print(s, "/card/of/%s/limits", t->sam_id)),
			   story_print(s, "%s\n%s\n%s", page_text(p, "/card/closeness/ours"),
				       page_text(p, "/us"),
				       page_text(p, story_print(s, "/share/%s/theirs", t->sam_id))),
			   page_text(p, "/help/connect/3"),
			   page_text(p, "/help/connect/5?need=company"));
}

static void sam_writes(struct two *t, unsigned seen, const char *line)
{
	assert_int_equal(
		person_post(&t->sam, "/card/calming/edit",
			    story_print(t->story, "version=%u&chip-1=4&own-1=%s", seen, line)),
		303);
}

static void sam_shares(struct two *t)
{
	assert_int_equal(person_post(&t->sam,
				     story_print(t->story, "/card/calming/share/%s", t->alex_id),
				     ""),
			 303);
}

static void sam_stops(struct two *t, const char *how)
{
	assert_int_equal(person_post(&t->sam,
				     story_print(t->story, "/card/calming/stop/%s", t->alex_id),
				     story_print(t->story, "how=%s", how)),
			 303);
}

static void stopping_ends_with_a_word(void **state)
{
	struct two t = two_make(*state);
	const char *after = story_print(t.story, "/card/calming?stopped=%s", t.alex_id);

	sam_writes(&t, 0, "My+grey+blanket.");
	sam_shares(&t);
	person_misses(&t.sam, after, "Nothing tells Alex.");
	sam_stops(&t, "now");
	assert_true(str_equal(told_header(&t.sam.last, "Location"), str_c(after)));
	person_opens(&t.sam, after,
		     "Stopped. Alex keeps what stands there today, and sees nothing new. Nothing "
		     "tells Alex.");
	sam_stops(&t, "back");
	person_opens(&t.sam, after, "Taken back. Alex sees nothing of it now. Nothing tells Alex.");
}

/* What the preview shows is, byte for byte, what the other reads. */
static void what_was_previewed_is_what_is_read(void **state)
{
	struct two t = two_make(*state);
	const char *before, *sheet, *there;

	sam_writes(&t, 0, "My+grey+blanket.");
	before = alex_sees(&t);
	assert_null(strstr(before, "grey blanket"));
	sheet = page_text(&t.sam, story_print(*state, "/card/calming/share/%s", t.alex_id));
	sheet = strstr(sheet, "<h3>Calming card</h3>");
	assert_non_null(sheet);
	sheet = story_print(*state, "%.*s", (int)(strstr(sheet, "</section>") - sheet), sheet);
	sheet = story_print(*state, "%.*s", (int)(strrchr(sheet, 'p') - sheet), sheet);
	assert_string_equal(alex_sees(&t), before); /* looking shares nothing */
	sam_shares(&t);
	there = page_text(&t.alex, story_print(*state, "/card/of/%s/calming", t.sam_id));
	assert_non_null(strstr(there, sheet));
	assert_non_null(strstr(there, "My grey blanket."));
	assert_non_null(strstr(page_text(&t.alex, "/help/connect/3"), "My grey blanket."));
	assert_null(strstr(page_text(&t.alex, "/help/shut-out/3"), "My grey blanket."));
	/* Every save shows by itself; the versions before never do. */
	sam_writes(&t, 1, "My+green+blanket.");
	there = alex_sees(&t);
	assert_non_null(strstr(there, "My green blanket."));
	assert_null(strstr(there, "grey"));
	assert_null(strstr(there, "ersion"));
	assert_non_null(strstr(page_text(&t.sam, "/card/calming"), "You and Alex"));
}

static void taken_back_is_never_shared(void **state)
{
	struct two t = two_make(*state);
	const char *never;

	sam_writes(&t, 0, "My+grey+blanket.");
	never = alex_sees(&t);
	sam_shares(&t);
	assert_string_not_equal(alex_sees(&t), never);
	sam_stops(&t, "back");
	assert_string_equal(alex_sees(&t), never);
	assert_non_null(strstr(page_text(&t.sam, "/card/calming"), "Only you see this"));
	sam_shares(&t);
	sam_writes(&t, 1, "My+green+blanket.");
	sam_stops(&t, "now");
	sam_stops(&t, "back");
	assert_string_equal(alex_sees(&t), never);
}

static void stopped_stays_as_it_was(void **state)
{
	struct two t = two_make(*state);
	const char *then;

	sam_writes(&t, 0, "My+grey+blanket.");
	sam_shares(&t);
	then = alex_sees(&t);
	sam_stops(&t, "now");
	assert_string_equal(alex_sees(&t), then);
	sam_writes(&t, 1, "My+green+blanket.");
	sam_writes(&t, 2, "No+blanket.");
	assert_string_equal(alex_sees(&t), then);
	assert_non_null(strstr(page_text(&t.sam, "/card/calming"), "as it was when you stopped"));
	sam_shares(&t);
	assert_non_null(strstr(alex_sees(&t), "No blanket."));
}

/* --- suggestions */
static int alex_suggests(struct two *t, const char *line)
{
	return person_post(&t->alex, story_print(t->story, "/card/of/%s/calming", t->sam_id),
			   story_print(t->story, "section=1&line=%s", line));
}

/* Where the form of a suggestion on Sam's page posts to. */
static const char *suggestion(struct two *t)
{
	assert_int_equal(person_get(&t->sam, "/card/calming"), 200);
	return story_print(t->story, "/card/calming/suggestion/%s",
			   person_read(&t->sam, "action=\"/card/calming/suggestion/"));
}

static void suggesting_never_changes_the_card(void **state)
{
	struct two t = two_make(*state);
	const char *mine, *theirs;

	sam_writes(&t, 0, "My+grey+blanket.");
	assert_int_equal(alex_suggests(&t, "A+cup+of+tea."), 422);
	assert_true(person_sees(&t.alex, "There is no such card here"));
	sam_shares(&t);
	theirs = page_text(&t.alex, "/help/connect/3");
	assert_int_equal(alex_suggests(&t, "A+cup+of+tea."), 303);
	assert_string_equal(page_text(&t.alex, "/help/connect/3"), theirs);
	mine = page_text(&t.sam, "/card/calming");
	assert_non_null(strstr(mine, "Alex suggests a line"));
	assert_non_null(strstr(mine, "value=\"A cup of tea.\""));
	assert_null(strstr(mine, "<li>A cup of tea."));
	assert_null(strstr(mine, "Edited"));
	assert_null(strstr(mine, "/card/calming/versions"));
	/* One too many, and one too long, change nothing. */
	assert_int_equal(alex_suggests(&t, "Two."), 303);
	assert_int_equal(alex_suggests(&t, "Three."), 303);
	assert_int_equal(alex_suggests(&t, "Four."), 422);
	assert_true(person_sees(&t.alex, "Three lines wait there already."));
}

static void letting_it_lie_shows_nothing(void **state)
{
	struct two t = two_make(*state);
	const char *then;

	sam_writes(&t, 0, "My+grey+blanket.");
	sam_shares(&t);
	assert_int_equal(alex_suggests(&t, "A+cup+of+tea."), 303);
	then = alex_sees(&t);
	assert_non_null(strstr(then, "A cup of tea."));
	assert_non_null(strstr(page_text(&t.sam, "/us"), "A cup of tea."));
	assert_int_equal(person_post(&t.sam, suggestion(&t), "do=lie&line=x"), 303);
	assert_null(strstr(page_text(&t.sam, "/card/calming"), "Alex suggests"));
	assert_null(strstr(page_text(&t.sam, "/us"), "A cup of tea."));
	assert_string_equal(alex_sees(&t), then);
	/* The one who suggested it takes it away; nothing is left of it for either. */
	person_get(&t.alex, story_print(*state, "/card/of/%s/calming", t.sam_id));
	const char *id = person_read(&t.alex, "name=\"id\" value=\"");

	assert_int_equal(person_post(&t.alex,
				     story_print(*state, "/card/of/%s/calming/withdraw", t.sam_id),
				     story_print(*state, "id=%s", id)),
			 303);
	assert_null(strstr(alex_sees(&t), "A cup of tea."));
}

static void taken_on_it_is_a_line_of_the_owner(void **state)
{
	struct two t = two_make(*state);
	const char *there;

	sam_writes(&t, 0, "My+grey+blanket.");
	sam_shares(&t);
	assert_int_equal(alex_suggests(&t, "A+cup+of+tea."), 303);
	assert_int_equal(person_post(&t.sam, suggestion(&t), "do=take&line=A+cup+of+mint+tea."),
			 303);
	there = page_text(&t.sam, "/card/calming");
	assert_non_null(strstr(there, "<li>A cup of mint tea."));
	assert_null(strstr(there, "Alex suggests"));
	assert_int_equal(person_get(&t.sam, "/card/calming/versions/1"), 200);
	there = page_text(&t.alex, "/help/connect/3");
	assert_non_null(strstr(there, "A cup of mint tea."));
	/* Taken back by Sam, Alex's own suggestion is still Alex's. */
	sam_stops(&t, "back");
	there = page_text(&t.alex, story_print(*state, "/card/of/%s/calming", t.sam_id));
	assert_null(strstr(there, "mint"));
	assert_non_null(strstr(there, "A cup of tea."));
	assert_int_equal(alex_suggests(&t, "Another."), 422);
}

/* --- closeness */
static void answers(struct person *p, unsigned touch, const char *answer)
{
	assert_int_equal(person_post(p, story_print(p->story, "/card/closeness/%u", touch),
				     story_print(p->story, "v=%s", answer)),
			 303);
}

static void tells(struct person *p)
{
	assert_int_equal(person_post(p, "/card/closeness/tell", ""), 303);
}

static void only_what_both_welcome_shows(void **state)
{
	struct two t = two_make(*state);
	const char *nothing = page_text(&t.alex, "/card/closeness/ours"), *both;

	answers(&t.sam, 1, "yes");
	answers(&t.sam, 2, "ask");
	answers(&t.sam, 4, "yes");
	answers(&t.alex, 1, "yes");
	answers(&t.alex, 2, "yes");
	answers(&t.alex, 3, "yes");
	tells(&t.alex);
	assert_string_equal(page_text(&t.alex, "/card/closeness/ours"), nothing);
	tells(&t.sam);
	both = page_text(&t.alex, "/card/closeness/ours");
	assert_non_null(strstr(both, "You both said yes"));
	assert_non_null(strstr(both, "<li>Holding hands</li>"));
	assert_non_null(strstr(both, "<li>A hand on my shoulder or back</li>"));
	assert_true(strstr(both, "Ask first") < strstr(both, "A hand on my shoulder"));
	assert_null(strstr(both, "Sitting close"));
	assert_null(strstr(both, "A hug"));
	/* One tap takes all of it back, at once. */
	assert_int_equal(person_post(&t.sam, "/card/closeness/not-now", ""), 303);
	assert_string_equal(page_text(&t.alex, "/card/closeness/ours"), nothing);
}

/* Alex cannot tell a "not now" from silence, nor from an answer that is not told. */
static void no_single_no_shows(void **state)
{
	struct two t = two_make(*state);

	for (unsigned i = 1; i <= 12; i++)
		answers(&t.alex, i, "yes");
	tells(&t.alex);
	answers(&t.sam, 1, "yes");
	tells(&t.sam);
	const char *silent = alex_sees(&t);

	for (unsigned i = 2; i <= 12; i++)
		answers(&t.sam, i, "no");
	assert_string_equal(alex_sees(&t), silent);
	assert_int_equal(person_post(&t.sam, "/card/closeness/5", "v=no&after=2026-12-24"), 303);
	assert_non_null(strstr(page_text(&t.sam, "/card/closeness"), "24 December 2026"));
	assert_string_equal(alex_sees(&t), silent);
	assert_int_equal(person_post(&t.sam, "/card/closeness/5", "silent=1"), 303);
	assert_string_equal(alex_sees(&t), silent);
}

/* --- what nobody's page sends */
static void foreign_ids_open_nothing(void **state)
{
	struct two t = two_make(*state);
	struct person robin = person_make(*state);
	const char *own;

	person_sign_up(&robin, "robin");
	sam_writes(&t, 0, "My+grey+blanket.");
	sam_shares(&t);
	own = alex_sees(&t);
	assert_int_equal(person_get(&robin, story_print(*state, "/card/of/%s/calming", t.sam_id)),
			 404);
	assert_int_equal(person_post(&robin, story_print(*state, "/card/of/%s/calming", t.sam_id),
				     "section=1&line=Hello"),
			 404);
	assert_int_equal(
		person_post(&robin, story_print(*state, "/card/calming/share/%s", t.sam_id), ""),
		404);
	assert_int_equal(person_post(&t.sam, "/card/calming/share/nobody", ""), 404);
	assert_int_equal(person_post(&t.sam, "/card/limits/share/1", ""), 404);
	assert_int_equal(alex_suggests(&t, "x&section=9"), 303);
	assert_int_equal(person_post(&t.alex, story_print(*state, "/card/of/%s/calming", t.sam_id),
				     "section=9&line=Hello"),
			 400);
	assert_int_equal(person_post(&t.sam,
				     story_print(*state, "/card/calming/stop/%s", t.alex_id),
				     "how=maybe"),
			 400);
	assert_int_equal(person_post(&t.alex, "/card/closeness/1", "v=perhaps"), 400);
	assert_int_equal(person_post(&t.alex, "/card/closeness/1", "v=no&after=2026-02-31"), 400);
	assert_int_equal(person_post(&t.alex, "/card/closeness/13", "v=yes"), 404);
	person_get(&t.alex, story_print(*state, "/card/of/%s/calming", t.sam_id));
	const char *id = person_read(&t.alex, "name=\"id\" value=\"");

	assert_int_equal(person_post(&t.alex,
				     story_print(*state, "/card/of/%s/calming/withdraw", t.sam_id),
				     story_print(*state, "id=%s", id)),
			 303);
	assert_string_equal(alex_sees(&t), own);
}

/* A shared card stays within what a letter takes; the save that would not is refused. */
static void too_long_to_share_is_a_sentence(void **state)
{
	struct two t = two_make(*state);
	const char *line = "", *body = "version=1";

	for (int i = 0; i < 155; i++)
		line = story_print(*state, "%sz", line);
	for (int i = 0; i < 40; i++)
		body = story_print(*state, "%s&own-1=%s", body, line);
	sam_writes(&t, 0, "My+grey+blanket.");
	sam_shares(&t);
	const char *then = alex_sees(&t);

	assert_int_equal(person_post(&t.sam, "/card/calming/edit", body), 422);
	assert_true(person_sees(&t.sam, "longer than a shared card can be"));
	assert_true(person_sees(&t.sam, line));
	assert_string_equal(alex_sees(&t), then);
	sam_stops(&t, "back");
	assert_int_equal(person_post(&t.sam, "/card/calming/edit", body), 303);
	assert_int_equal(
		person_post(&t.sam, story_print(*state, "/card/calming/share/%s", t.alex_id), ""),
		422);
	assert_true(person_sees(&t.sam, "longer than a shared card can be"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(writing_and_its_versions),
		STORY(what_makes_room_is_said_before),
		STORY(long_versions_make_room_sooner_and_say_so),
		STORY(the_last_twenty_are_kept),
		STORY(a_full_page_lets_the_oldest_go),
		STORY(bad_input_changes_nothing),
		STORY(stopping_ends_with_a_word),
		STORY(what_was_previewed_is_what_is_read),
		STORY(taken_back_is_never_shared),
		STORY(stopped_stays_as_it_was),
		STORY(suggesting_never_changes_the_card),
		STORY(letting_it_lie_shows_nothing),
		STORY(taken_on_it_is_a_line_of_the_owner),
		STORY(only_what_both_welcome_shows),
		STORY(no_single_no_shows),
		STORY(foreign_ids_open_nothing),
		STORY(too_long_to_share_is_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
