#include "recovery.h"

#define SIGNS	    32 /* that carry the code; 160 bits are 32 signs of 5 */
#define CHECK_PRIME 37

static const char sign[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U"; /* the last five: check only */

static int sign_value(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'I' || c == 'L')
		c = '1';
	if (c == 'O')
		c = '0';
	const char *at = c ? strchr(sign, c) : NULL;

	return at ? (int)(at - sign) : -1;
}

static int check_of(const struct recovery_code *code)
{
	int rest = 0;

	for (size_t i = 0; i < sizeof code->b; i++)
		rest = (rest * 256 + code->b[i]) % CHECK_PRIME;
	return rest;
}

static int five_bits(const struct recovery_code *code, size_t i)
{
	size_t bit = i * 5;
	unsigned two = (unsigned)code->b[bit / 8] << 8;

	if (bit / 8 + 1 < sizeof code->b)
		two |= code->b[bit / 8 + 1];
	return (int)(two >> (11 - bit % 8)) & 31;
}

void recovery_make(struct recovery_code *ret, struct draw *d)
{
	draw_bytes(d, ret->b, sizeof ret->b);
}

void recovery_write(char out[RECOVERY_TEXT_MAX], const struct recovery_code *code)
{
	size_t n = 0;

	for (size_t i = 0; i <= SIGNS; i++) {
		if (i && i % 4 == 0)
			out[n++] = '-';
		out[n++] = sign[i < SIGNS ? five_bits(code, i) : check_of(code)];
	}
	out[n] = 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r';
}

static void put_five_bits(struct recovery_code *code, size_t i, int value)
{
	for (size_t j = 0; j < 5; j++) {
		size_t bit = i * 5 + j;

		if (value >> (4 - j) & 1)
			code->b[bit / 8] = (uint8_t)(code->b[bit / 8] | 0x80 >> bit % 8);
	}
}

/* The signs into code; returns the value of the check sign, or -1 when it cannot be a code. */
static int signs_read(struct recovery_code *code, struct str text)
{
	size_t n = 0;
	int value = -1;

	for (size_t i = 0; i < text.n; i++) {
		if (is_blank(text.p[i]))
			continue;
		value = sign_value(text.p[i]);
		if (value < 0 || n > SIGNS || (n < SIGNS && value > 31))
			return -1;
		if (n < SIGNS)
			put_five_bits(code, n, value);
		n++;
	}
	return n == SIGNS + 1 ? value : -1;
}

bool recovery_parse(struct recovery_code *ret, struct str text)
{
	struct recovery_code code = { { 0 } };
	int check = signs_read(&code, text);
	bool is_right = check >= 0 && check == check_of(&code);

	if (is_right)
		*ret = code;
	wipe(&code, sizeof code);
	return is_right;
}

struct id16 recovery_rid(const struct recovery_code *code)
{
	struct key k = { { 0 } };
	struct id16 rid;

	memcpy(k.b, code->b, sizeof code->b);
	KDF(&k, &k, "rj1/rid");
	memcpy(rid.b, k.b, sizeof rid.b);
	wipe(&k, sizeof k);
	return rid;
}
