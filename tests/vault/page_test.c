/* Pages and heads: whoever can write the database cannot edit, move, replay, swap or delete
 * unnoticed. */
#include "page.h"
#include "vault_kit.h"
#include "head.h"

static const struct page_name name = { TOPIC_CHECKIN, 7, { 24322 }, 0 };

static struct bytes sealed(struct kit *k, struct page_name n, uint32_t ver, struct str text)
{
	struct bytes blob;

	KIT_OK(page_seal(&k->session, &k->arena, n, 1, ver, bytes_str(text), &blob));
	return blob;
}

static struct err opened(struct kit *k, const struct session *s, struct page_name n, uint32_t epoch,
			 uint32_t ver, struct id16 id, struct bytes blob)
{
	struct bytes back;

	return page_open(s, &k->arena, n, epoch, ver, id, blob, &back);
}

static void pages_open(void **state)
{
	struct kit *k = *state;
	struct id16 id = page_id(&k->session, name, 1);
	struct bytes back, blob = sealed(k, name, 3, STR("slept four hours"));

	assert_int_equal(page_epoch(&k->session, TOPIC_CHECKIN), 1);
	assert_int_equal(blob.n, 256 + SEAL_OVER);
	KIT_OK(page_open(&k->session, &k->arena, name, 1, 3, id, blob, &back));
	assert_true(str_equal(str_bytes(back), STR("slept four hours")));
	blob = sealed(k, name, 1, STR(""));
	KIT_OK(page_open(&k->session, &k->arena, name, 1, 1, id, blob, &back));
	assert_int_equal(back.n, 0);
}

static void page_names_differ(void **state)
{
	struct kit *k = *state;
	struct page_name n[] = { name, name, name, name, name };
	struct id16 id[5];

	n[1].topic = TOPIC_INCIDENT;
	n[2].room = 8;
	n[3].month.n++;
	n[4].part = 1;
	for (size_t i = 0; i < 5; i++) {
		id[i] = page_id(&k->session, n[i], 1);
		for (size_t j = 0; j < i; j++)
			assert_false(id16_equal(id[i], id[j]));
	}
}

static void pages_tampered(void **state)
{
	struct kit *k = *state;
	struct page_name elsewhere = name;
	struct id16 id = page_id(&k->session, name, 1), id2;
	struct bytes blob = sealed(k, name, 3, STR("slept four hours"));

	for (size_t i = 0; i < blob.n; i++)
		KIT_IS(opened(k, &k->session, name, 1, 3, id, kit_flip(&k->arena, blob, i)),
		       UNVERIFIED);
	for (size_t n = 0; n < blob.n; n++)
		KIT_IS(opened(k, &k->session, name, 1, 3, id, (struct bytes){ blob.p, n }),
		       UNVERIFIED);
	KIT_IS(opened(k, &k->session, name, 1, 2, id, blob), UNVERIFIED); /* replayed */
	KIT_IS(opened(k, &k->session, name, 1, 4, id, blob), UNVERIFIED);
	KIT_IS(opened(k, &k->session, name, 2, 3, id, blob), UNVERIFIED); /* no such epoch */
	elsewhere.month.n++; /* moved to another month */
	id2 = page_id(&k->session, elsewhere, 1);
	KIT_IS(opened(k, &k->session, elsewhere, 1, 3, id2, blob), UNVERIFIED);
	KIT_IS(opened(k, &k->session, elsewhere, 1, 3, id, blob), UNVERIFIED);
	KIT_IS(opened(k, &k->session, name, 1, 3, id2, blob), UNVERIFIED);
	elsewhere = name;
	elsewhere.topic = TOPIC_INCIDENT;
	id2 = page_id(&k->session, elsewhere, 1);
	KIT_IS(opened(k, &k->session, elsewhere, 1, 3, id2, blob), UNVERIFIED);
}

static void pages_of_others(void **state)
{
	struct kit *k = *state;
	struct identity identity;
	struct keyring keyring;
	struct session other;
	struct bytes blob = sealed(k, name, 3, STR("mine"));

	kit_person(k, &identity, &keyring, &other);
	KIT_IS(opened(k, &other, name, 1, 3, page_id(&k->session, name, 1), blob), UNVERIFIED);
	/* Somebody who was granted the topic has its key and knows the space, and can write the
	 * database: they still cannot put words into the owner's mouth. */
	memcpy(other.topic, k->session.topic, sizeof other.topic);
	other.identity.space = k->identity.space;
	KIT_OK(page_seal(&other, &k->arena, name, 1, 4, bytes_str(STR("forged")), &blob));
	KIT_OK(opened(k, &other, name, 1, 4, page_id(&k->session, name, 1), blob));
	KIT_IS(opened(k, &k->session, name, 1, 4, page_id(&k->session, name, 1), blob), UNVERIFIED);
	/* The same page in a space that is not its own. */
	blob = sealed(k, name, 3, STR("mine"));
	other = k->session;
	other.identity.space.b[3] ^= 1;
	KIT_IS(opened(k, &other, name, 1, 3, page_id(&k->session, name, 1), blob), UNVERIFIED);
}

/* Whoever was given the key of an epoch reads its pages, where they stand and nothing else. */
static void pages_granted(void **state)
{
	struct kit *k = *state;
	const struct key *key = &k->session.topic[TOPIC_CHECKIN].epoch[0].key;
	struct id16 id = page_id_under(key, name), space = k->identity.space, elsewhere = space;
	struct page_name other = name;
	struct bytes back, blob = sealed(k, name, 3, STR("slept four hours"));
	struct key wrong = *key;

	assert_true(id16_equal(id, page_id(&k->session, name, 1)));
	KIT_OK(page_open_granted(space, key, &k->arena, name, 1, 3, id, blob, &back));
	assert_true(str_equal(str_bytes(back), STR("slept four hours")));
	KIT_IS(page_open_granted(space, key, &k->arena, name, 2, 3, id, blob, &back), UNVERIFIED);
	KIT_IS(page_open_granted(space, key, &k->arena, name, 1, 2, id, blob, &back), UNVERIFIED);
	elsewhere.b[0] ^= 1;
	KIT_IS(page_open_granted(elsewhere, key, &k->arena, name, 1, 3, id, blob, &back),
	       UNVERIFIED);
	other.month.n++;
	KIT_IS(page_open_granted(space, key, &k->arena, other, 1, 3, id, blob, &back), UNVERIFIED);
	KIT_IS(page_open_granted(space, key, &k->arena, other, 1, 3, page_id_under(key, other),
				 blob, &back),
	       UNVERIFIED);
	other = name;
	other.topic = TOPIC_INCIDENT;
	KIT_IS(page_open_granted(space, key, &k->arena, other, 1, 3, id, blob, &back), UNVERIFIED);
	wrong.b[31] ^= 1;
	KIT_IS(page_open_granted(space, &wrong, &k->arena, name, 1, 3, id, blob, &back),
	       UNVERIFIED);
	KIT_IS(page_open_granted(space, &wrong, &k->arena, name, 1, 3, page_id_under(&wrong, name),
				 blob, &back),
	       UNVERIFIED);
	for (size_t i = 0; i < blob.n; i++)
		KIT_IS(page_open_granted(space, key, &k->arena, name, 1, 3, id,
					 kit_flip(&k->arena, blob, i), &back),
		       UNVERIFIED);
}

static void page_sizes(void **state)
{
	struct kit *k = *state;
	uint8_t *p = arena_take(&k->arena, PAGE_RECORDS_MAX + 1);
	struct bytes blob, back;

	KIT_OK(page_seal(&k->session, &k->arena, name, 1, 1, (struct bytes){ p, PAGE_RECORDS_MAX },
			 &blob));
	assert_int_equal(blob.n, 65536 + SEAL_OVER);
	KIT_OK(page_open(&k->session, &k->arena, name, 1, 1, page_id(&k->session, name, 1), blob,
			 &back));
	assert_int_equal(back.n, PAGE_RECORDS_MAX);
	KIT_IS(page_seal(&k->session, &k->arena, name, 1, 1,
			 (struct bytes){ p, PAGE_RECORDS_MAX + 1 }, &blob),
	       TOO_FULL);
}

/* --- heads */
#define PAGES 40

struct shelf {
	struct head head;
	struct head_mark mark[PAGES + 2];
	size_t n;
};

static void shelf_make(struct kit *k, struct shelf *s)
{
	*s = (struct shelf){ .n = 0 };
	for (size_t i = 0; i < PAGES; i++) {
		struct page_name n = name;

		n.month.n += (int32_t)i;
		s->mark[i] = head_mark(page_id(&k->session, n, 1), 1,
				       sealed(k, n, 1, STR("words of that month")));
		head_change(&k->session, &s->head, NULL, &s->mark[i]);
		s->head.seq++;
	}
	s->n = PAGES;
	s->mark[s->n++] = (struct head_mark){ .page = head_page_id(&k->session), .ver = 40 };
	s->mark[s->n++] = (struct head_mark){ .page = keyring_page_id(&k->identity), .ver = 2 };
	KIT_OK(head_check(&k->session, &s->head, s->mark, s->n));
}

static void heads_open(void **state)
{
	struct kit *k = *state;
	struct shelf s;
	struct head back;

	shelf_make(k, &s);
	s.head.keyring_ver = 2;
	struct bytes blob = head_seal(&k->session, &k->arena, 9, &s.head);

	assert_int_equal(blob.n, HEAD_BYTES);
	KIT_OK(head_open(&k->session, 9, blob, &back));
	assert_int_equal(back.seq, PAGES);
	assert_int_equal(back.count, PAGES);
	assert_int_equal(back.keyring_ver, 2);
	KIT_OK(head_check(&k->session, &back, s.mark, s.n));
	KIT_IS(head_open(&k->session, 8, blob, &back), UNVERIFIED);
	for (size_t i = 0; i < blob.n; i++)
		KIT_IS(head_open(&k->session, 9, kit_flip(&k->arena, blob, i), &back), UNVERIFIED);
	KIT_IS(head_open(&k->session, 9, (struct bytes){ 0 }, &back), UNVERIFIED);
	KIT_OK(head_open(&k->session, 0, (struct bytes){ 0 }, &back));
	assert_int_equal(back.seq, 0);
	KIT_OK(head_check(&k->session, &back, NULL, 0));
}

static void heads_notice(void **state)
{
	struct kit *k = *state;
	struct shelf s, bad;

	shelf_make(k, &s);
	for (size_t i = 0; i < PAGES; i++) {
		bad = s; /* deleted */
		bad.mark[i] = bad.mark[--bad.n];
		KIT_IS(head_check(&k->session, &bad.head, bad.mark, bad.n), UNVERIFIED);
		bad = s; /* one put in the place of another */
		memcpy(bad.mark[i].tag, s.mark[(i + 1) % PAGES].tag, SEAL_TAG);
		KIT_IS(head_check(&k->session, &bad.head, bad.mark, bad.n), UNVERIFIED);
		bad = s; /* the names of two exchanged */
		bad.mark[i].page = s.mark[(i + 1) % PAGES].page;
		bad.mark[(i + 1) % PAGES].page = s.mark[i].page;
		KIT_IS(head_check(&k->session, &bad.head, bad.mark, bad.n), UNVERIFIED);
		bad = s; /* an old copy with the new number, a new copy with the old number */
		bad.mark[i].ver++;
		KIT_IS(head_check(&k->session, &bad.head, bad.mark, bad.n), UNVERIFIED);
		bad = s; /* there twice, in the place of another or beside it */
		bad.mark[i] = s.mark[(i + 1) % PAGES];
		KIT_IS(head_check(&k->session, &bad.head, bad.mark, bad.n), UNVERIFIED);
		bad = s;
		bad.mark[PAGES] = bad.mark[PAGES + 1] = s.mark[i];
		KIT_IS(head_check(&k->session, &bad.head, bad.mark, bad.n), UNVERIFIED);
	}
	for (size_t i = 0; i < SEAL_TAG; i++) {
		bad = s;
		bad.mark[3].tag[i] ^= 1;
		KIT_IS(head_check(&k->session, &bad.head, bad.mark, bad.n), UNVERIFIED);
	}
}

static void heads_follow(void **state)
{
	struct kit *k = *state;
	struct shelf s;
	struct head_mark is;

	shelf_make(k, &s);
	struct head before = s.head;

	is = head_mark(s.mark[5].page, 2, sealed(k, name, 2, STR("new words")));
	head_change(&k->session, &s.head, &s.mark[5], &is);
	KIT_IS(head_check(&k->session, &s.head, s.mark, s.n), UNVERIFIED);
	struct head_mark was = s.mark[5];

	s.mark[5] = is;
	KIT_OK(head_check(&k->session, &s.head, s.mark, s.n));
	KIT_IS(head_check(&k->session, &before, s.mark, s.n), UNVERIFIED); /* head set back */
	head_change(&k->session, &s.head, &is, NULL);
	s.mark[5] = s.mark[--s.n];
	KIT_OK(head_check(&k->session, &s.head, s.mark, s.n));
	assert_int_equal(s.head.count, PAGES - 1);
	/* order does not matter */
	is = s.mark[0];
	s.mark[0] = s.mark[9];
	s.mark[9] = is;
	KIT_OK(head_check(&k->session, &s.head, s.mark, s.n));
	was.ver = 0;
	assert_memory_equal(head_mark(was.page, 0, (struct bytes){ 0 }).tag,
			    (uint8_t[SEAL_TAG]){ 0 }, SEAL_TAG);
}

static void witnesses(void **state)
{
	struct kit *k = *state;
	struct identity identity;
	struct keyring keyring;
	struct session other;
	char text[WITNESS_TEXT_MAX];
	uint32_t seq = 0;

	kit_person(k, &identity, &keyring, &other);
	witness_write(text, &k->session, 77);
	assert_true(witness_read(&k->session, str_c(text), &seq));
	assert_int_equal(seq, 77);
	assert_false(witness_read(&other, str_c(text), &seq));
	assert_false(witness_read(&k->session, STR(""), &seq));
	for (size_t i = 0; i + 1 < sizeof text; i++) {
		char was = text[i];

		text[i] = was == '0' ? '1' : '0';
		assert_false(witness_read(&k->session, str_c(text), &seq));
		text[i] = was;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_open),	  cmocka_unit_test(page_names_differ),
		cmocka_unit_test(pages_tampered), cmocka_unit_test(pages_of_others),
		cmocka_unit_test(pages_granted),  cmocka_unit_test(page_sizes),
		cmocka_unit_test(heads_open),	  cmocka_unit_test(heads_notice),
		cmocka_unit_test(heads_follow),	  cmocka_unit_test(witnesses),
	};

	return cmocka_run_group_tests(tests, kit_begin, kit_end);
}
