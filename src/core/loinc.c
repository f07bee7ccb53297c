#include "loinc.h"

#define DIGITS_MAX 7

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Every second digit from the right counts twice, a two-digit product by its digits. */
static unsigned check_digit(struct str digits)
{
	unsigned sum = 0;

	for (size_t i = 0; i < digits.n; i++) {
		unsigned digit = (unsigned)(digits.p[digits.n - 1 - i] - '0');
		unsigned product = i % 2 == 0 ? 2 * digit : digit;

		sum += product / 10 + product % 10;
	}
	return (10 - sum % 10) % 10;
}

bool loinc_is_sound(struct str code)
{
	bool is_answer = str_has_prefix(code, STR("LA"));
	struct str digits = is_answer ? str_from(code, 2) : code;

	if (digits.n < 3 || digits.n > DIGITS_MAX + 2 || digits.p[digits.n - 2] != '-' ||
	    !is_digit(digits.p[digits.n - 1]) || digits.p[0] == '0')
		return false;
	unsigned last = (unsigned)(digits.p[digits.n - 1] - '0');

	digits.n -= 2;
	for (size_t i = 0; i < digits.n; i++)
		if (!is_digit(digits.p[i]))
			return false;
	unsigned shift = !is_answer ? 0 : digits.n % 2 ? 2 : 5;

	return (check_digit(digits) + shift) % 10 == last;
}
