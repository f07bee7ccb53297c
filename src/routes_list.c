/* The table of all routes, one line each, as reviewed in tests/golden/routes.txt. The build
 * compares the two: a route that nobody has looked at does not build. */
#include <stdio.h>
#include "router.h"

static const char *const who_words[] = { [WHO_ANYONE] = "anyone",
					 [WHO_HALF] = "half signed in",
					 [WHO_PERSON] = "signed in",
					 [WHO_PERSON_AGAIN] = "signed in, passphrase again" };

int main(void)
{
	for (size_t i = 0; router_nth(i); i++) {
		const struct route *r = router_nth(i);

		printf("%-4s %-40s %s%s%s%s%s%s%s\n", r->method == HTTP_GET ? "GET" : "POST",
		       r->path, who_words[r->who], r->keeps_words ? ", keeps words" : "",
		       r->is_leave ? ", leave" : "", r->speaks ? ", speaks" : "",
		       r->is_quiet ? ", quiet" : "", r->is_for_two ? ", for two" : "",
		       r->is_plain ? ", plain" : "");
	}
	return 0;
}
