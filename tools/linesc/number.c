#include "number.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* "(ambulance)" at the end becomes the label and is cut off; false for a bracket left open. */
static bool take_label(char *text, struct number *n)
{
	char *open = strchr(text, '('), *close = strchr(text, ')');

	if (!open && !close)
		return true;
	if (!open || !close || close < open + 2 || close[1] || open == text || open[-1] != ' ')
		return false;
	*close = 0;
	memcpy(n->label, open + 1, strlen(open + 1) + 1);
	open[-1] = 0;
	return true;
}

/* Digits, with blanks and hyphens between them and perhaps a leading plus. */
static bool take_digits(const char *text, char *ret_digits)
{
	size_t n = 0;

	if (*text == '+')
		ret_digits[n++] = *text++;
	if (!isdigit((unsigned char)*text))
		return false;
	for (; *text; text++) {
		if (isdigit((unsigned char)*text) && n < 16)
			ret_digits[n++] = *text;
		else if (!strchr(" -", *text) || !text[1])
			return false;
	}
	ret_digits[n] = 0;
	return n >= 2;
}

static bool parse_tel(char *text, struct number *n)
{
	char digits[20], *press = strstr(text, " then press ");
	const char *key = "";

	if (press) {
		*press = 0;
		key = press + strlen(" then press ");
		if (!isdigit((unsigned char)key[0]) || key[1])
			return false;
	}
	if (!take_digits(text, digits))
		return false;
	snprintf(n->shown, sizeof(n->shown), press ? "%.40s, then press %s" : "%.40s%s", text, key);
	snprintf(n->href, sizeof(n->href), "tel:%s", digits);
	return true;
}

static bool parse_sms(char *text, struct number *n)
{
	char digits[20], *to = strstr(text, " to ");
	const char *number = to ? to + strlen(" to ") : text;

	if (to)
		*to = 0;
	for (const char *p = text; to && *p; p++)
		if (!isupper((unsigned char)*p))
			return false;
	if (!take_digits(number, digits) || (to && to == text))
		return false;
	if (to) {
		snprintf(n->shown, sizeof(n->shown), "%.20s to %.40s", text, number);
		snprintf(n->href, sizeof(n->href), "sms:%s?body=%.20s", digits, text);
	} else {
		snprintf(n->shown, sizeof(n->shown), "%.40s", number);
		snprintf(n->href, sizeof(n->href), "sms:%s", digits);
	}
	return true;
}

static bool parse_one(char *text, enum number_scheme scheme, struct number *n)
{
	*n = (struct number){ 0 };
	if (!take_label(text, n))
		return false;
	return scheme == NUMBER_TEL ? parse_tel(text, n) : parse_sms(text, n);
}

bool number_parse(const char *text, enum number_scheme scheme, struct number_list *ret)
{
	char copy[NUMBER_TEXT];
	char *at = copy;

	*ret = (struct number_list){ 0 };
	if (strlen(text) >= sizeof(copy))
		return false;
	memcpy(copy, text, strlen(text) + 1);
	while (*at) {
		char *slash = strstr(at, " / "), * or = strstr(at, " or ");
		char *end = slash ? slash : or ;
		char *next = end ? end + (slash ? 3 : 4) : at + strlen(at);
		if (end)
			*end = 0;
		if (ret->n == NUMBERS_MAX || (end && !*next) ||
		    !parse_one(at, scheme, &ret->number[ret->n++]))
			return false;
		at = next;
	}
	return true;
}
