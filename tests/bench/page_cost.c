/* page_cost FOLDER COOKIE PATH [BODY]: asks one page again and again in this process, or sends it a
 * form, to be run under valgrind, which counts the instructions of ask_again (see cost). Prints how
 * often the page came, or the form was taken. */
#include "story.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "crypt.h"

#define TIMES 100

/* How often it was answered well. The first requests of a process also load and set up; they are
 * not counted. */
static __attribute__((noinline)) int ask_again(struct story *s, const struct ask *ask, int times)
{
	int came = 0;

	for (int i = 0; i < times; i++)
		came += story_ask(s, ask).status == (ask->method == HTTP_POST ? 303 : 200);
	return came;
}

int main(int n, char **word)
{
	struct story *s = calloc(1, sizeof *s);

	if (n < 4 || n > 5 || !s)
		return EXIT_FAILURE;
	(void)snprintf(s->folder, sizeof s->folder, "%s", word[1]);
	s->now = time(NULL);
	crypt_start();
	arena_init(&s->run, 1u << 20, 64u << 20);
	arena_init(&s->lasting, 1u << 20, 64u << 20);
	arena_init(&s->kept, 1u << 20, 256u << 20);
	story_open(s);
	struct ask ask = { .path = word[3], .cookie = str_c(word[2]) };

	if (n == 5) {
		ask.method = HTTP_POST;
		ask.body = word[4];
	}
	for (int i = 0; i < 3; i++)
		(void)story_ask(s, &ask);
	int came = ask_again(s, &ask, TIMES);

	story_shut(s);
	printf("%d\n", came);
	return came == TIMES ? EXIT_SUCCESS : EXIT_FAILURE;
}
