/* Account, slots, state, recovery code, passphrase rules and words. */
#include "vault_kit.h"
#include <stdlib.h>
#include "passphrase.h"
#include "totp.h"

static void keks(struct kit *k, struct key kek[2])
{
	draw_bytes(&k->draw, kek, 2 * sizeof kek[0]);
}

static bool is_same(const struct identity *a, const struct identity *b)
{
	return memcmp(a->secret_key, b->secret_key, 32) == 0 &&
	       memcmp(a->public_key, b->public_key, 32) == 0 &&
	       memcmp(&a->master, &b->master, 32) == 0 && id16_equal(a->space, b->space) &&
	       a->flags == b->flags && a->version == b->version;
}

static void identity_packs(void **state)
{
	struct kit *k = *state;
	uint8_t packed[IDENTITY_BYTES];
	struct identity back;

	identity_pack(packed, &k->identity);
	KIT_OK(identity_unpack(&back, packed));
	assert_true(is_same(&back, &k->identity));
	packed[0] = 2;
	KIT_IS(identity_unpack(&back, packed), UNVERIFIED);
	packed[0] = 1;
	packed[IDENTITY_BYTES - 1] = 1;
	KIT_IS(identity_unpack(&back, packed), UNVERIFIED);
}

static void row_has_one_size(void **state)
{
	struct kit *k = *state;
	struct account back;
	struct bytes blob = account_write(&k->account, &k->arena);

	assert_int_equal(blob.n, ACCOUNT_BYTES);
	KIT_OK(account_parse(&k->arena, k->account.login_id, k->account.rid, blob, &back));
	assert_memory_equal(account_write(&back, &k->arena).p, blob.p, blob.n);
	assert_true(id32_equal(back.login_id, k->account.login_id));
	assert_int_equal(back.argon.memory_kib, 65536);
	for (size_t n = 0; n < blob.n; n += 97)
		KIT_IS(account_parse(&k->arena, back.login_id, back.rid,
				     (struct bytes){ blob.p, n }, &back),
		       UNVERIFIED);
	KIT_IS(account_parse(&k->arena, back.login_id, back.rid, kit_flip(&k->arena, blob, 0),
			     &back),
	       UNVERIFIED);
}

static void passphrase_slots(void **state)
{
	struct kit *k = *state;
	struct account acc = k->account;
	struct key kek[2], other[2];
	struct identity back = { 0 };

	keks(k, kek);
	keks(k, other);
	KIT_IS(account_open_passphrase(&acc, kek, &back), UNVERIFIED);
	account_set_passphrase(&acc, &k->identity, 0, kek);
	KIT_OK(account_open_passphrase(&acc, kek, &back));
	assert_true(is_same(&back, &k->identity));
	KIT_IS(account_open_passphrase(&acc, other, &back), UNVERIFIED);
	account_set_passphrase(&acc, &k->identity, 1, other);
	KIT_OK(account_open_passphrase(&acc, other, &back));
	KIT_OK(account_open_passphrase(&acc, kek, &back));
	account_clear_slot(&acc, 0);
	KIT_IS(account_open_passphrase(&acc, kek, &back), UNVERIFIED);
	KIT_OK(account_open_passphrase(&acc, other, &back));
}

static void keys_in_the_row(void **state)
{
	struct kit *k = *state;
	struct account acc = k->account;

	assert_true(account_is_of(&acc, &k->identity));
	for (size_t i = 0; i < sizeof acc.public_key; i++) {
		acc.public_key[i] ^= 1;
		assert_false(account_is_of(&acc, &k->identity));
		acc.public_key[i] ^= 1;
	}
}

static void slots_stay_in_place(void **state)
{
	struct kit *k = *state;
	struct account acc = k->account, moved;
	struct key kek[2], swapped[2];
	struct identity back;

	keks(k, kek);
	account_set_passphrase(&acc, &k->identity, 0, kek);
	swapped[0] = kek[1];
	swapped[1] = kek[0];
	moved = acc; /* to the other place, even with its key there */
	memcpy(moved.slot[1], acc.slot[0], SLOT_BYTES);
	account_clear_slot(&moved, 0);
	KIT_IS(account_open_passphrase(&moved, swapped, &back), UNVERIFIED);
	moved = acc; /* to another account */
	moved.account_id.b[0] ^= 1;
	KIT_IS(account_open_passphrase(&moved, kek, &back), UNVERIFIED);
	moved = acc; /* under cheaper parameters */
	moved.argon.passes = 1;
	KIT_IS(account_open_passphrase(&moved, kek, &back), UNVERIFIED);
	moved = acc;
	moved.argon.memory_kib = 8;
	KIT_IS(account_open_passphrase(&moved, kek, &back), UNVERIFIED);
	for (size_t i = 0; i < SLOT_BYTES; i++) {
		moved = acc;
		moved.slot[0][i] ^= 0x10;
		KIT_IS(account_open_passphrase(&moved, kek, &back), UNVERIFIED);
	}
}

static void recovery_slot(void **state)
{
	struct kit *k = *state;
	struct account acc = k->account;
	struct recovery_code code, other;
	struct identity back = { 0 };

	recovery_make(&code, &k->draw);
	recovery_make(&other, &k->draw);
	account_set_recovery(&acc, &k->identity, &code);
	assert_true(id16_equal(acc.rid, recovery_rid(&code)));
	acc.argon.passes = 4; /* a changed passphrase must not take the code away */
	KIT_OK(account_open_recovery(&acc, &code, &back));
	assert_true(is_same(&back, &k->identity));
	KIT_IS(account_open_recovery(&acc, &other, &back), UNVERIFIED);
	struct id16 rid = acc.rid;

	account_clear_slot(&acc, SLOT_RECOVERY);
	assert_false(id16_equal(rid, acc.rid));
	KIT_IS(account_open_recovery(&acc, &code, &back), UNVERIFIED);
}

static void state_is_kept(void **state)
{
	struct kit *k = *state;
	struct account acc = k->account;
	struct identity other = k->identity;
	struct account_state s = { .has_totp = true,
				   .totp_secret = "twenty bytes of it.",
				   .totp_counter = 0x123456789,
				   .keyring_ver = 7,
				   .head_seq = 9,
				   .n_devices = ACCOUNT_DEVICES },
			     back;

	KIT_OK(account_open_state(&acc, &k->identity, &back));
	assert_int_equal(back.n_devices, 0);
	for (size_t i = 0; i < ACCOUNT_DEVICES; i++) {
		s.device[i].id.b[0] = (uint8_t)i;
		s.device[i].added = (int32_t)(20000 + i);
		memset(s.device[i].label, 'a', DEVICE_LABEL_MAX - 1);
	}
	account_seal_state(&acc, &k->arena, &k->identity, &s);
	assert_int_equal(acc.state.n, STATE_BYTES);
	KIT_OK(account_open_state(&acc, &k->identity, &back));
	assert_memory_equal(back.totp_secret, s.totp_secret, 20);
	assert_int_equal(back.totp_counter, s.totp_counter);
	assert_int_equal(back.device[7].added, 20007);
	assert_string_equal(back.device[7].label, s.device[7].label);
	for (size_t i = 0; i < STATE_BYTES; i++) {
		struct account bad = acc;

		bad.state = kit_flip(&k->arena, acc.state, i);
		KIT_IS(account_open_state(&bad, &k->identity, &back), UNVERIFIED);
	}
	other.master.b[5] ^= 1;
	KIT_IS(account_open_state(&acc, &other, &back), UNVERIFIED);
	acc.state.n--;
	KIT_IS(account_open_state(&acc, &k->identity, &back), UNVERIFIED);
}

/* --- recovery code */
/* As somebody tired types it: blanks anywhere, no dashes, small letters, look-alikes. */
static struct str retyped(char *out, const char *text, int round)
{
	size_t n = 0;

	for (size_t i = 0; text[i]; i++) {
		static const char plain[] = "10",
				  alike[2][2][3] = { { "IO", "lO" }, { "io", "Lo" } };
		const char *at = strchr(plain, text[i]);
		char c = text[i];

		if (c == '-')
			continue;
		if (i % 5 == 0)
			out[n++] = ' ';
		if (at)
			c = alike[round & 1][round >> 1 & 1][at - plain];
		else if (c >= 'A' && c <= 'Z' && round & 1)
			c = (char)(c - 'A' + 'a');
		out[n++] = c;
	}
	return (struct str){ out, n };
}

static void recovery_text(void **state)
{
	struct kit *k = *state;
	struct recovery_code code, back;
	char text[RECOVERY_TEXT_MAX], other[2 * RECOVERY_TEXT_MAX];

	for (int round = 0; round < 200; round++) {
		recovery_make(&code, &k->draw);
		recovery_write(text, &code);
		assert_int_equal(strlen(text), RECOVERY_TEXT_MAX - 1);
		assert_true(recovery_parse(&back, str_c(text)));
		assert_memory_equal(&back, &code, sizeof code);
		assert_true(recovery_parse(&back, retyped(other, text, round)));
		assert_memory_equal(&back, &code, sizeof code);
	}
}

static void recovery_check_sign(void **state)
{
	struct kit *k = *state;
	static const char sign[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	struct recovery_code code, back;
	char text[RECOVERY_TEXT_MAX];

	recovery_make(&code, &k->draw);
	recovery_write(text, &code);
	for (size_t i = 0; i + 1 < sizeof text; i++) {
		for (size_t j = 0; j < 32; j++) {
			char was = text[i];

			if (was == '-' || was == sign[j])
				continue;
			text[i] = sign[j];
			assert_false(recovery_parse(&back, str_c(text)));
			text[i] = was;
		}
	}
	for (size_t i = 0; i + 2 < sizeof text; i++) { /* two neighbours exchanged */
		char a = text[i], b = text[i + 1];

		if (a == b || a == '-' || b == '-')
			continue;
		text[i] = b;
		text[i + 1] = a;
		assert_false(recovery_parse(&back, str_c(text)));
		text[i] = a;
		text[i + 1] = b;
	}
	for (size_t n = 0; n + 1 < sizeof text; n++)
		assert_false(recovery_parse(&back, (struct str){ text, n }));
	assert_false(recovery_parse(&back, STR("0000-0000-0000-0000-0000-0000-0000-0000-0-0")));
	assert_true(recovery_parse(&back, STR("0000-0000-0000-0000-0000-0000-0000-0000-0")));
	assert_false(recovery_parse(&back, STR("000!-0000-0000-0000-0000-0000-0000-0000-0")));
	assert_false(recovery_parse(&back, STR("*000-0000-0000-0000-0000-0000-0000-0000-0")));
	assert_false(recovery_parse(&back, (struct str){ "\0", 1 }));
}

/* --- words and rules */
static void words(void **state)
{
	(void)state;
	for (size_t i = 0; i < PASSPHRASE_WORD_LIST; i++) {
		struct str w = passphrase_word(i);

		assert_in_range(w.n, 4, 8);
		for (size_t j = 0; j < w.n; j++)
			assert_in_range(w.p[j], 'a', 'z');
		if (i) /* sorted, so sharing would stand side by side */
			assert_true(memcmp(w.p, passphrase_word(i - 1).p, 4) > 0);
	}
}

static void made_passphrases(void **state)
{
	struct kit *k = *state;
	struct str before = { 0 };

	for (int i = 0; i < 300; i++) {
		struct str p = passphrase_make(&k->arena, &k->draw);
		struct str rest = p;
		size_t n = 0;

		while (rest.n) {
			assert_in_range(str_cut(&rest, ' ').n, 4, 8);
			n++;
		}
		assert_int_equal(n, PASSPHRASE_WORDS);
		assert_null(passphrase_refusal(&k->arena, p, STR("Sam")));
		assert_false(str_equal(p, before));
		before = p;
	}
}

static void refusals(void **state)
{
	struct kit *k = *state;
	static const char *const bad[] = {
		"",
		"fourteen chars",
		"aaaaaaaaaaaaaaaa",
		"coffee coffee coffee",
		"abcabcabcabcabcabc",
		"12345678901234567890",
		"qwertyuiopasdfghjkl",
		"abcdefghijklmnopqrst",
		"zyxwvutsrqponmlkjih",
		"ababababcababababab",
		"it is ROBIN SMITH and nobody else",
		"with a \x01 control sign in it",
		"broken \xff\xfe text of some length",
	};
	static const char *const good[] = {
		"the kettle is older than we are",
		"fifteen letters",
		"\xd1\x87\xd0\xb0\xd0\xb9 \xd0\xb8 "
		"\xd1\x82\xd0\xb8\xd1\x88\xd0\xb8\xd0\xbd\xd0\xb0 "
		"\xd1\x83\xd1\x82\xd1\x80\xd0\xbe\xd0\xbc",
		"Tr0ub4dor&3-and-more",
	};
	char *long_one = arena_take(&k->arena, 2000);

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		if (!passphrase_refusal(&k->arena, str_c(bad[i]), STR(" Robin  Smith ")))
			fail_msg("let through: %s", bad[i]);
	}
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_null(passphrase_refusal(&k->arena, str_c(good[i]), STR("Robin Smith")));
	assert_null(passphrase_refusal(&k->arena, STR("the kettle is older"), STR("")));
	memset(long_one, 'a', 2000);
	assert_non_null(passphrase_refusal(&k->arena, (struct str){ long_one, 1025 }, STR("Sam")));
}

/* --- one-time codes, with the figures of RFC 6238 */
static void one_time_codes(void **state)
{
	struct kit *k = *state;
	static const struct {
		int64_t now;
		const char *code;
	} row[] = { { 59, "287082" },	      { 1111111109, "081804" }, { 1111111111, "050471" },
		    { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" } };
	uint8_t secret[TOTP_SECRET_BYTES];
	uint64_t counter = 0;

	memcpy(secret, "12345678901234567890", sizeof secret);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct str code = str_c(row[i].code);

		assert_true(totp_check(secret, code, row[i].now, 0, &counter));
		assert_int_equal(counter, row[i].now / 30);
		assert_true(
			totp_check(secret, code, row[i].now + 30, 0, &counter)); /* slow clock */
		assert_int_equal(counter, row[i].now / 30);
		assert_false(
			totp_check(secret, code, row[i].now, counter, &counter)); /* replayed */
		assert_false(totp_check(secret, code, row[i].now + 90, 0, &counter));
		assert_false(
			totp_check(secret, (struct str){ code.p, 5 }, row[i].now, 0, &counter));
	}
	assert_true(str_equal(totp_secret_text(&k->arena, secret),
			      STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")));
	assert_non_null(strstr(totp_address(&k->arena, secret, STR("Rejoin")).p,
			       "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identity_packs),      cmocka_unit_test(row_has_one_size),
		cmocka_unit_test(passphrase_slots),    cmocka_unit_test(keys_in_the_row),
		cmocka_unit_test(slots_stay_in_place), cmocka_unit_test(recovery_slot),
		cmocka_unit_test(state_is_kept),       cmocka_unit_test(recovery_text),
		cmocka_unit_test(recovery_check_sign), cmocka_unit_test(words),
		cmocka_unit_test(made_passphrases),    cmocka_unit_test(refusals),
		cmocka_unit_test(one_time_codes),
	};

	return cmocka_run_group_tests(tests, kit_begin, kit_end);
}
