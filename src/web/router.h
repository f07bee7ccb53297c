/* router: which route a path means. Literal segments go before ":name" segments. */
#pragma once
#include "room.h"

struct router_hit {
	const struct route *route; /* NULL: none */
	bool has_path;		   /* the path is known, with another method */
	struct str param[VISIT_PARAMS_MAX];
	size_t n_params;
};

struct router_hit router_find(enum http_method method, struct str path);

/* Whether the path begins with the first segment of a route that is plain. */
bool router_is_plain(struct str path);

/* The i-th route of all rooms, for tests and tables; NULL past the end. */
const struct route *router_nth(size_t i);
