/* What one person lets another one open, and how it ends. */
#include "deed.h"
#include "linking.h"
#include "sharing.h"

#define MUST(call) assert_string_equal(err_name(call), "NONE")

static struct person somebody(struct story *s, const char *name)
{
	struct person p = person_make(s);

	person_sign_up(&p, name);
	return p;
}

struct two {
	struct person alex, sam;
	struct id16 of_alex, of_sam; /* who they are to the other */
};

static struct two two_make(struct story *s, const char *one, const char *other)
{
	struct two t = { .alex = somebody(s, one), .sam = somebody(s, other) };

	people_link(&t.alex, &t.sam);
	t.of_sam = person_other(&t.alex, 0);
	t.of_alex = person_other(&t.sam, 0);
	return t;
}

static const char *sams_view(struct two *t)
{
	return person_view(&t->sam, t->of_alex);
}

static void what_is_shared_is_read(void **state)
{
	struct two t = two_make(*state, "alex", "sam");
	const char *nothing = sams_view(&t);

	assert_string_equal(nothing, "Alex\nmatches 0");
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "before"));
	assert_string_equal(sams_view(&t), nothing);
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_FROM_NOW_ON));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "after"));
	assert_non_null(strstr(sams_view(&t), "check-ins: 2:after "));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	assert_non_null(strstr(sams_view(&t), "1:before "));
	assert_string_equal(person_view(&t.alex, t.of_sam), "Sam\nmatches 0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_is_shared_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
