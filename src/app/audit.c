#include "audit.h"
#include "audit.pb-c.h"
#include "notebook.h"
#include "record.h"

#define NOTES_MAX 400  /* of one month */
#define FILL_TO	  1200 /* bytes: pages of 4 KiB, until there are about 80 notes */

static const char *words_of(uint32_t kind)
{
	switch (kind) {
#define AUDIT(name, number, words) \
	case number:               \
		return words;
#include "audit.def"
#undef AUDIT
	default:
		return "";
	}
}

static fallible read_month(struct act *a, struct month m, struct notebook_page *ret_page,
			   Audit__Month **ret)
{
	struct notebook_place where = { .topic = TOPIC_AUDIT, .place = PLACE_AUDIT, .month = m };

	TRY(notebook_read(a, where, ret_page));
	*ret = (Audit__Month *)record_unpack(a->arena, &audit__month__descriptor,
					     ret_page->records);
	return *ret ? OK : FAIL(UNVERIFIED);
}

/* How much is noted does not show in the size of the row. */
static void fill_up(struct act *a, Audit__Month *month)
{
	month->filler = (ProtobufCBinaryData){ 0 };
	size_t n = protobuf_c_message_get_packed_size(&month->base);

	if (n < FILL_TO)
		month->filler =
			(ProtobufCBinaryData){ FILL_TO - n, arena_take(a->arena, FILL_TO - n) };
}

fallible audit_add(struct act *a, enum audit_kind kind, struct str about)
{
	struct notebook_page page;
	Audit__Month *month;
	Audit__Note note;
	struct id16 id = act_draw(a);

	audit__note__init(&note);
	/* Reading only, or a damaged page of notes: no reason to keep somebody out of their own
	 * notebook. */
	if (a->session->is_unverified)
		return OK;
	struct err e = read_month(a, day_month(act_today(a)), &page, &month);

	if (e.code == ERR_UNVERIFIED)
		return OK;
	TRY(e);
	note.id = record_data(a->arena, BYTES_OF(id));
	note.at = a->now.s;
	note.kind = kind;
	note.about = record_text(a->arena, about);
	size_t skip = month->n_note >= NOTES_MAX ? NOTES_MAX / 2 : 0;
	size_t kept = month->n_note - skip;
	Audit__Note **list = arena_array(a->arena, Audit__Note *, kept + 1);

	if (kept)
		memcpy(list, month->note + skip, kept * sizeof *list);
	list[kept] = &note;
	month->note = list;
	month->n_note = kept + 1;
	fill_up(a, month);
	e = notebook_write(a, &page, record_pack(a->arena, &month->base));
	return e.code == ERR_UNVERIFIED ? OK : e;
}

/* A damaged month is told of, and the rest of what a person does with their keys goes on. */
static fallible read_or_empty(struct act *a, struct month m, Audit__Month **ret)
{
	struct notebook_page page;
	struct err e = read_month(a, m, &page, ret);

	if (e.code != ERR_UNVERIFIED)
		return e;
	a->session->is_unverified = true;
	*ret = arena_new(a->arena, Audit__Month);
	audit__month__init(*ret);
	return OK;
}

fallible audit_list(struct act *a, struct audit_note **ret, size_t *ret_n)
{
	struct month now = day_month(act_today(a));
	Audit__Month *month[2];
	size_t n = 0;

	TRY(read_or_empty(a, now, &month[0]));
	TRY(read_or_empty(a, (struct month){ now.n - 1 }, &month[1]));
	*ret = arena_array(a->arena, struct audit_note, month[0]->n_note + month[1]->n_note + 1);
	for (int m = 0; m < 2; m++) {
		for (size_t i = month[m]->n_note; i-- > 0;) {
			const Audit__Note *from = month[m]->note[i];

			(*ret)[n++] = (struct audit_note){ .at = { from->at },
							   .words = words_of(from->kind),
							   .about = str_c(from->about) };
		}
	}
	*ret_n = n;
	return OK;
}
