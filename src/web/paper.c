#include "paper.h"
#include "ensure.h"

struct paper_part *paper_part(struct paper *p, struct str id, struct str title)
{
	struct paper_part *part = &p->part[p->n < PAPER_PARTS_MAX ? p->n++ : PAPER_PARTS_MAX];

	*part = (struct paper_part){ .id = id, .title = title };
	return part;
}

void paper_say(struct paper_part *part, struct str sentence)
{
	ASSERT(part->n_say < PAPER_SAY_MAX);
	part->say[part->n_say++] = sentence;
}

void paper_item(struct paper_part *part, struct str line)
{
	if (part->n_items < PAPER_ITEMS_MAX)
		part->item[part->n_items++] = line;
}
