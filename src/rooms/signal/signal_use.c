#include "signal_use.h"
#include "ensure.h"
#include "record.h"
#include "signal.pb-c.h"

struct sheet { /* one signal page, open */
	uint32_t ver;
	struct signal signal;
	struct signal_reply reply;
};

static const struct session_partner *partner(const struct act *a)
{
	const struct session_partner *p = &a->session->partner;

	return p->has && !(p->flags & (PERSON_CLOSED | PERSON_RESTING)) ? p : NULL;
}

static void from_page(const SignalRoom__Page *page, struct sheet *ret)
{
	const SignalRoom__Now *now = page->now;
	const SignalRoom__Reply *reply = page->reply;

	if (now)
		ret->signal = (struct signal){ .id = record_id(now->id),
					       .need = now->need < SIGNAL_NEED__END
							       ? (enum signal_need)now->need
							       : SIGNAL_NEED_SPACE,
					       .set = { now->set },
					       .back = { now->back },
					       .ready = { now->ready },
					       .is_home = now->is_home,
					       .words = str_c(now->words) };
	if (reply)
		ret->reply = (struct signal_reply){ record_id(reply->to),
						    { reply->back },
						    { reply->ready } };
}

/* What cannot be verified, or says nothing, is an empty page. */
static fallible read_sheet(struct act *a, enum relation_side writer, struct sheet *ret)
{
	const struct signal_keys *k = &a->session->partner.signal;
	struct page_row row;
	struct bytes plain;

	*ret = (struct sheet){ 0 };
	TRY(store_get_page(a->store, a->arena, k->space, k->page[writer], &row));
	ret->ver = row.ver;
	if (row.ver == 0)
		return OK;
	struct err e = signal_open(k, a->arena, writer, row.ver, row.blob, &plain);

	if (e.code == ERR_UNVERIFIED)
		return OK;
	TRY(e);
	SignalRoom__Page *page =
		(SignalRoom__Page *)record_unpack(a->arena, &signal_room__page__descriptor, plain);

	if (page)
		from_page(page, ret);
	return OK;
}

static ProtobufCBinaryData id_data(const struct id16 *id)
{
	return (ProtobufCBinaryData){ sizeof id->b, (uint8_t *)(uintptr_t)id->b };
}

static struct bytes pack(struct act *a, const struct sheet *s)
{
	SignalRoom__Page page;
	SignalRoom__Now now;
	SignalRoom__Reply reply;
	const struct signal *g = &s->signal;

	signal_room__page__init(&page);
	signal_room__now__init(&now);
	signal_room__reply__init(&reply);
	now.id = id_data(&g->id);
	now.need = (uint32_t)g->need;
	now.set = g->set.s;
	now.back = g->back.s;
	now.ready = g->ready.s;
	now.is_home = g->is_home;
	now.words = record_text(a->arena, g->words);
	reply.to = id_data(&s->reply.to);
	reply.back = s->reply.back.s;
	reply.ready = s->reply.ready.s;
	if (g->need || g->is_home)
		page.now = &now;
	if (s->reply.back.s || s->reply.ready.s)
		page.reply = &reply;
	return record_pack(a->arena, &page.base);
}

/* Whoever writes leaves nothing behind that is over. The keys are those of the keyring page that
 * the session saw; a relation that was closed since is not written to. */
static fallible write_mine(struct act *a, struct sheet *s, const struct sheet *theirs)
{
	const struct session *in = a->session;
	const struct signal_keys *k = &in->partner.signal;
	const enum relation_side mine = in->partner.relation.mine;

	if (in->is_unverified)
		return FAIL(UNVERIFIED);
	if (signal_see(&s->signal, &theirs->reply, a->now).state == SIGNAL_NOTHING)
		s->signal = (struct signal){ 0 };
	if (!id16_equal(s->reply.to, theirs->signal.id) ||
	    signal_see(&theirs->signal, &s->reply, a->now).state == SIGNAL_NOTHING)
		s->reply = (struct signal_reply){ 0 };
	commit_check_page(a->commit, in->identity.space, in->keyring_page, in->keyring_ver);
	commit_put_page(a->commit, k->space, k->page[mine], s->ver,
			signal_seal(k, a->arena, mine, s->ver + 1, pack(a, s)));
	return OK;
}

static fallible read_both(struct act *a, struct sheet *ret_mine, struct sheet *ret_theirs)
{
	enum relation_side mine = a->session->partner.relation.mine;

	if (!partner(a))
		return FAIL(NOT_FOUND);
	TRY(read_sheet(a, mine, ret_mine));
	return read_sheet(a, relation_other(mine), ret_theirs);
}

fallible signal_now(struct act *a, struct signal_now *ret)
{
	const struct session_partner *p = &a->session->partner;
	struct sheet mine, theirs;

	*ret = (struct signal_now){ .has_other = partner(a) != NULL,
				    .is_resting = p->has && (p->flags & PERSON_RESTING),
				    .name = p->has ? p->name : (struct str){ "", 0 } };
	if (!ret->has_other)
		return OK;
	TRY(read_both(a, &mine, &theirs));
	ret->mine = mine.signal;
	ret->theirs = theirs.signal;
	ret->mine_seen = signal_see(&mine.signal, &theirs.reply, a->now);
	ret->theirs_seen = signal_see(&theirs.signal, &mine.reply, a->now);
	return OK;
}

fallible signal_watch(struct act *a, struct id16 *ret_space, bool *ret_found)
{
	const struct session_partner *p = partner(a);

	*ret_found = p != NULL;
	if (p)
		*ret_space = p->signal.space;
	return OK;
}

fallible signal_set(struct act *a, enum signal_need need, struct instant back, struct str words)
{
	struct sheet mine, theirs;

	TRY(read_both(a, &mine, &theirs));
	mine.signal = (struct signal){
		.id = act_draw(a), .need = need, .set = a->now, .back = back, .words = words
	};
	return write_mine(a, &mine, &theirs);
}

fallible signal_home(struct act *a)
{
	struct sheet mine, theirs;

	TRY(read_both(a, &mine, &theirs));
	if (signal_see(&mine.signal, &theirs.reply, a->now).state == SIGNAL_NOTHING)
		return OK;
	mine.signal = (struct signal){ .id = act_draw(a), .set = a->now, .is_home = true };
	return write_mine(a, &mine, &theirs);
}

static fallible answer_mine(struct act *a, struct sheet *mine, const struct sheet *theirs,
			    bool is_ready, bool *ret_is_late)
{
	struct signal_seen seen = signal_see(&mine->signal, &theirs->reply, a->now);

	if (seen.state != SIGNAL_DUE)
		return OK;
	if (is_ready)
		mine->signal.ready = seen.back;
	else if (!signal_later(&mine->signal, a->now, &mine->signal.back))
		*ret_is_late = true;
	return *ret_is_late ? OK : write_mine(a, mine, theirs);
}

static fallible answer_theirs(struct act *a, struct sheet *mine, const struct sheet *theirs,
			      bool is_ready, bool *ret_is_late)
{
	struct signal_seen seen = signal_see(&theirs->signal, &mine->reply, a->now);

	if (seen.state != SIGNAL_DUE)
		return OK;
	if (!id16_equal(mine->reply.to, theirs->signal.id))
		mine->reply = (struct signal_reply){ .to = theirs->signal.id };
	if (is_ready)
		mine->reply.ready = seen.back;
	else if (!signal_later(&theirs->signal, a->now, &mine->reply.back))
		*ret_is_late = true;
	return *ret_is_late ? OK : write_mine(a, mine, theirs);
}

fallible signal_answer(struct act *a, bool is_mine, bool is_ready, bool *ret_is_late)
{
	struct sheet mine, theirs;

	*ret_is_late = false;
	TRY(read_both(a, &mine, &theirs));
	return is_mine ? answer_mine(a, &mine, &theirs, is_ready, ret_is_late)
		       : answer_theirs(a, &mine, &theirs, is_ready, ret_is_late);
}
