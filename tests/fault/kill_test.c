/* kill_test [COUNT]: a writer process under load is killed COUNT times (300), each time at another
 * moment. What it had answered must stand, whole and in order. */
#include "fault_model.h"
#include "store_kit.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <poll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define GROUP 6

struct note {
	uint32_t dice;
	enum { NOTE_BEGUN, NOTE_ANSWERED, NOTE_REFUSED } what;
	uint32_t deed;
};

static void tell(int out, const struct note *note, size_t n)
{
	if (write(out, note, n * sizeof *note) != (ssize_t)(n * sizeof *note))
		_exit(3);
}

/* Says what it is about to do, does it, says what was answered. */
static void work_group(struct store_writer *w, struct model *m, struct arena *a, uint64_t *seed,
		       int out)
{
	static struct commit commit[GROUP];
	const struct commit *group[GROUP];
	struct note note[GROUP];
	struct err answer[GROUP];
	size_t n = 1 + model_dice(seed, GROUP);

	for (size_t i = 0; i < n; i++) {
		commit[i].n = 0;
		note[i] = (struct note){ model_dice(seed, 60), NOTE_BEGUN, (uint32_t)m->n };
		(void)model_begin(m, a, &commit[i], note[i].dice,
				  2000 + 500 * model_dice(seed, 30));
		group[i] = &commit[i];
	}
	tell(out, note, n);
	store_writer_apply(w, group, n, answer);
	for (size_t i = 0; i < n; i++)
		note[i].what = err_is(answer[i], ERR_NONE) ? NOTE_ANSWERED : NOTE_REFUSED;
	tell(out, note, n);
}

static int work(const char *directory, struct model *m, uint64_t seed, int out)
{
	struct store_writer *w;
	struct arena a;

	arena_init(&a, 1u << 20, 8u << 20);
	if (!err_is(store_writer_open(&w, str_c(directory)), ERR_NONE))
		return 2;
	while (m->n < DEEDS - GROUP) {
		work_group(w, m, &a, &seed, out);
		arena_reset(&a);
		if (model_dice(&seed, 4) == 0)
			store_writer_idle(w, 1);
	}
	return 0;
}

static void hear(struct model *m, int in, uint32_t *refused)
{
	struct note note;
	struct arena a;
	static struct commit c;

	arena_init(&a, 65536, 1u << 20);
	while (read(in, &note, sizeof note) == (ssize_t)sizeof note) {
		c.n = 0;
		if (note.what == NOTE_BEGUN)
			(void)model_begin(m, &a, &c, note.dice, 100);
		else if (note.what == NOTE_ANSWERED)
			model_answer(m, &m->deed[note.deed], OK);
		else
			(*refused)++;
		arena_reset(&a);
	}
	arena_end(&a);
}

static bool kill_once(struct model *m, const char *directory, uint64_t *seed, uint32_t *refused)
{
	int pipes[2], status;

	if (pipe(pipes) != 0)
		return false;
	pid_t child = fork();

	if (child == 0) {
		(void)close(pipes[0]);
		_exit(work(directory, m, *seed, pipes[1]));
	}
	(void)close(pipes[1]);
	/* Every second kill comes before or while the databases open, the others once it writes, so
	 * that a slow machine (or a sanitizer) has writes to lose as well. */
	if (model_dice(seed, 2))
		(void)poll(&(struct pollfd){ .fd = pipes[0], .events = POLLIN }, 1, 5000);
	(void)usleep(3000 + model_dice(seed, 30000));
	(void)kill(child, SIGKILL);
	hear(m, pipes[0], refused);
	(void)close(pipes[0]);
	return waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
	       err_is(model_check(m, directory), ERR_NONE);
}

int main(int argc, char **argv)
{
	long count = argc > 1 ? strtol(argv[1], NULL, 10) : 300, done = 0;
	const char *directory = kit_directory();
	static struct model m;
	struct store_writer *w;
	uint64_t seed = 7;
	uint32_t refused = 0;

	KIT_OK(store_writer_open(&w, str_c(directory)));
	store_writer_close(w);
	while (done < count && kill_once(&m, directory, &seed, &refused) && model_is_sound(&m))
		done++;
	bool is_good = done == count && m.answered > (uint64_t)count && !refused;

	printf("kill: %ld kills, %lu answered writes, %u lost, %u half, %u out of order, %u "
	       "damaged, "
	       "%u refused\n",
	       done, (unsigned long)m.answered, m.lost, m.halves, m.disorder, m.damaged, refused);
	printf("%d passed, %d failed\n", is_good, !is_good);
	kit_remove(directory);
	return !is_good;
}
