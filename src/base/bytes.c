#include "bytes.h"

void hex_write(char *out, struct bytes b)
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < b.n; i++) {
		out[2 * i] = digit[b.p[i] >> 4];
		out[2 * i + 1] = digit[b.p[i] & 15];
	}
	out[2 * b.n] = 0;
}

int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool hex_read(uint8_t *ret, size_t n, struct str s)
{
	if (s.n != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int high = hex_digit(s.p[2 * i]), low = hex_digit(s.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		ret[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}
