/* What a worker reads of a request before it knows who asks: cookies, and which page a path means.
 */
#include "answer.h"
#include "fuzz.h"
#include "router.h"

static void cookies(struct str header)
{
	static const char *const names[] = { COOKIE_SESSION, COOKIE_DEVICE, COOKIE_THEME };
	struct exchange x = { .request.cookie = header };
	uint8_t id[32];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str value;

		if (!answer_cookie(&x, names[i], &value))
			continue;
		HOLD(value.p >= header.p && value.p + value.n <= header.p + header.n);
		HOLD(!memchr(value.p, ';', value.n));
		(void)hex_read(id, sizeof id, value);
	}
}

static void paths(struct str path)
{
	for (enum http_method method = HTTP_GET; method <= HTTP_OTHER; method++) {
		struct router_hit hit = router_find(method, path);

		HOLD(hit.n_params <= VISIT_PARAMS_MAX);
		if (!hit.route)
			continue;
		for (size_t i = 0; i < hit.n_params; i++)
			HOLD(hit.param[i].n && !memchr(hit.param[i].p, '/', hit.param[i].n));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str s = fuzz_str(data, n);

	cookies(s);
	if (n && s.p[0] == '/')
		paths(s);
	return 0;
}
