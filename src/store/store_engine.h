/* store_engine: what an engine of the store offers. store.c hands each call of store.h and
 * store_admin.h to the engine that the address names: a folder is SQLite's (sqlite/), an address
 * that begins with postgresql:// is PostgreSQL's (postgres/). What each function promises stands
 * in those two headers, once for all engines. */
#pragma once
#include "store.h"
#include "store_admin.h"

/* The beginning of an engine's own handles. */
struct store {
	const struct store_reading *by;
};

struct store_writer {
	const struct store_writing *by;
};

struct store_reading {
	struct err (*open)(struct store **ret, struct str address);
	void (*close)(struct store *s);
	void (*refresh)(struct store *s);
	void (*release)(struct store *s);
	bool (*is_drain_wanted)(const struct store *s);
	bool (*is_lost)(struct store *s);
	/* NULL: whoever reads hears the writer. */
	struct err (*watch)(struct store *s, const struct id16 *space, size_t n, uint64_t *ret);
	struct err (*get_page)(struct store *s, struct arena *a, struct id16 space,
			       struct id16 page, struct page_row *ret);
	struct err (*get_page_version)(struct store *s, struct id16 space, struct id16 page,
				       uint32_t *ret);
	struct err (*get_page_mark)(struct store *s, struct id16 space, struct id16 page,
				    struct page_mark *ret);
	struct err (*list_pages)(struct store *s, struct arena *a, struct id16 space,
				 struct page_mark **ret, size_t *ret_n);
	struct err (*get_session)(struct store *s, struct arena *a, struct id32 sid,
				  struct session_row *ret);
	struct err (*get_account)(struct store *s, struct arena *a, struct id32 login_id,
				  struct account_row *ret);
	struct err (*find_account)(struct store *s, struct arena *a, struct id16 rid,
				   struct account_row *ret);
	struct err (*get_side)(struct store *s, struct arena *a, struct id32 sid,
			       struct bytes *ret);
	struct err (*count_sessions)(struct store *s, struct id32 tag, int64_t now, size_t *ret);
};

struct store_writing {
	struct err (*open)(struct store_writer **ret, struct str address);
	void (*close)(struct store_writer *w);
	void (*apply)(struct store_writer *w, const struct commit *const commit[], size_t n,
		      struct err ret[]);
	void (*idle)(struct store_writer *w, int64_t now);
	bool (*is_lost)(const struct store_writer *w);
};

struct store_engine {
	const struct store_reading *reading;
	const struct store_writing *writing;
	struct err (*make)(struct str address);
	struct err (*check)(struct str address, store_report *report, void *context,
			    size_t *ret_bad);
	/* NULL: not with this program. */
	struct err (*backup)(struct str address, struct str destination, unsigned seconds);
	struct err (*restore)(struct str source, struct str address);
};

extern const struct store_engine store_engine_sqlite, store_engine_postgres;
