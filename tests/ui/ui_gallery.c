/* Prints every component once, for the golden file and for whoever changes the look. */
#include <stdio.h>
#include "ui.html.h"
#include "ui.h"

static void no_token(struct html_out *o, struct str action)
{
	(void)o;
	(void)action;
}

static void show_people(struct html_out *o)
{
	struct ui_who mine = { .is_ours = false };
	struct ui_who ours = { .is_ours = true, .other = STR("Sam <3") };

	ui_who(o, &mine);
	ui_who(o, &ours);
	for (long i = 0; i <= 6; i++)
		ui_icon_near(o, i);
}

static void show_fields(struct html_out *o)
{
	struct ui_field plain = {
		.name = "a", .label = "A name", .value = STR("Alex"), .length_max = 60
	};
	struct ui_field full = { .name = "b",
				 .label = "A line",
				 .hint = "It stays yours.",
				 .error = "Type a few words first.",
				 .value = STR("\"quoted\" & <b>"),
				 .length_max = 500,
				 .rows = 4 };

	ui_field(o, &plain);
	ui_area(o, &full);
	full.name = "c";
	full.hint = NULL;
	ui_field(o, &full);
}

static void show_when(struct html_out *o)
{
	struct ui_when when = { .day = { .name = "day",
					 .label = "Which day?",
					 .value = STR("2026-11-29"),
					 .least = STR("2026-11-22"),
					 .most = STR("2027-01-21") },
				.time = { .name = "time",
					  .label = "What time?",
					  .hint = "Can stay empty.",
					  .error = "Write the time as 19:30.",
					  .value = STR("half past") },
				.place = { .name = "place", .label = "Where?", .length_max = 80 },
				.has_time = true,
				.has_place = true };
	struct ui_when day = { .day = { .name = "after", .label = "A day to think of it again" } };

	ui_when(o, &when);
	ui_when(o, &day);
}

static void show_sharing(struct html_out *o)
{
	struct html_out part = html_begin(o->arena, no_token, NULL);

	html_put_html(&part, html_trust(STR("<p>A word</p>")));
	ui_sheet(o, &(struct ui_sheet){ .name = STR("Sam <3"),
					.shown = html_done(&part),
					.after = "And what you write from now on.",
					.is_on = true });
	ui_sheet(o, &(struct ui_sheet){ .name = STR("Sam") });
	static const struct str rows[] = { STR("Check-ins"), STR("Cards <3") };

	ui_powers(o, &(struct ui_powers){ rows, 2 });
}

static void show_questions(struct html_out *o)
{
	static const struct ui_option options[] = {
		{ .value = "1", .words = "Far apart" },
		{ .value = "2", .words = "Close", .is_chosen = true },
		{ .value = "", .words = "Not sure", .is_bare = true },
	};
	struct ui_choices words = { "w", "One word each: how was that?", options, 2, true };
	struct ui_question question = { .action = url_path(STR("/checkin/1")),
					.number = 1,
					.count = 5,
					.choices = { "close", "How close did you feel?", options, 3,
						     false },
					.why = "Closeness moves from day to day." };

	ui_choices(o, &words);
	ui_question(o, &question);
}

static void show_ways(struct html_out *o)
{
	const struct ui_door doors[] = {
		{ url_path(STR("/help")), ICON_HELP, STR("Right now"),
		  STR("Words to say tonight") },
		{ url_path(STR("/learn?q=a&b")), ICON_LEARN, STR("Understand"),
		  STR("Why people pull away") },
	};
	struct ui_empty empty = { true, "This page is for two. It can wait.",
				  "Nothing is shared." };
	struct ui_trouble trouble = { "That did not work", "The server is busy.",
				      "Your words are kept.", url_path(STR("/today")),
				      "Go to Today" };
	struct ui_pager pager = { .has_before = true,
				  .before = url_path(STR("/learn?p=1")),
				  .before_words = "Earlier",
				  .has_after = true,
				  .after = url_path(STR("/learn?p=3")),
				  .after_words = "Later" };

	ui_doors(o, doors, sizeof doors / sizeof *doors);
	ui_empty(o, &empty);
	ui_trouble(o, &trouble);
	ui_pager(o, &pager);
}

int main(void)
{
	struct arena arena;

	arena_init(&arena, (size_t)64 << 10, (size_t)1 << 20);
	struct html_out o = html_begin(&arena, no_token, NULL);

	show_people(&o);
	show_fields(&o);
	show_when(&o);
	show_sharing(&o);
	show_questions(&o);
	show_ways(&o);
	struct str page = html_done(&o).s;
	bool is_whole = fwrite(page.p, 1, page.n, stdout) == page.n;

	arena_end(&arena);
	return is_whole ? 0 : 1;
}
