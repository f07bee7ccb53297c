#include "store.h"
#include "ensure.h"

#define COMMIT_FORMAT 1

enum part {
	PART_SPACE = 1,
	PART_PAGE = 2,
	PART_SID = 4,
	PART_TAG = 8,
	PART_VER = 16,
	PART_ABS = 32,
	PART_IDLE = 64,
	PART_BLOB = 128,
};

/* Which fields of a struct commit_op travel, in the order of enum part. */
static unsigned parts_of(enum commit_kind kind)
{
	switch (kind) {
	case COMMIT_CHECK_PAGE:
	case COMMIT_DELETE_PAGE:
		return PART_SPACE | PART_PAGE | PART_VER;
	case COMMIT_PUT_PAGE:
		return PART_SPACE | PART_PAGE | PART_VER | PART_BLOB;
	case COMMIT_DELETE_SPACE:
		return PART_SPACE;
	case COMMIT_PUT_ACCOUNT:
		return PART_SID | PART_PAGE | PART_VER | PART_BLOB;
	case COMMIT_DELETE_ACCOUNT:
		return PART_SID | PART_VER;
	case COMMIT_PUT_SESSION:
	case COMMIT_RESEAL_SESSION:
		return PART_SID | PART_TAG | PART_VER | PART_ABS | PART_IDLE | PART_BLOB;
	case COMMIT_REFRESH_SESSION:
		return PART_SID | PART_PAGE | PART_VER | PART_BLOB;
	case COMMIT_PUT_SIDE:
		return PART_SID | PART_BLOB;
	case COMMIT_TOUCH_SESSION:
		return PART_SID | PART_IDLE;
	case COMMIT_END_SESSION:
	case COMMIT_DROP_SESSION:
		return PART_SID;
	case COMMIT_END_SESSIONS:
		return PART_SID | PART_TAG;
	case COMMIT_DROP_SESSIONS:
		return PART_TAG;
	}
	return 0;
}

void commit_clear(struct commit *c)
{
	if (c->n)
		memset(c->op, 0, c->n * sizeof *c->op);
	c->n = 0;
	c->drain = c->lazy = false;
}

static struct commit_op *op_add(struct commit *c, enum commit_kind kind)
{
	ASSERT(c->n < COMMIT_OPS_MAX);
	struct commit_op *op = &c->op[c->n++];

	*op = (struct commit_op){ .kind = kind };
	return op;
}

static struct commit_op *op_add_page(struct commit *c, enum commit_kind kind, struct id16 space,
				     struct id16 page, uint32_t ver)
{
	struct commit_op *op = op_add(c, kind);

	op->space = space;
	op->page = page;
	op->ver = ver;
	return op;
}

void commit_check_page(struct commit *c, struct id16 space, struct id16 page, uint32_t ver)
{
	(void)op_add_page(c, COMMIT_CHECK_PAGE, space, page, ver);
}

void commit_put_page(struct commit *c, struct id16 space, struct id16 page, uint32_t ver_was,
		     struct bytes blob)
{
	op_add_page(c, COMMIT_PUT_PAGE, space, page, ver_was)->blob = blob;
}

void commit_delete_page(struct commit *c, struct id16 space, struct id16 page, uint32_t ver_was)
{
	(void)op_add_page(c, COMMIT_DELETE_PAGE, space, page, ver_was);
}

void commit_delete_space(struct commit *c, struct id16 space)
{
	op_add(c, COMMIT_DELETE_SPACE)->space = space;
	c->drain = true;
}

void commit_put_account(struct commit *c, struct id32 login_id, struct id16 rid, uint32_t ver_was,
			struct bytes blob)
{
	struct commit_op *op = op_add(c, COMMIT_PUT_ACCOUNT);

	op->sid = login_id;
	op->page = rid;
	op->ver = ver_was;
	op->blob = blob;
}

void commit_delete_account(struct commit *c, struct id32 login_id, uint32_t ver_was)
{
	struct commit_op *op = op_add(c, COMMIT_DELETE_ACCOUNT);

	op->sid = login_id;
	op->ver = ver_was;
	c->drain = true;
}

static void op_add_session(struct commit *c, enum commit_kind kind, struct id32 sid,
			   const struct session_row *row)
{
	struct commit_op *op = op_add(c, kind);

	op->sid = sid;
	op->ver = row->day;
	op->exp_abs = row->exp_abs;
	op->exp_idle = row->exp_idle;
	op->tag = row->tag;
	op->blob = row->blob;
}

void commit_put_session(struct commit *c, struct id32 sid, const struct session_row *row)
{
	op_add_session(c, COMMIT_PUT_SESSION, sid, row);
}

void commit_reseal_session(struct commit *c, struct id32 sid, const struct session_row *row)
{
	op_add_session(c, COMMIT_RESEAL_SESSION, sid, row);
}

void commit_refresh_session(struct commit *c, struct id32 sid, const uint8_t tag_was[16],
			    uint32_t day, struct bytes blob)
{
	struct commit_op *op = op_add(c, COMMIT_REFRESH_SESSION);

	op->sid = sid;
	memcpy(op->page.b, tag_was, sizeof op->page.b);
	op->ver = day;
	op->blob = blob;
}

void commit_put_side(struct commit *c, struct id32 sid, struct bytes blob)
{
	struct commit_op *op = op_add(c, COMMIT_PUT_SIDE);

	op->sid = sid;
	op->blob = blob;
}

void commit_touch_session(struct commit *c, struct id32 sid, int64_t exp_idle)
{
	struct commit_op *op = op_add(c, COMMIT_TOUCH_SESSION);

	op->sid = sid;
	op->exp_idle = exp_idle;
}

void commit_end_session(struct commit *c, struct id32 sid)
{
	op_add(c, COMMIT_END_SESSION)->sid = sid;
}

void commit_end_sessions(struct commit *c, struct id32 tag, struct id32 spare)
{
	struct commit_op *op = op_add(c, COMMIT_END_SESSIONS);

	op->tag = tag;
	op->sid = spare;
}

void commit_drop_session(struct commit *c, struct id32 sid)
{
	op_add(c, COMMIT_DROP_SESSION)->sid = sid;
}

void commit_drop_sessions(struct commit *c, struct id32 tag)
{
	op_add(c, COMMIT_DROP_SESSIONS)->tag = tag;
}

static void op_write(struct wire_out *w, const struct commit_op *op)
{
	unsigned parts = parts_of(op->kind);

	ASSERT(parts);
	wire_u8(w, (uint8_t)op->kind);
	if (parts & PART_SPACE)
		wire_fixed(w, op->space.b, sizeof op->space.b);
	if (parts & PART_PAGE)
		wire_fixed(w, op->page.b, sizeof op->page.b);
	if (parts & PART_SID)
		wire_fixed(w, op->sid.b, sizeof op->sid.b);
	if (parts & PART_TAG)
		wire_fixed(w, op->tag.b, sizeof op->tag.b);
	if (parts & PART_VER)
		wire_u32(w, op->ver);
	if (parts & PART_ABS)
		wire_u64(w, (uint64_t)op->exp_abs);
	if (parts & PART_IDLE)
		wire_u64(w, (uint64_t)op->exp_idle);
	if (parts & PART_BLOB)
		wire_bytes(w, op->blob);
}

struct bytes commit_write(const struct commit *c, struct arena *a)
{
	size_t size = 8;

	for (size_t i = 0; i < c->n; i++)
		size += sizeof(struct commit_op) + c->op[i].blob.n;
	struct wire_out w = wire_begin(a, size);

	wire_u8(&w, COMMIT_FORMAT);
	wire_u8(&w, (uint8_t)(c->drain | c->lazy << 1));
	wire_u32(&w, (uint32_t)c->n);
	for (size_t i = 0; i < c->n; i++)
		op_write(&w, &c->op[i]);
	return wire_done(&w);
}

static void op_read(struct wire_in *w, struct commit_op *op)
{
	*op = (struct commit_op){ .kind = wire_get_u8(w) };
	unsigned parts = parts_of(op->kind);

	if (!parts)
		w->is_bad = true;
	if (parts & PART_SPACE)
		wire_get_fixed(w, op->space.b, sizeof op->space.b);
	if (parts & PART_PAGE)
		wire_get_fixed(w, op->page.b, sizeof op->page.b);
	if (parts & PART_SID)
		wire_get_fixed(w, op->sid.b, sizeof op->sid.b);
	if (parts & PART_TAG)
		wire_get_fixed(w, op->tag.b, sizeof op->tag.b);
	if (parts & PART_VER)
		op->ver = wire_get_u32(w);
	if (parts & PART_ABS)
		op->exp_abs = (int64_t)wire_get_u64(w);
	if (parts & PART_IDLE)
		op->exp_idle = (int64_t)wire_get_u64(w);
	if (parts & PART_BLOB)
		op->blob = wire_get_bytes(w);
}

static bool op_is_of_session(const struct commit_op *op)
{
	return op->kind >= COMMIT_PUT_SESSION;
}

static bool op_is_in_bounds(const struct commit_op *op)
{
	bool counts_up = op->kind == COMMIT_PUT_PAGE || op->kind == COMMIT_PUT_ACCOUNT;

	return op->blob.n <= COMMIT_BLOB_MAX && !(counts_up && op->ver == UINT32_MAX);
}

fallible commit_validate(const struct commit *c)
{
	if (c->n > COMMIT_OPS_MAX)
		return FAIL(BAD_REQUEST);
	for (size_t i = 0; i < c->n; i++) {
		const struct commit_op *op = &c->op[i];

		if (!parts_of(op->kind) || !op_is_in_bounds(op))
			return FAIL(BAD_REQUEST);
		if (c->lazy && !op_is_of_session(op))
			return FAIL(BAD_REQUEST);
		if ((op->kind == COMMIT_DELETE_SPACE || op->kind == COMMIT_DELETE_ACCOUNT) &&
		    !c->drain)
			return FAIL(BAD_REQUEST);
	}
	return OK;
}

fallible commit_read(struct commit *ret, struct bytes message)
{
	struct wire_in w = wire_read(message);

	ret->n = 0;
	if (message.n > COMMIT_BYTES_MAX || wire_get_u8(&w) != COMMIT_FORMAT)
		return FAIL(BAD_REQUEST);
	uint8_t flags = wire_get_u8(&w);
	size_t n = wire_get_u32(&w);

	if (w.is_bad || flags > 3 || n > COMMIT_OPS_MAX)
		return FAIL(BAD_REQUEST);
	ret->drain = flags & 1;
	ret->lazy = flags & 2;
	while (ret->n < n && !w.is_bad)
		op_read(&w, &ret->op[ret->n++]);
	if (!wire_is_done(&w))
		return FAIL(BAD_REQUEST);
	return commit_validate(ret);
}
