/* fault_scene: one thing the store does, done while something fails, and looked at afterwards. */
#pragma once
#include "fault_model.h"

struct stage {
	const char *directory, *copy; /* copy: for a backup; made and removed by the scene's user */
	struct store_writer *writer;  /* NULL: the scene opens it */
	struct store *store;
	struct arena arena;
	struct commit commit;
	struct model *model;
	bool is_wrong;		/* an answer that was not true */
	uint32_t made;		/* accounts asked for so far */
	struct err made_answer; /* about the last of them */
};

struct scene {
	const char *name;
	bool is_blank;			     /* begins in an empty directory */
	bool is_closed;			     /* begins without handles */
	void (*prepare)(struct stage *st);   /* may be NULL; nothing fails in it */
	struct err (*act)(struct stage *st); /* may be done again after it failed */
};

extern const struct scene scene_table[];
extern const size_t scene_count;
