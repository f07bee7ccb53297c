#include "router.h"
#include "ensure.h"

#define ROUTES_MAX 1024
#define LETTERS	   128

/* Every page asks for its route, several times, and nearly all routes differ in their first letter:
 * they stand by that, each letter's in the order of the rooms. */
static struct shelf {
	const struct route *route[ROUTES_MAX];
	uint16_t from[LETTERS + 1]; /* where a letter's begin, and the one's before it end */
	bool is_filled;
} shelf;

static unsigned first_letter(const char *p, size_t n)
{
	return n < 2 ? 0 : (unsigned char)p[1];
}

static unsigned letter_of(const struct route *r)
{
	unsigned letter = first_letter(r->path, strlen(r->path));

	ASSERT(letter < LETTERS && letter != ':');
	return letter;
}

static void fill_shelf(void)
{
	uint16_t next[LETTERS];
	const struct route *r;
	size_t n = 0;

	for (; (r = router_nth(n)); n++)
		shelf.from[letter_of(r) + 1]++;
	ASSERT(n <= ROUTES_MAX);
	for (unsigned i = 0; i < LETTERS; i++)
		shelf.from[i + 1] = (uint16_t)(shelf.from[i + 1] + shelf.from[i]);
	memcpy(next, shelf.from, sizeof next);
	for (n = 0; (r = router_nth(n)); n++)
		shelf.route[next[letter_of(r)]++] = r;
	shelf.is_filled = true;
}

/* The routes whose first letter is this path's. */
static const struct route *const *find_shelf(struct str path, size_t *ret_n)
{
	unsigned letter = first_letter(path.p, path.n);

	if (!shelf.is_filled)
		fill_shelf();
	*ret_n = 0;
	if (letter >= LETTERS)
		return NULL;
	*ret_n = (size_t)(shelf.from[letter + 1] - shelf.from[letter]);
	return &shelf.route[shelf.from[letter]];
}

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
	size_t n_routes;
	const struct route *const *route = find_shelf(path, &n_routes);

	for (size_t i = 0; i < n_routes; i++) {
		const struct route *r = route[i];
		struct str param[VISIT_PARAMS_MAX];
		int n = match(r->path, path, param);

		if (n < 0)
			continue;
		hit.has_path = true;
		if (!serves(r, method) || (hit.route && hit.n_params <= (size_t)n))
			continue;
		hit.route = r;
		hit.n_params = (size_t)n;
		memcpy(hit.param, param, (size_t)n * sizeof *param);
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
	size_t n;
	const struct route *const *route = find_shelf(path, &n);

	for (size_t i = 0; i < n; i++)
		if (route[i]->is_plain && str_equal(first_segment(str_c(route[i]->path)), first))
			return true;
	return false;
}
