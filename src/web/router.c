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

/* Every page asks this of every route, and nearly all differ in their first letter. */
static bool begins_alike(const char *pattern, struct str path)
{
	return path.n < 2 || pattern[1] == ':' || pattern[1] == path.p[1];
}

/* Number of parameters, or -1 when the path is not of this pattern. */
static int match(const char *pattern, struct str path, struct str param[VISIT_PARAMS_MAX])
{
	size_t at = 0;
	int n = 0;

	for (const char *want = pattern; *want;) {
		if (*want != ':') {
			if (at == path.n || path.p[at++] != *want++)
				return -1;
			continue;
		}
		struct str rest = str_from(path, at), have = str_cut(&rest, '/');

		if (!is_param(have) || n == VISIT_PARAMS_MAX)
			return -1;
		param[n++] = have;
		at += have.n;
		want += strcspn(want, "/");
	}
	return at == path.n ? n : -1;
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
			struct str param[VISIT_PARAMS_MAX];
			int n = begins_alike(r->path, path) ? match(r->path, path, param) : -1;

			if (n < 0)
				continue;
			hit.has_path = true;
			if (!serves(r, method) || (hit.route && hit.n_params <= (size_t)n))
				continue;
			hit.route = r;
			hit.n_params = (size_t)n;
			memcpy(hit.param, param, (size_t)n * sizeof *param);
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

/* "/x/:y" → "x" */
static struct str first_segment(struct str path)
{
	struct str rest = str_from(path, 1);

	return str_cut(&rest, '/');
}

bool router_is_plain(struct str path)
{
	struct str first = first_segment(path);

	for (size_t i = 0; i < room_count; i++) {
		for (size_t k = 0; k < room_list[i]->n_routes; k++) {
			const struct route *r = &room_list[i]->route[k];

			if (r->is_plain && str_equal(first_segment(str_c(r->path)), first))
				return true;
		}
	}
	return false;
}
