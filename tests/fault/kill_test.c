/* kill_test [COUNT [server]]: a writer process under load is killed COUNT times (300), each time at
 * another moment. What it had answered must stand, whole and in order. Where the store is a server,
 * every second time (with `server`, every time) it is that server which is killed; postgres.py
 * starts it again, failover.py has another one in its place. */
#include "fault_model.h"
#include "store_admin.h"
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
static bool work_group(struct store_writer *w, struct model *m, struct arena *a, uint64_t *seed,
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
	return !store_writer_is_lost(w);
}

static int work(const char *directory, struct model *m, uint64_t seed, int out)
{
	struct store_writer *w;
	struct arena a;

	arena_init(&a, 1u << 20, 8u << 20);
	if (!err_is(store_writer_open(&w, str_c(directory)), ERR_NONE))
		return 2;
	while (m->n < DEEDS - GROUP) {
		if (!work_group(w, m, &a, &seed, out))
			return 4;
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
		else {
			model_answer(m, &m->deed[note.deed], FAIL(STORE));
			(*refused)++;
		}
		arena_reset(&a);
	}
	arena_end(&a);
}

/* The id stands in the first line of a file of the server's own; a new server writes another. */
static pid_t postmaster(void)
{
	FILE *f = fopen(getenv("REJOIN_TEST_POSTMASTER"), "r");
	char line[32] = "0";

	if (f) {
		(void)!fgets(line, sizeof line, f);
		(void)fclose(f);
	}
	return (pid_t)strtol(line, NULL, 10);
}

/* Where there is none, it is being made ready. */
static bool postmaster_wait(void)
{
	for (int i = 0; i < 1200 && postmaster() < 2; i++)
		(void)usleep(50000);
	return postmaster() > 1;
}

static void postmaster_kill(pid_t child)
{
	(void)kill(postmaster(), SIGKILL);
	/* It hears the end by itself. */
	for (int i = 0; i < 500; i++) {
		siginfo_t end = { .si_pid = 0 };

		if (waitid(P_PID, (id_t)child, &end, WEXITED | WNOHANG | WNOWAIT) != 0 ||
		    end.si_pid)
			return;
		(void)usleep(10000);
	}
}

static fallible check_when_back(struct model *m, const char *store)
{
	struct err e = model_check(m, store);

	for (int i = 0; kit_is_server() && i < 600 && !err_is(e, ERR_NONE); i++) {
		(void)usleep(50000);
		e = model_check(m, store);
	}
	return e;
}

static bool kill_once(struct model *m, const char *directory, uint64_t *seed, bool is_server,
		      uint32_t *refused)
{
	int pipes[2], status;

	if ((is_server && !postmaster_wait()) || pipe(pipes) != 0)
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
	(void)usleep(3000 + model_dice(seed, kit_is_server() ? 150000 : 30000));
	if (is_server)
		postmaster_kill(child);
	(void)kill(child, SIGKILL);
	hear(m, pipes[0], refused);
	(void)close(pipes[0]);
	return waitpid(child, &status, 0) == child && (is_server || WIFSIGNALED(status)) &&
	       err_is(check_when_back(m, directory), ERR_NONE);
}

int main(int argc, char **argv)
{
	long count = argc > 1 ? strtol(argv[1], NULL, 10) : 300, done = 0;
	const char *directory = kit_store();
	static struct model m;
	uint64_t seed = 7;
	uint32_t refused = 0;

	KIT_OK(store_make(str_c(directory)));
	while (done < count && model_is_sound(&m)) {
		bool is_server = kit_is_server() && (argc > 2 || model_dice(&seed, 2));

		if (!kill_once(&m, directory, &seed, is_server, &refused))
			break;
		done++;
	}
	bool is_good =
		done == count && m.answered > (uint64_t)count && (kit_is_server() || !refused);

	printf("kill: %ld kills, %lu answered writes, %u lost, %u half, %u out of order, %u "
	       "damaged, "
	       "%u refused\n",
	       done, (unsigned long)m.answered, m.lost, m.halves, m.disorder, m.damaged, refused);
	printf("%d passed, %d failed\n", is_good, !is_good);
	kit_remove(directory);
	return !is_good;
}
