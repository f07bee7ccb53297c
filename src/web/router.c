#include "router.h"

static bool is_param(struct str s)
{
	if (s.n == 0 || s.n > 64)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      c == '-' || c == '_' || c == '.'))
			return false;
	}
	return true;
}

/* Number of parameters, or -1 when the path is not of this pattern. */
static int match(const char *pattern, struct str path, struct str param[VISIT_PARAMS_MAX])
{
	struct str want = str_from(str_c(pattern), 1), have = str_from(path, 1);
	int n = 0;

	while (want.n && have.n) {
		struct str w = str_cut(&want, '/'), h = str_cut(&have, '/');

		if (w.n && w.p[0] == ':') {
			if (!is_param(h) || n == VISIT_PARAMS_MAX)
				return -1;
			param[n++] = h;
		} else if (!str_equal(w, h)) {
			return -1;
		}
	}
	return want.n || have.n ? -1 : n;
}

static bool serves(const struct route *r, enum http_method method)
{
	return r->method == method || (r->method == HTTP_GET && method == HTTP_HEAD);
}

struct router_hit router_find(enum http_method method, struct str path)
{
	struct router_hit hit = { 0 };

	if (path.n == 0 || path.p[0] != '/' || (path.n > 1 && path.p[path.n - 1] == '/'))
		return hit;
	for (size_t i = 0; i < room_count; i++) {
		for (size_t k = 0; k < room_list[i]->n_routes; k++) {
			const struct route *r = &room_list[i]->route[k];
			struct str param[VISIT_PARAMS_MAX] = { 0 };
			int n = match(r->path, path, param);

			if (n < 0)
				continue;
			hit.has_path = true;
			if (!serves(r, method) || (hit.route && hit.n_params <= (size_t)n))
				continue;
			hit.route = r;
			hit.n_params = (size_t)n;
			memcpy(hit.param, param, sizeof param);
		}
	}
	return hit;
}

bool visit_keeps_words(struct str path)
{
	struct router_hit hit = router_find(HTTP_GET, path);

	return hit.route && hit.route->keeps_words;
}

const struct route *router_nth(size_t i)
{
	for (size_t k = 0; k < room_count; k++) {
		if (i < room_list[k]->n_routes)
			return &room_list[k]->route[i];
		i -= room_list[k]->n_routes;
	}
	return NULL;
}
