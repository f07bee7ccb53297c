/* Lists of several epochs as one: whatever the lists, what stands above says exactly what is
 * wanted, and what is not a list is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include "audit.pb-c.h"
#include "record.h"
#include "record_merge.h"

#define ROUNDS 20000
#define IDS    14
#define TEXTS  4

#define MUST(call) assert_string_equal(err_name(call), "NONE")

struct kit {
	struct arena arena;
	unsigned seed;
};

/* A list as a plain map: what record i says; 0: there is none. */
struct model {
	unsigned says[IDS];
};

static unsigned toss(struct kit *k, unsigned n)
{
	k->seed = k->seed * 1103515245u + 12345u;
	return (k->seed >> 16) % n;
}

static int begin(void **state)
{
	static struct kit kit;

	kit.seed = 5;
	arena_init(&kit.arena, 1u << 20, 64u << 20);
	*state = &kit;
	return 0;
}

static int end(void **state)
{
	arena_end(&((struct kit *)*state)->arena);
	return 0;
}

static Audit__Note *note_of(struct kit *k, unsigned i, unsigned says)
{
	Audit__Note *note = arena_new(&k->arena, Audit__Note);
	uint8_t id[16] = { (uint8_t)(i * 7), [15] = (uint8_t)i };

	audit__note__init(note);
	note->id = record_data(&k->arena, BYTES(id));
	note->at = says;
	note->about = record_text(&k->arena, says % 2 ? STR("a phone") : STR(""));
	return note;
}

static struct bytes pack(struct kit *k, const struct model *m)
{
	Audit__Month month;
	unsigned turn = toss(k, IDS);

	audit__month__init(&month);
	month.note = arena_array(&k->arena, Audit__Note *, IDS);
	for (unsigned j = 0; j < IDS; j++) {
		unsigned i = (j + turn) % IDS;

		if (m->says[i])
			month.note[month.n_note++] = note_of(k, i, m->says[i]);
	}
	return record_pack(&k->arena, &month.base);
}

static struct model toss_model(struct kit *k)
{
	struct model m = { { 0 } };
	unsigned one_in = 1 + toss(k, 3);

	for (unsigned i = 0; i < IDS; i++)
		if (toss(k, one_in) == 0)
			m.says[i] = 1 + toss(k, TEXTS);
	return m;
}

static Audit__Month *unpack(struct kit *k, struct bytes list)
{
	Audit__Month *m = (Audit__Month *)record_unpack(&k->arena, &audit__month__descriptor, list);

	assert_non_null(m);
	return m;
}

static void holds(struct kit *k, struct bytes list, const struct model *m)
{
	const Audit__Month *month = unpack(k, list);
	struct model seen = { { 0 } };

	for (size_t n = 0; n < month->n_note; n++) {
		const Audit__Note *note = month->note[n];

		assert_int_equal(note->id.len, 16);
		assert_int_equal(note->base.n_unknown_fields, 0);  /* no mark */
		assert_int_equal(seen.says[note->id.data[15]], 0); /* once */
		seen.says[note->id.data[15]] = (unsigned)note->at;
	}
	assert_memory_equal(&seen, m, sizeof seen);
}

static struct bytes merged(struct kit *k, const struct bytes list[], size_t n,
			   enum record_marks marks)
{
	struct bytes b;

	MUST(record_merge(&k->arena, list, n, marks, &b));
	return b;
}

static struct bytes difference(struct kit *k, struct bytes base, struct bytes wanted)
{
	struct bytes b;

	MUST(record_difference(&k->arena, base, (struct bytes){ 0 }, wanted, wanted, &b));
	return b;
}

static void what_stands_above_says_what_is_wanted(void **state)
{
	struct kit *k = *state;
	unsigned marks = 0;

	for (int round = 0; round < ROUNDS; round++) {
		struct model base = toss_model(k), wanted = toss_model(k);
		struct bytes list[2] = { pack(k, &base) };

		list[1] = difference(k, list[0], pack(k, &wanted));
		holds(k, merged(k, list, 2, RECORD_MARKS_DROP), &wanted);
		/* No more is written than differs. */
		size_t expected = 0;

		for (unsigned i = 0; i < IDS; i++)
			expected += base.says[i] != wanted.says[i];
		assert_int_equal(unpack(k, list[1])->n_note, expected);
		for (unsigned i = 0; i < IDS; i++)
			marks += base.says[i] && !wanted.says[i];
		list[1] = difference(k, list[0], pack(k, &base));
		assert_int_equal(list[1].n, 0);
		arena_reset(&k->arena);
	}
	printf("%d pairs, %u marks\n", ROUNDS, marks);
	assert_true(marks > ROUNDS);
}

/* Neighbours joined with their marks kept change nothing for anybody: not a byte. */
static void joined_neighbours_change_nothing(void **state)
{
	struct kit *k = *state;

	for (int round = 0; round < ROUNDS / 4; round++) {
		struct bytes list[6], joined[5];
		struct model m = toss_model(k);
		size_t at = toss(k, 5);

		list[0] = pack(k, &m);
		for (size_t i = 1; i < 6; i++) {
			m = toss_model(k);
			list[i] = difference(k, merged(k, list, i, RECORD_MARKS_DROP), pack(k, &m));
		}
		for (size_t i = 0; i < 5; i++)
			joined[i] = list[i < at ? i : i + 1];
		joined[at] = merged(k, list + at, 2, RECORD_MARKS_KEEP);
		struct bytes before = merged(k, list, 6, RECORD_MARKS_DROP),
			     after = merged(k, joined, 5, RECORD_MARKS_DROP);

		holds(k, before, &m);
		assert_int_equal(before.n, after.n);
		assert_memory_equal(before.p, after.p, after.n);
		arena_reset(&k->arena);
	}
}

/* What lies above others, and all else, can rise over them when they say it anyway. */
static void what_is_not_covered_can_rise(void **state)
{
	struct kit *k = *state;
	size_t n_left = 0, n_all = 0;

	for (int round = 0; round < ROUNDS / 4; round++) {
		struct bytes list[6], risen[5];
		struct model m = toss_model(k);
		size_t at = toss(k, 5), to = at + 1 + toss(k, (unsigned)(5 - at));

		list[0] = pack(k, &m);
		for (size_t i = 1; i < 6; i++) {
			m = toss_model(k);
			list[i] = difference(k, merged(k, list, i, RECORD_MARKS_DROP), pack(k, &m));
		}
		for (size_t i = 0; i < 5; i++)
			risen[i] = list[i < at ? i : i + 1];
		struct bytes both[2] = { { 0 }, list[to] };

		MUST(record_uncovered(&k->arena, list[at], list + at + 1, to - at, &both[0]));
		n_left += both[0].n;
		n_all += list[at].n;
		risen[to - 1] = merged(k, both, 2, RECORD_MARKS_KEEP);
		holds(k, merged(k, list, 6, RECORD_MARKS_DROP), &m);
		holds(k, merged(k, risen, 5, RECORD_MARKS_DROP), &m);
		arena_reset(&k->arena);
	}
	assert_in_range(n_left, n_all / 20, n_all / 2);
}

static void only_what_changed_is_left_out(void **state)
{
	struct kit *k = *state;

	for (int round = 0; round < ROUNDS / 4; round++) {
		struct model older = toss_model(k), was = toss_model(k), is = toss_model(k);
		struct bytes list = pack(k, &older), rest;
		bool has_changed, is_any = false;

		MUST(record_leave_out(&k->arena, list, pack(k, &was), pack(k, &is), &rest,
				      &has_changed));
		for (unsigned i = 0; i < IDS; i++) {
			if (was.says[i] == is.says[i])
				continue;
			is_any = is_any || older.says[i];
			older.says[i] = 0;
		}
		holds(k, rest, &older);
		assert_int_equal(has_changed, is_any);
		if (!has_changed)
			assert_memory_equal(rest.p, list.p, list.n);
		arena_reset(&k->arena);
	}
}

/* --- fields beside the records, and order */
#define RECORD(id, text) \
	"\x0a\x16\x0a\x10" id id id id id id id id id id id id id id id id "\x4a\x02" text
#define MARK(id)   "\x0a\x15\x0a\x10" id id id id id id id id id id id id id id id id "\xa0\x06\x01"
#define LIST(text) ((struct bytes){ (const uint8_t *)(text), sizeof(text) - 1 })

static void says(struct kit *k, const struct bytes list[], size_t n, struct bytes expected)
{
	struct bytes b = merged(k, list, n, RECORD_MARKS_DROP);

	assert_int_equal(b.n, expected.n);
	assert_memory_equal(b.p, expected.p, expected.n);
}

static void the_place_is_the_first_and_the_words_are_the_last(void **state)
{
	struct kit *k = *state;
	const struct bytes list[] = {
		LIST(RECORD("a", "a1") RECORD("b", "b1") "\x10\x07" RECORD("c", "c1")),
		LIST(RECORD("d", "d1") MARK("b") RECORD("a", "a2") "\x18\x09"),
		LIST(RECORD("b", "b3")),
		LIST(MARK("c") MARK("e")),
	};

	says(k, list, 1, LIST(RECORD("a", "a1") RECORD("b", "b1") RECORD("c", "c1") "\x10\x07"));
	says(k, list, 2, LIST(RECORD("a", "a2") RECORD("c", "c1") RECORD("d", "d1") "\x18\x09"));
	says(k, list, 4, LIST(RECORD("a", "a2") RECORD("b", "b3") RECORD("d", "d1") "\x18\x09"));
	says(k, list, 0, LIST(""));
	says(k, list + 3, 1, LIST("")); /* marks alone */
}

static void what_is_not_a_list_is_refused(void **state)
{
	static const struct {
		const char *why;
		struct bytes list;
	} bad[] = {
		{ "no record", LIST("words") },
		{ "cut", LIST("\x0a\x14\x0a\x10"
			      "aaaa") },
		{ "a number in the place of a record", LIST("\x08\x01") },
		{ "no id", LIST("\x0a\x02\x10\x01") },
		{ "an empty record", LIST("\x0a\x00") },
		{ "a short id", LIST("\x0a\x05\x0a\x03"
				     "abc") },
		{ "two ids", LIST("\x0a\x24\x0a\x10"
				  "aaaaaaaaaaaaaaaa\x0a\x10"
				  "bbbbbbbbbbbbbbbb") },
		{ "a mark of 2", LIST("\x0a\x15\x0a\x10"
				      "aaaaaaaaaaaaaaaa\xa0\x06\x02") },
		{ "a mark of bytes", LIST("\x0a\x15\x0a\x10"
					  "aaaaaaaaaaaaaaaa\xa2\x06\x00") },
		{ "field 0", LIST("\x00\x01") },
		{ "a group", LIST("\x13\x14") },
		{ "an unknown type", LIST("\x17") },
		{ "a number without end",
		  LIST("\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01") },
		{ "a number too great", LIST("\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02") },
		{ "a length past the end", LIST("\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01") },
		{ "a field number too great", LIST("\x80\x80\x80\x80\x10\x01") },
	};
	struct kit *k = *state;
	struct bytes b, good = LIST(RECORD("a", "a1"));
	bool has_changed;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct bytes list[] = { good, bad[i].list };
		struct err e = record_merge(&k->arena, list, 2, RECORD_MARKS_DROP, &b);

		if (e.code != ERR_UNVERIFIED)
			fail_msg("taken: %s", bad[i].why);
		assert_int_equal(
			record_difference(&k->arena, good, good, good, bad[i].list, &b).code,
			ERR_UNVERIFIED);
		assert_int_equal(
			record_difference(&k->arena, bad[i].list, good, good, good, &b).code,
			ERR_UNVERIFIED);
		assert_int_equal(
			record_leave_out(&k->arena, bad[i].list, good, good, &b, &has_changed).code,
			ERR_UNVERIFIED);
	}
	uint8_t *long_list = arena_take(&k->arena, RECORD_LIST_MAX + 1);

	for (size_t i = 0; i <= RECORD_LIST_MAX; i++)
		long_list[i] = i % 2 ? 1 : 0x10;
	b = (struct bytes){ long_list, RECORD_LIST_MAX };
	MUST(record_merge(&k->arena, &b, 1, RECORD_MARKS_DROP, &good));
	b.n++;
	assert_int_equal(record_merge(&k->arena, &b, 1, RECORD_MARKS_DROP, &good).code,
			 ERR_UNVERIFIED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stands_above_says_what_is_wanted),
		cmocka_unit_test(joined_neighbours_change_nothing),
		cmocka_unit_test(what_is_not_covered_can_rise),
		cmocka_unit_test(only_what_changed_is_left_out),
		cmocka_unit_test(the_place_is_the_first_and_the_words_are_the_last),
		cmocka_unit_test(what_is_not_a_list_is_refused),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
