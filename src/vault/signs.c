#include "signs.h"
#include "ensure.h"

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

static int check_of(struct bytes code)
{
	int rest = 0;

	for (size_t i = 0; i < code.n; i++)
		rest = (rest * 256 + code.p[i]) % CHECK_PRIME;
	return rest;
}

/* The last sign may reach past the code: the bits there are zero. */
static int five_bits(struct bytes code, size_t i)
{
	size_t bit = i * 5;
	unsigned two = (unsigned)code.p[bit / 8] << 8;

	if (bit / 8 + 1 < code.n)
		two |= code.p[bit / 8 + 1];
	return (int)(two >> (11 - bit % 8)) & 31;
}

void signs_write(char *out, struct bytes code)
{
	size_t n = 0;

	ASSERT(code.n >= 1 && code.n <= SIGNS_BYTES_MAX);
	for (size_t i = 0; i <= SIGNS_OF(code.n); i++) {
		if (i && i % 4 == 0)
			out[n++] = '-';
		out[n++] = sign[i < SIGNS_OF(code.n) ? five_bits(code, i) : check_of(code)];
	}
	out[n] = 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r';
}

/* False: a bit past the end of the code. */
static bool put_five_bits(uint8_t *code, size_t n, size_t i, int value)
{
	for (size_t j = 0; j < 5; j++) {
		size_t bit = i * 5 + j;

		if (!(value >> (4 - j) & 1))
			continue;
		if (bit / 8 >= n)
			return false;
		code[bit / 8] = (uint8_t)(code[bit / 8] | 0x80 >> bit % 8);
	}
	return true;
}

/* The signs into code; returns the value of the check sign, or -1 when it cannot be a code. */
static int take(uint8_t *code, size_t n, struct str text)
{
	size_t at = 0;
	int value = -1;

	for (size_t i = 0; i < text.n; i++) {
		if (is_blank(text.p[i]))
			continue;
		value = sign_value(text.p[i]);
		if (value < 0 || at > SIGNS_OF(n))
			return -1;
		if (at < SIGNS_OF(n) && (value > 31 || !put_five_bits(code, n, at, value)))
			return -1;
		at++;
	}
	return at == SIGNS_OF(n) + 1 ? value : -1;
}

bool signs_read(uint8_t *ret, size_t n, struct str text)
{
	uint8_t code[SIGNS_BYTES_MAX] = { 0 };

	ASSERT(n >= 1 && n <= SIGNS_BYTES_MAX);
	int check = take(code, n, text);
	bool is_right = check >= 0 && check == check_of((struct bytes){ code, n });

	if (is_right)
		memcpy(ret, code, n);
	wipe(code, sizeof code);
	return is_right;
}
