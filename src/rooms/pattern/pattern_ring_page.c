/* pattern: the sentence and the four boxes, drawn twice: in a ring where there is room, one under
 * the other on a phone. Plain lines: the drawing says what followed, never why. */
#include "pattern_page.h"
#include "text.h"

#define PAD	16     /* inside a box */
#define WIDE	0x1100 /* from here on letters are about twice as wide */
#define TEXT(s) (int)(s).n, (s).p

struct plan { /* of a drawing, in its own units */
	struct {
		int x, y;
	} at[PATTERN_BOXES];
	int width, height;
	size_t letters; /* that fit a line of words */
	int head, line, step,
		count; /* from the top of a box; from line to line; from the last one */
};

static const struct plan ring_plan = {
	.at = { { 182, 2 }, { 362, 134 }, { 182, 266 }, { 2, 134 } },
	.width = 236,
	.height = 104,
	.letters = 22,
	.head = 23,
	.line = 46,
	.step = 22,
	.count = 23,
};

static const struct plan stack_plan = {
	.at = { { 2, 2 }, { 2, 138 }, { 2, 274 }, { 2, 410 } },
	.width = 294,
	.height = 106,
	.letters = 27,
	.head = 24,
	.line = 48,
	.step = 22,
	.count = 23,
};

/* --- words in a box */
static size_t letter_bytes(const char *p)
{
	unsigned char c = (unsigned char)*p;

	return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/* In tenths of an ordinary letter; generous, as nobody knows the letters of the reader's device. */
static size_t letter_width(const char *p)
{
	unsigned char c = (unsigned char)*p;

	if (c >= 0xe1 || strchr("MW@%", c))
		return 21;
	if (strchr("mw", c))
		return 17;
	if (strchr("ijl.,:;'!| ", c))
		return 7;
	return c >= 0x80 || (c >= 'A' && c <= 'Z') ? 13 : 10;
}

/* As much of *rest as fits a line, up to a blank when there is one. */
static struct str take_line(struct str *rest, size_t letters)
{
	size_t used = 0, at = 0, blank = 0;

	while (at < rest->n && used + letter_width(rest->p + at) <= 10 * letters) {
		used += letter_width(rest->p + at);
		if (rest->p[at] == ' ')
			blank = at;
		at += letter_bytes(rest->p + at);
	}
	if (at < rest->n && rest->p[at] != ' ' && blank)
		at = blank;
	struct str line = { rest->p, at };

	*rest = str_trim(str_from(*rest, at));
	return line;
}

/* One line; what does not fit is left out, and said so. */
static struct str last_line(struct visit *v, struct str words, size_t letters)
{
	struct str whole = words, line = take_line(&words, letters);

	if (!words.n)
		return line;
	line = take_line(&whole, letters - 1);
	return arena_print(v->arena, "%.*s…", TEXT(line));
}

static void put_words(struct visit *v, const struct plan *plan, struct str words,
		      struct pattern_box_view *box)
{
	while (words.n && box->n_lines < PATTERN_LINES) {
		struct pattern_text *t = &box->line[box->n_lines];

		*t = (struct pattern_text){ .x = box->x + PAD, .y = plan->line };
		t->y += (int)box->n_lines * plan->step;
		box->n_lines++;
		if (box->n_lines < PATTERN_LINES) {
			t->words = take_line(&words, plan->letters);
			continue;
		}
		t->words = last_line(v, words, plan->letters);
	}
}

/* --- what the boxes say */
struct saying {
	struct str head, words, count;
	bool is_mine, is_theirs;
};

static struct str times(struct visit *v, unsigned n)
{
	if (n < 3)
		return n == 1 ? STR("once") : STR("twice");
	return arena_print(v->arena, "%u times", n);
}

static struct str count_words(struct visit *v, const struct pattern_pick *p)
{
	if (!p->number)
		return STR("");
	if (p->of < 2)
		return STR("once");
	return arena_print(v->arena, "%u of %u times", p->count, p->of);
}

static struct str or_nothing(const char *words)
{
	return words ? str_c(words) : STR("Nothing noted");
}

/* How the two are called: at the head of a box, and inside a sentence. */
struct called {
	struct str head, inside;
};

static void fill_sayings(struct visit *v, const struct pattern_loop *l, const struct called *owner,
			 const struct called *other, bool is_mine, struct saying ret[PATTERN_BOXES])
{
	const char *start = pattern_start_words(l->start);
	const char *after = pattern_after_words(l->after.number);

	ret[0] = (struct saying){ .head = arena_print(v->arena, "It began, for %.*s",
						      TEXT(owner->inside)),
				  .words = start ? str_c(start) : l->words,
				  .count = times(v, l->begin.count) };
	ret[1] = (struct saying){ .head = owner->head,
				  .words = or_nothing(pattern_did_words(l->own.number)),
				  .count = count_words(v, &l->own),
				  .is_mine = is_mine,
				  .is_theirs = !is_mine };
	ret[2] = (struct saying){ .head = other->head,
				  .words = or_nothing(pattern_did_words(l->other.number)),
				  .count = count_words(v, &l->other),
				  .is_mine = !is_mine,
				  .is_theirs = is_mine };
	ret[3] = (struct saying){ .head = STR("The next day"),
				  .words = or_nothing(NULL),
				  .count = count_words(v, &l->after) };
	if (after)
		ret[3].words = arena_print(v->arena, "%.*s %s", TEXT(owner->inside), after);
}

/* What stands in a box moves to its middle. */
static void place(const struct plan *plan, struct pattern_box_view *box)
{
	int lines = (int)box->n_lines - 1 + (box->count.words.n > 0);
	int down = box->y + (PATTERN_LINES - lines) * plan->step / 2;

	box->head.y += down;
	box->count.y += down;
	for (size_t i = 0; i < box->n_lines; i++)
		box->line[i].y += down;
}

static void fill_ring(struct visit *v, const struct plan *plan, const struct saying says[],
		      struct pattern_ring_view *ret)
{
	for (size_t i = 0; i < PATTERN_BOXES; i++) {
		struct pattern_box_view *box = &ret->box[i];

		*box = (struct pattern_box_view){ .x = plan->at[i].x,
						  .y = plan->at[i].y,
						  .width = plan->width,
						  .height = plan->height,
						  .number = (int)i + 1,
						  .is_mine = says[i].is_mine,
						  .is_theirs = says[i].is_theirs,
						  .is_open = says[i].count.n == 0 };
		box->head = (struct pattern_text){ box->x + PAD, plan->head,
						   last_line(v, says[i].head, plan->letters + 2) };
		put_words(v, plan, says[i].words, box);
		box->count = (struct pattern_text){ box->x + PAD,
						    box->line[box->n_lines - 1].y + plan->count,
						    says[i].count };
		place(plan, box);
	}
}

/* --- in one sentence, and for those who hear the drawing */
static struct str part(struct visit *v, struct str who, const struct pattern_pick *p)
{
	const char *did = pattern_did_words(p->number);

	if (!did)
		return STR("");
	return arena_print(v->arena, "%.*s %s %s", TEXT(who),
			   pattern_weight_words(pattern_weight(p)), did);
}

static struct str begin_words(struct visit *v, const struct pattern_loop *l, struct str whom)
{
	const char *start = pattern_start_words(l->start);
	struct str often = times(v, l->begin.count);

	if (!start)
		return arena_print(v->arena, "“%.*s” set it off for %.*s %.*s.", TEXT(l->words),
				   TEXT(whom), TEXT(often));
	return arena_print(v->arena, "%s began it for %.*s %.*s.", start, TEXT(whom), TEXT(often));
}

static struct str sentence(struct visit *v, const struct pattern_loop *l, struct str owner,
			   struct str other)
{
	struct str s = begin_words(v, l, owner), own = part(v, owner, &l->own),
		   them = part(v, other, &l->other);

	if (own.n && them.n)
		return arena_print(v->arena, "%.*s Then %.*s, and %.*s.", TEXT(s), TEXT(own),
				   TEXT(them));
	if (own.n || them.n)
		return arena_print(v->arena, "%.*s Then %.*s%.*s.", TEXT(s), TEXT(own), TEXT(them));
	return s;
}

static struct str told(struct visit *v, const struct saying says[])
{
	struct str s = STR("Four boxes in a ring, joined by plain lines.");

	for (size_t i = 0; i < PATTERN_BOXES; i++)
		s = arena_print(v->arena, "%.*s %zu. %.*s: %.*s%s%.*s.", TEXT(s), i + 1,
				TEXT(says[i].head), TEXT(says[i].words),
				says[i].count.n ? ", " : "", TEXT(says[i].count));
	return s;
}

/* --- from which side */
static void add_side(struct visit *v, const struct pattern_wish *wish, bool is_mine, bool is_here,
		     struct str name, struct pattern_loop_view *ret)
{
	struct pattern_wish to = *wish;

	to.side = is_mine ? PATTERN_SIDE_MINE : PATTERN_SIDE_THEIRS;
	ret->side[ret->n_sides++] =
		(struct pattern_switch_view){ .address = pattern_url(v, &to),
					      .words = is_mine ? STR("You first")
							       : arena_print(v->arena, "%.*s first",
									     TEXT(name)),
					      .is_here = is_here };
}

static bool is_told_by_me(const struct pattern_loop *mine, const struct pattern_loop *theirs,
			  const struct pattern_wish *wish)
{
	if (theirs->start == PATTERN_START_NONE || mine->start == PATTERN_START_NONE)
		return theirs->start == PATTERN_START_NONE;
	if (wish->side != PATTERN_SIDE_ANY)
		return wish->side == PATTERN_SIDE_MINE;
	return !pattern_loop_is_before(mine, theirs);
}

void pattern_fill_loop(struct visit *v, const struct journey_pattern *j,
		       const struct pattern_wish *wish, struct pattern_loop_view *ret)
{
	struct saying says[PATTERN_BOXES];
	struct pattern_loop mine, theirs;
	struct called me = { STR("You"), STR("you") }, them = { STR("They"), STR("they") };

	if (j->has_theirs)
		them.head = them.inside = j->name;
	pattern_loop(&j->mine, &j->theirs, &mine);
	pattern_loop(&j->theirs, &j->mine, &theirs);
	bool is_mine = is_told_by_me(&mine, &theirs, wish);
	const struct pattern_loop *l = is_mine ? &mine : &theirs;

	ret->is_there = l->start != PATTERN_START_NONE;
	if (!ret->is_there)
		return;
	const struct called *owner = is_mine ? &me : &them, *other = is_mine ? &them : &me;

	fill_sayings(v, l, owner, other, is_mine, says);
	ret->sentence = sentence(v, l, owner->inside, other->inside);
	ret->is_drawn = l->own.number || l->other.number;
	ret->ring = (struct pattern_ring_view){
		.id = "ring",
		.id_words = "ring-words",
		.class = "ring wide-only",
		.frame = "0 0 600 372",
		.joined = "M418 54Q480 54 480 134M480 238Q480 318 418 318M182 318Q120 318 120 238"
			  "M120 134Q120 54 182 54",
	};
	ret->stack = (struct pattern_ring_view){
		.id = "stack",
		.id_words = "stack-words",
		.class = "ring narrow-only",
		.frame = "0 0 320 518",
		.joined = "M149 108V138M149 244V274M149 380V410M296 463H316V55H296",
	};
	ret->ring.told = ret->stack.told = told(v, says);
	fill_ring(v, &ring_plan, says, &ret->ring);
	fill_ring(v, &stack_plan, says, &ret->stack);
	if (mine.start == PATTERN_START_NONE || theirs.start == PATTERN_START_NONE)
		return;
	add_side(v, wish, true, is_mine, j->name, ret);
	add_side(v, wish, false, !is_mine, j->name, ret);
}
