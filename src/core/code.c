#include "code.h"

struct code_list code_group(const struct code_row *row, const uint8_t *of, size_t n, unsigned which)
{
	size_t from = 0, to;

	while (from < n && of[from] != which)
		from++;
	for (to = from; to < n && of[to] == which;)
		to++;
	return (struct code_list){ row + from, to - from };
}

const struct code_row *code_at(const struct code_list *list, size_t i)
{
	return i < list->n ? &list->row[i] : NULL;
}

const char *code_words(const struct code_list *list, unsigned number)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->row[i].number == number)
			return list->row[i].words;
	return NULL;
}

unsigned code_number(const struct code_list *list, struct str value)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->row[i].value && str_equal(value, str_c(list->row[i].value)))
			return list->row[i].number;
	return 0;
}

uint32_t code_bits(const struct code_list *list)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < list->n; i++)
		bits |= 1U << list->row[i].number;
	return bits;
}
