/* Bundles for clinics: whatever somebody kept, what comes out is whole, coded as the questionnaires
 * say, and names nobody unless asked. fhir_test FOLDER (of the questionnaires). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>
#include "fhir_check.h"
#include "fhir_rows.h"
#include "measure.h"
#include "measure_form_export.h"

#define ROUNDS 300

static struct arena arena;
static const char *folder;
static json_t *kept; /* until the test ends */

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)256 << 10, (size_t)64 << 20);
	kept = json_array();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_end(&arena);
	json_decref(kept);
	return 0;
}

static json_t *keep(json_t *o)
{
	assert_int_equal(json_array_append_new(kept, o), 0);
	return o;
}

static json_t *all_of(const json_t *bundle, const char *type)
{
	return keep(fhir_check_all(bundle, type));
}

static json_t *bundle(const struct fhir_record *r)
{
	struct str text = fhir_bundle(&arena, r);
	json_t *o = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);

	assert_non_null(o);
	return keep(o);
}

static size_t count(const json_t *b, const char *type)
{
	return json_array_size(all_of(b, type));
}

static void questionnaires_are_the_published_ones(void **state)
{
	static const char *const ids[] = { "gad7", "k10", "k6", "pcl5", "pcptsd5", "phq2", "phq9" };

	(void)state;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		struct str path = arena_print(&arena, "%s/Questionnaire-%s.json", folder, ids[i]);
		json_t *file = json_load_file(path.p, 0, NULL);
		json_t *ours =
			fhir_questionnaire(measure_form(&arena, measure_find(str_c(ids[i]))));

		assert_non_null(file);
		/* The file of the K10 names the K6 in place of a notice. */
		if (strcmp(ids[i], "k10") == 0)
			json_object_set(ours, "copyright", json_object_get(file, "copyright"));
		if (!json_equal(file, ours))
			fail_msg("%s differs", ids[i]);
		json_decref(file);
		json_decref(ours);
	}
}

static void any_records_make_a_good_bundle(void **state)
{
	size_t sheets = 0, totals = 0, visits = 0;

	(void)state;
	for (uint64_t seed = 0; seed < ROUNDS; seed++) {
		struct fhir_record r = fhir_rows(&arena, seed);
		json_t *b = bundle(&r);
		const char *bad = fhir_check(b, folder);

		if (bad)
			fail_msg("seed %u: %s", (unsigned)seed, bad);
		assert_int_equal(count(b, "Encounter"), r.n_visits);
		assert_int_equal(count(b, "EpisodeOfCare"), r.n_courses);
		sheets += count(b, "QuestionnaireResponse");
		totals += count(b, "Observation");
		visits += r.n_visits;
		json_array_clear(kept);
		arena_reset(&arena);
	}
	assert_true(sheets > 1000 && totals > 1000 && visits > 1000);
}

static struct fhir_record one_sheet(const char *id, const uint8_t *answer)
{
	const struct measure *m = measure_find(str_c(id));
	struct fhir_result *r = arena_new(&arena, struct fhir_result);

	*r = (struct fhir_result){ .form = measure_form(&arena, m),
				   .day = { 20500 },
				   .answer = answer };
	r->has_total = measure_total(m, answer, &r->total);
	return (struct fhir_record){
		.now = { 1795000000 }, .seed = { { 9 } }, .result = r, .n_results = 1
	};
}

static void the_question_about_death_never_stands_alone(void **state)
{
	static const uint8_t only[MEASURE_ANSWERS] = { [8] = 3 };
	static const uint8_t two[MEASURE_ANSWERS] = { [0] = 1, [8] = 3 };
	static const uint8_t all[MEASURE_ANSWERS] = { 1, 1, 1, 1, 1, 1, 1, 1, 2 };
	struct fhir_record r = one_sheet("phq9", only);

	(void)state;
	assert_int_equal(count(bundle(&r), "QuestionnaireResponse"), 0);
	assert_null(strstr(fhir_bundle(&arena, &r).p, "\"linkId\":\"9\",\"text\":\"Thoughts that "
						      "you would be better off dead or of hurting "
						      "yourself in some way\",\"answer\""));
	r = one_sheet("phq9", two);
	json_t *b = bundle(&r), *sheets = all_of(b, "QuestionnaireResponse");

	assert_null(fhir_check(b, folder));
	assert_string_equal(json_string_value(json_object_get(json_array_get(sheets, 0), "status")),
			    "stopped");
	r = one_sheet("phq9", all);
	b = bundle(&r);
	assert_null(fhir_check(b, folder));
	assert_int_equal(count(b, "QuestionnaireResponse"), 1);
	assert_int_equal(count(b, "Observation"), 1);
}

static void a_no_at_the_gate_is_a_whole_sheet(void **state)
{
	static const uint8_t no[MEASURE_ANSWERS] = { 1 };
	struct fhir_record r = one_sheet("pcptsd5", no);
	json_t *b = bundle(&r), *sheets = all_of(b, "QuestionnaireResponse");

	(void)state;
	assert_null(fhir_check(b, folder));
	assert_string_equal(json_string_value(json_object_get(json_array_get(sheets, 0), "status")),
			    "completed");
}

static const char *name_of(const struct fhir_record *r, const char *key)
{
	json_t *all = all_of(bundle(r), "Patient");

	return json_string_value(json_object_get(
		json_array_get(json_object_get(json_array_get(all, 0), "name"), 0), key));
}

static void nobody_is_named_unless_asked(void **state)
{
	struct fhir_record r = { .seed = { { 0xAB, 0x0C } } };

	(void)state;
	assert_string_equal(name_of(&r, "use"), "anonymous");
	assert_string_equal(name_of(&r, "text"), "Person AB0C");
	r.name = STR("Alex");
	assert_string_equal(name_of(&r, "use"), "usual");
	assert_string_equal(name_of(&r, "text"), "Alex");
}

static void two_bundles_share_no_address(void **state)
{
	struct fhir_record r = fhir_rows(&arena, 3);
	json_t *one = bundle(&r), *entry;
	size_t i;

	(void)state;
	r.seed.b[0] ^= 1;
	struct str other = fhir_bundle(&arena, &r);

	assert_true(json_array_size(json_object_get(one, "entry")) > 10);
	json_array_foreach (json_object_get(one, "entry"), i, entry)
		assert_null(strstr(other.p, json_string_value(json_object_get(entry, "fullUrl"))));
}

/* --- the judge itself */
static json_t *sheet_answer(json_t *b)
{
	json_t *all = all_of(b, "QuestionnaireResponse");
	json_t *group = json_array_get(json_object_get(json_array_get(all, 0), "item"), 0);
	json_t *item = json_array_get(json_object_get(group, "item"), 0);

	return json_object_get(json_array_get(json_object_get(item, "answer"), 0), "valueCoding");
}

static json_t *first(json_t *b, const char *type)
{
	json_t *all = all_of(b, type), *one = json_array_get(all, 0);

	return one;
}

static void what_is_wrong_is_seen(void **state)
{
	static const uint8_t all[MEASURE_ANSWERS] = { 1, 2, 3, 4, 1, 1, 1 };
	struct fhir_record r = one_sheet("gad7", all);
	json_t *b = bundle(&r);

	(void)state;
	assert_null(fhir_check(b, folder));
	json_object_set_new(sheet_answer(b), "code", json_string("LA6569-3"));
	assert_string_equal(fhir_check(b, folder), "an answer that is not offered");
	json_object_set_new(sheet_answer(b), "code", json_string("LA6569-4"));
	assert_string_equal(fhir_check(b, folder), "a code that LOINC cannot have");
	b = bundle(&r);
	json_object_set_new(first(b, "QuestionnaireResponse"), "status", json_string("stopped"));
	assert_string_equal(fhir_check(b, folder), "a sheet that says it is what it is not");
	b = bundle(&r);
	json_object_set_new(json_object_get(first(b, "Observation"), "valueQuantity"), "value",
			    json_integer(20));
	assert_string_equal(fhir_check(b, folder), "a total that is not its sheet's");
	b = bundle(&r);
	json_object_set_new(json_object_get(first(b, "Observation"), "subject"), "reference",
			    json_string("urn:uuid:none"));
	assert_string_equal(fhir_check(b, folder), "a reference to nothing");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		TEST(questionnaires_are_the_published_ones),
		TEST(any_records_make_a_good_bundle),
		TEST(the_question_about_death_never_stands_alone),
		TEST(a_no_at_the_gate_is_a_whole_sheet),
		TEST(nobody_is_named_unless_asked),
		TEST(two_bundles_share_no_address),
		TEST(what_is_wrong_is_seen),
	};

	if (argc != 2)
		return 2;
	folder = argv[1];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
