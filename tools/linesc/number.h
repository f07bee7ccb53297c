/* number: a phone number as people write it, and the link a phone understands.
 *
 * One text may hold several ("112 (police) / 113 (ambulance)", "112 or 999"), a word to send
 * ("SHOUT to 85258") and a key to press ("988 then press 1"). Anything else is refused. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum number_scheme { NUMBER_TEL, NUMBER_SMS };

#define NUMBER_TEXT 80
#define NUMBERS_MAX 4

struct number {
	char shown[NUMBER_TEXT], href[NUMBER_TEXT], label[NUMBER_TEXT];
};

struct number_list {
	struct number number[NUMBERS_MAX];
	size_t n;
};

/* An empty text is an empty list. False for a text from which no link can be made. */
bool number_parse(const char *text, enum number_scheme scheme, struct number_list *ret);
