/* asset: the files of ours that pages load: two style sheets, a script and one more for pages of
 * two, a picture for the tab. They are embedded in the program by tools/embed. Those whose name
 * carries the hash of their content may be kept by browsers for a year; sw.js, which must keep its
 * name, is asked for each time. */
#pragma once
#include "html.h"

enum asset_id {
	ASSET_CSS,
	ASSET_JS,
	ASSET_ICON,
	ASSET_MANIFEST,
	ASSET_WORKER,
	ASSET_PAIR,
	ASSET_LIVE,
	ASSET__COUNT
};

struct asset {
	struct str path; /* "/a/app.<hash>.css" */
	const char *type, *etag;
	struct bytes body;
	bool is_forever; /* Cache-Control: public, max-age=31536000, immutable */
};

/* Made by the build. */
extern const struct asset asset_row[ASSET__COUNT];

/* The asset of a request's path; NULL: there is none. */
const struct asset *asset_find(struct str path);

struct url asset_url(enum asset_id id);
