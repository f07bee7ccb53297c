/* scene: what the stories of several epochs have in common: acts of the owner, and what is seen of
 * them. */
#pragma once
#include "devices.h"

#define VIEW_MONTHS 3
#define ROWS_MAX    300

struct view { /* what somebody can open, as the very bytes */
	struct bytes list[VIEW_MONTHS], whole;
};

struct scene {
	struct devices *house;
	unsigned who;
	unsigned i, says; /* of says_set */
	int month;
	struct notebook_source source;
	struct view view;
	struct says owner;
	struct page_row row[ROWS_MAX];
	size_t n_rows;
	const char *text;
};

struct scene *scene_begin(void **state); /* of devices_begin; owner: it */

/* Acts on `who`, on the record (month, i, says), on the whole page (text; NULL: it goes); source
 * and look fill `source` and `view`, rows all rows there are. */
device_run scene_set;
device_run scene_write_whole;
device_run scene_read_whole;
device_run scene_give;
device_run scene_give_from_now_on;
device_run scene_stop;
device_run scene_take_back;
device_run scene_source;
device_run scene_look;
device_run scene_rows;

/* --- what is done, and must do */
void sets(struct scene *s, int month, unsigned i, unsigned says);
void writes_whole(struct scene *s, const char *text);

/* --- what is there */
struct view sees(struct scene *s, unsigned who); /* with what they were given by now */
void same_view(const struct view *x, const struct view *y);
void owner_has(struct scene *s, int month, struct says expected); /* and the head is right */
void view_has(struct scene *s, int month, struct says expected);
const struct page_row *find_row(const struct scene *s, struct id16 page);
/* Lists of `then` under the keys of this source that are as they were, bytes and version. */
size_t rows_kept(const struct scene *then, const struct scene *now,
		 const struct notebook_source *under);
