/* Prints every word of the cards in reading order, for people who review them. */
#include <stdio.h>
#include "card.h"

static void print_section(enum card_kind k, const struct card_section *s)
{
	const struct card_chip *chip;

	printf("\n%u. %s %s\n", s->number, s->title, s->hint);
	for (size_t i = 0; (chip = card_chip(k, s->number, i)); i++)
		printf("- %s\n", chip->words);
}

static void print_card(enum card_kind k)
{
	const struct card_section *s;

	printf("## %s (/card/%s)\n%s %s\n", card_words(k)->title, card_words(k)->address,
	       card_words(k)->lead, card_words(k)->what_for);
	for (size_t i = 0; (s = card_section(k, i)); i++)
		print_section(k, s);
	printf("\n");
}

int main(void)
{
	for (int k = 0; k < CARD__COUNT; k++)
		print_card((enum card_kind)k);
	printf("## Closeness\n");
	for (size_t i = 0; card_touch(i); i++)
		printf("- %s\n", card_touch(i));
	return 0;
}
