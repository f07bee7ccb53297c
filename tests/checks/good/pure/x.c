#include <string.h>
static const char *const word[] = { "yes", "no" };
const char *card_word(const char *name);
const char *card_word(const char *name)
{
	return word[strlen(name) > 3];
}
