#include "session.h"
#include "ensure.h"
#include "text.h"
#include "wire.h"

#define SESSION_VERSION 3
#define BODY		(SESSION_BLOB - CSEAL_OVER)

#define EPOCH (4 + 32 + 1)

/* The fullest partial body fits: every topic with its newest epoch, the longest preferences and
 * name. */
_Static_assert(1 + IDENTITY_BYTES + 16 + 32 + 4 + 8 + 8 + 1 + 16 + (2 * 32 + 2 * 16) +
			       TOPIC_SLOTS * (1 + EPOCH) + 1 +
			       (16 + 32 + 1 + 16 + 4 + INVITE_NAME_MAX + 4) +
			       sizeof(struct signal_keys) + 8 + (4 + KEYRING_PREFERENCES) +
			       (4 + 4) <=
		       BODY - 4,
	       "one size for everybody");

enum session_flag {
	FLAG_OWN_DEVICE = 1,
	FLAG_SECOND_FACTOR = 2,
	FLAG_UNVERIFIED = 4,
	FLAG_TOGETHER = 8,
	FLAG_INVITES = 16,
	FLAG_PARTNER = 32,
	FLAG_PARTIAL = 64,
	FLAG_FULL = 128,
};

struct id32 session_sid(const uint8_t cookie[SESSION_COOKIE])
{
	struct key k = key_from((struct bytes){ cookie, SESSION_COOKIE });
	struct id32 sid;

	KDF(&k, &k, "rj1/sid");
	memcpy(sid.b, k.b, sizeof sid.b);
	wipe(&k, sizeof k);
	return sid;
}

static void row_key(struct key *ret, const uint8_t cookie[SESSION_COOKIE], const struct key *day,
		    const struct id32 *sid)
{
	struct key k = key_from((struct bytes){ cookie, SESSION_COOKIE });

	KDF(ret, &k, "rj1/sess", BYTES(day->b), BYTES(sid->b));
	wipe(&k, sizeof k);
}

static void derive(struct session *s)
{
	struct key k;

	KDF(&s->own, &s->identity.master, "rj1/own");
	KDF(&s->head, &s->identity.master, "rj1/head");
	KDF(&k, &s->head, "rj1/head-id");
	s->head_page = key_name(&k);
	s->keyring_page = keyring_page_id(&s->identity);
}

void session_begin(struct session *ret, const struct identity *identity,
		   const struct keyring *keyring, uint32_t keyring_ver, struct id16 account_id,
		   struct id32 login_id, struct id32 tag, int64_t now)
{
	*ret = (struct session){ .identity = *identity,
				 .account_id = account_id,
				 .login_id = login_id,
				 .tag = tag,
				 .begun = now,
				 .step_up = now };
	session_use_keyring(ret, keyring, keyring_ver);
	derive(ret);
}

static struct session_partner partner_of(const struct keyring *k)
{
	for (size_t i = k->n_people; i-- > 0;) {
		const struct keyring_person *p = &k->person[i];

		if (p->kind != PERSON_PARTNER || p->flags & PERSON_CLOSED)
			continue;
		struct session_partner partner = { .has = true,
						   .relation = p->relation,
						   .id = p->id,
						   .name = text_first(p->name, INVITE_NAME_MAX),
						   .flags = p->flags };

		signal_keys_make(&partner.signal, &partner.relation);
		return partner;
	}
	return (struct session_partner){ .has = false };
}

static int64_t first_end(const struct keyring *k)
{
	int64_t end = 0;

	for (size_t i = 0; i < k->n_people; i++)
		for (size_t g = 0; g < k->person[i].n_grants; g++) {
			const struct keyring_grant *grant = &k->person[i].grant[g];

			if (grant->last == 0 && grant->not_after &&
			    (end == 0 || grant->not_after < end))
				end = grant->not_after;
		}
	return end;
}

void session_use_keyring(struct session *s, const struct keyring *keyring, uint32_t keyring_ver)
{
	ASSERT(keyring->n_people <= KEYRING_PEOPLE);
	memcpy(s->topic, keyring->topic, sizeof s->topic);
	if (keyring_ver != s->keyring_ver)
		s->is_full = false;
	s->keyring_ver = keyring_ver;
	s->is_partial = false;
	s->preferences = keyring->preferences;
	s->n_people = (uint8_t)keyring->n_people;
	s->has_invites = keyring->n_invites > 0;
	s->partner = partner_of(keyring);
	s->shares_until = first_end(keyring);
}

int64_t session_idle(const struct session *s)
{
	return s->is_own_device ? SESSION_IDLE_OWN : SESSION_IDLE_SHARED;
}

bool session_is_stepped_up(const struct session *s, int64_t now)
{
	return s->step_up != 0 && now >= s->step_up && now - s->step_up <= SESSION_STEP_UP;
}

/* --- the body */
static uint8_t flags_of(const struct session *s)
{
	return (uint8_t)((s->is_own_device ? FLAG_OWN_DEVICE : 0) |
			 (s->needs_second_factor ? FLAG_SECOND_FACTOR : 0) |
			 (s->is_unverified ? FLAG_UNVERIFIED : 0) |
			 (s->is_together ? FLAG_TOGETHER : 0) |
			 (s->has_invites ? FLAG_INVITES : 0) | (s->partner.has ? FLAG_PARTNER : 0));
}

static void flags_take(struct session *ret, uint8_t flags)
{
	ret->is_own_device = flags & FLAG_OWN_DEVICE;
	ret->needs_second_factor = flags & FLAG_SECOND_FACTOR;
	ret->is_unverified = flags & FLAG_UNVERIFIED;
	ret->is_together = flags & FLAG_TOGETHER;
	ret->has_invites = flags & FLAG_INVITES;
	ret->partner.has = flags & FLAG_PARTNER;
	ret->is_partial = flags & FLAG_PARTIAL;
	ret->is_full = flags & FLAG_FULL;
}

/* How much of a session its row holds. */
enum extent { WHOLE, WITHOUT_SUMMARY, PARTIAL };

static void topics_pack(struct wire_out *w, const struct session *s, enum extent extent)
{
	for (size_t t = 0; t < TOPIC_SLOTS; t++) {
		size_t n = s->topic[t].n, from = extent == PARTIAL && n ? n - 1 : 0;

		ASSERT(n <= KEYRING_EPOCHS);
		wire_u8(w, (uint8_t)(n - from));
		for (size_t i = from; i < n; i++) {
			wire_u32(w, s->topic[t].epoch[i].epoch);
			wire_fixed(w, &s->topic[t].epoch[i].key, sizeof(struct key));
			wire_u8(w, s->topic[t].epoch[i].is_frozen);
		}
	}
}

static void partner_pack(struct wire_out *w, const struct session_partner *p)
{
	wire_fixed(w, &p->relation.id, sizeof p->relation.id);
	wire_fixed(w, &p->relation.secret, sizeof p->relation.secret);
	wire_u8(w, (uint8_t)p->relation.mine);
	wire_fixed(w, &p->signal, sizeof p->signal);
	wire_fixed(w, &p->id, sizeof p->id);
	wire_bytes(w, bytes_str(p->name));
	wire_u32(w, p->flags);
}

static struct wire_out pack(struct arena *a, const struct session *s, enum extent extent)
{
	struct wire_out w = wire_begin(a, BODY - 4);
	uint8_t packed[IDENTITY_BYTES];
	bool has_summary = extent == WHOLE && s->summary_ver;

	identity_pack(packed, &s->identity);
	wire_u8(&w, SESSION_VERSION);
	wire_fixed(&w, packed, sizeof packed);
	wipe(packed, sizeof packed);
	wire_fixed(&w, &s->own, sizeof s->own);
	wire_fixed(&w, &s->head, sizeof s->head);
	wire_fixed(&w, &s->head_page, sizeof s->head_page);
	wire_fixed(&w, &s->keyring_page, sizeof s->keyring_page);
	wire_fixed(&w, &s->account_id, sizeof s->account_id);
	wire_fixed(&w, &s->login_id, sizeof s->login_id);
	wire_u32(&w, s->keyring_ver);
	wire_u64(&w, (uint64_t)s->begun);
	wire_u64(&w, (uint64_t)s->step_up);
	wire_u8(&w, flags_of(s) | (extent == PARTIAL || s->is_partial ? FLAG_PARTIAL : 0) |
			    (extent == WHOLE ? 0 : FLAG_FULL));
	wire_fixed(&w, &s->device_id, sizeof s->device_id);
	topics_pack(&w, s, extent);
	wire_u8(&w, s->n_people);
	partner_pack(&w, &s->partner);
	wire_u64(&w, (uint64_t)s->shares_until);
	wire_bytes(&w, s->preferences);
	wire_u32(&w, has_summary ? s->summary_ver : 0);
	wire_bytes(&w, has_summary ? s->summary : (struct bytes){ 0 });
	return w;
}

/* Few have stopped sharing so often that not all of their keys fit: they pay with a look into the
 * keyring at each request, and the row looks like everybody's. */
static struct bytes body_pack(struct arena *a, const struct session *s)
{
	struct wire_out w = pack(a, s, WHOLE);

	if (w.is_over)
		w = pack(a, s, WITHOUT_SUMMARY);
	if (w.is_over)
		w = pack(a, s, PARTIAL);
	return wire_done(&w);
}

static bool topics_unpack(struct session *ret, struct wire_in *w)
{
	for (size_t t = 0; t < TOPIC_SLOTS; t++) {
		ret->topic[t].n = wire_get_u8(w);
		if (ret->topic[t].n > KEYRING_EPOCHS)
			return false;
		for (size_t i = 0; i < ret->topic[t].n; i++) {
			ret->topic[t].epoch[i].epoch = wire_get_u32(w);
			wire_get_fixed(w, &ret->topic[t].epoch[i].key, sizeof(struct key));
			ret->topic[t].epoch[i].is_frozen = wire_get_u8(w) != 0;
		}
	}
	return true;
}

static bool partner_unpack(struct session_partner *ret, struct wire_in *w)
{
	uint8_t side;

	wire_get_fixed(w, &ret->relation.id, sizeof ret->relation.id);
	wire_get_fixed(w, &ret->relation.secret, sizeof ret->relation.secret);
	side = wire_get_u8(w);
	wire_get_fixed(w, &ret->signal, sizeof ret->signal);
	ret->relation.mine = (enum relation_side)side;
	wire_get_fixed(w, &ret->id, sizeof ret->id);
	ret->name = str_bytes(wire_get_bytes(w));
	ret->flags = wire_get_u32(w);
	return side < SIDE__COUNT && ret->name.n <= INVITE_NAME_MAX;
}

static bool body_unpack(struct session *ret, struct bytes body)
{
	struct wire_in w = wire_read(body);
	uint8_t packed[IDENTITY_BYTES];

	if (wire_get_u8(&w) != SESSION_VERSION)
		return false;
	wire_get_fixed(&w, packed, sizeof packed);
	bool is_right = identity_unpack(&ret->identity, packed).code == ERR_NONE;

	wipe(packed, sizeof packed);
	wire_get_fixed(&w, &ret->own, sizeof ret->own);
	wire_get_fixed(&w, &ret->head, sizeof ret->head);
	wire_get_fixed(&w, &ret->head_page, sizeof ret->head_page);
	wire_get_fixed(&w, &ret->keyring_page, sizeof ret->keyring_page);
	wire_get_fixed(&w, &ret->account_id, sizeof ret->account_id);
	wire_get_fixed(&w, &ret->login_id, sizeof ret->login_id);
	ret->keyring_ver = wire_get_u32(&w);
	ret->begun = (int64_t)wire_get_u64(&w);
	ret->step_up = (int64_t)wire_get_u64(&w);
	flags_take(ret, wire_get_u8(&w));
	wire_get_fixed(&w, &ret->device_id, sizeof ret->device_id);
	is_right = is_right && topics_unpack(ret, &w);
	ret->n_people = wire_get_u8(&w);
	is_right = is_right && partner_unpack(&ret->partner, &w);
	ret->shares_until = (int64_t)wire_get_u64(&w);
	ret->preferences = wire_get_bytes(&w);
	ret->summary_ver = wire_get_u32(&w);
	ret->summary = wire_get_bytes(&w);
	return is_right && wire_is_done(&w);
}

/* --- the row. The tag is bound too: a row under another tag would escape "sign out everywhere". */
struct row_ad {
	uint8_t b[64];
};

static struct row_ad row_ad(const struct id32 *sid, const struct id32 *tag)
{
	struct row_ad ad;

	memcpy(ad.b, sid->b, 32);
	memcpy(ad.b + 32, tag->b, 32);
	return ad;
}

static void row_tag(struct session *s, struct bytes blob)
{
	memcpy(s->row_tag, blob.p + blob.n - sizeof s->row_tag, sizeof s->row_tag);
}

fallible session_seal(struct session *s, struct arena *a, const struct ratchet *r,
		      const uint8_t cookie[SESSION_COOKIE], int64_t now, struct session_sealed *ret)
{
	struct key k;

	if (s->preferences.n > KEYRING_PREFERENCES)
		return FAIL(TOO_FULL);
	ASSERT(s->summary.n <= SESSION_SUMMARY_MAX);
	s->sid = session_sid(cookie);
	struct bytes body = body_pack(a, s);
	struct row_ad ad = row_ad(&s->sid, &s->tag);

	row_key(&k, cookie, &r->today, &s->sid);
	*ret = (struct session_sealed){
		.sid = s->sid,
		.tag = s->tag,
		.day = r->day,
		.exp_abs = s->begun + SESSION_ABSOLUTE,
		.exp_idle = now + session_idle(s),
		.blob = cseal(a, &k, pad_to(a, body, BODY), BYTES(ad.b)),
	};
	row_tag(s, ret->blob);
	wipe(&k, sizeof k);
	return OK;
}

static fallible row_open(struct arena *a, const uint8_t cookie[SESSION_COOKIE],
			 const struct key *day, const struct session_sealed *row,
			 struct session *ret)
{
	struct row_ad ad = row_ad(&row->sid, &row->tag);
	struct bytes padded, body;

	row_key(&ret->row_key, cookie, day, &row->sid);
	TRY(cunseal(a, &ret->row_key, row->blob, BYTES(ad.b), &padded));
	if (!unpad(padded, &body) || !body_unpack(ret, body))
		return FAIL(UNVERIFIED);
	row_tag(ret, row->blob);
	ret->row_day = row->day;
	return OK;
}

fallible session_open(struct session *ret, struct arena *secret, const struct ratchet *r,
		      const uint8_t cookie[SESSION_COOKIE], const struct session_sealed *row,
		      int64_t now)
{
	memset(ret, 0, sizeof *ret);
	if (row->day == 0 || row->blob.n == 0 || now > row->exp_abs || now > row->exp_idle)
		return FAIL(SIGNED_OUT);
	const struct key *day = ratchet_key(r, row->day);

	if (!day)
		return FAIL(SIGNED_OUT);
	ret->sid = row->sid;
	ret->tag = row->tag;
	struct err e = row_open(secret, cookie, day, row, ret);

	/* The end of the session is the sealed one, whatever the row says. */
	if (e.code == ERR_NONE && (now < ret->begun - 60 || now > ret->begun + SESSION_ABSOLUTE))
		e = FAIL(SIGNED_OUT);
	if (e.code != ERR_NONE)
		wipe(ret, sizeof *ret);
	return e;
}

/* --- cookie and form token */
void session_cookie_write(char out[SESSION_COOKIE_TEXT_MAX], const uint8_t cookie[SESSION_COOKIE])
{
	hex_write(out, (struct bytes){ cookie, SESSION_COOKIE });
}

bool session_cookie_read(uint8_t ret[SESSION_COOKIE], struct str text)
{
	return hex_read(ret, SESSION_COOKIE, text);
}

static void csrf_write(char out[SESSION_CSRF_MAX], const struct key *row, struct str route)
{
	struct key k;

	KDF(&k, row, "csrf", bytes_str(route));
	hex_write(out, (struct bytes){ k.b, (SESSION_CSRF_MAX - 1) / 2 });
	wipe(&k, sizeof k);
}

static void csrf_make(char out[SESSION_CSRF_MAX], const struct key *day,
		      const uint8_t cookie[SESSION_COOKIE], struct str route)
{
	struct id32 sid = session_sid(cookie);
	struct key k;

	row_key(&k, cookie, day, &sid);
	csrf_write(out, &k, route);
	wipe(&k, sizeof k);
}

void session_csrf(char out[SESSION_CSRF_MAX], const struct ratchet *r, uint32_t day,
		  const uint8_t cookie[SESSION_COOKIE], struct str route)
{
	const struct key *k = ratchet_key(r, day);

	csrf_make(out, k ? k : &r->today, cookie, route);
}

/* A row of yesterday has yesterday's key; a form that is opened now has to last longer. */
void session_csrf_of(char out[SESSION_CSRF_MAX], const struct session *s, const struct ratchet *r,
		     const uint8_t cookie[SESSION_COOKIE], struct str route)
{
	if (s->row_day == r->day)
		csrf_write(out, &s->row_key, route);
	else
		session_csrf(out, r, r->day, cookie, route);
}

bool session_csrf_is_right(const struct ratchet *r, const uint8_t cookie[SESSION_COOKIE],
			   struct str route, struct str token)
{
	char right[SESSION_CSRF_MAX];

	if (token.n != SESSION_CSRF_MAX - 1)
		return false;
	csrf_make(right, &r->today, cookie, route);
	if (secret_equal(right, token.p, token.n))
		return true;
	if (!r->has_yesterday)
		return false;
	csrf_make(right, &r->yesterday, cookie, route);
	return secret_equal(right, token.p, token.n);
}
