#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include "child.h"
#include "data.h"
#include "ensure.h"
#include "hub.h"
#include "sandbox.h"

#define GROUP_MAX  256
#define SPACES_MAX 4096 /* told to the workers after one group */
/* Then it leaves and begins anew, outside of its walls: the files may have been replaced. */
#define FAILED_MAX 8
#define IDLE_AFTER 20 /* milliseconds without a commit */

struct waiting {
	struct hub_address from;
	uint64_t id;
};

struct writer {
	const struct child_task *task;
	const struct serve_writer *part;
	void *store;
	struct hub hub;
	struct commit
		*commit; /* GROUP_MAX of them: 9 MiB, mapped, so that only what is used is there */
	const struct commit *group[GROUP_MAX];
	struct waiting waiting[GROUP_MAX];
	struct err answer[GROUP_MAX];
	size_t n;
	struct id16 space[SPACES_MAX];
	size_t n_spaces;
	unsigned failed; /* groups in a row of which nothing could be saved */
};

static void commit_answer(struct writer *w, const struct waiting *to, enum err_code code)
{
	uint8_t byte = (uint8_t)code;

	/* Without an id nobody waits for it. */
	if (to->id)
		(void)hub_send(&w->hub, to->from, to->id, (struct bytes){ &byte, 1 });
}

/* Takes every commit that is waiting, up to one group. */
static void group_gather(struct writer *w)
{
	struct bytes message;

	w->n = 0;
	while (w->n < GROUP_MAX) {
		struct waiting *to = &w->waiting[w->n];

		if (!hub_next(&w->hub, &to->from, &to->id, &message))
			return;
		struct err e = commit_read(&w->commit[w->n], message);

		if (err_is(e, ERR_NONE)) {
			w->group[w->n] = &w->commit[w->n];
			w->n++;
		} else {
			commit_answer(w, to, e.code);
		}
	}
}

static void space_note(struct writer *w, struct id16 space)
{
	for (size_t i = 0; i < w->n_spaces; i++)
		if (id16_equal(w->space[i], space))
			return;
	if (w->n_spaces < SPACES_MAX)
		w->space[w->n_spaces++] = space;
}

static void spaces_note(struct writer *w, const struct commit *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->op[i].kind == COMMIT_PUT_PAGE || c->op[i].kind == COMMIT_DELETE_PAGE ||
		    c->op[i].kind == COMMIT_DELETE_SPACE)
			space_note(w, c->op[i].space);
}

static void spaces_tell(struct writer *w)
{
	struct bytes spaces = { (const uint8_t *)w->space, w->n_spaces * sizeof w->space[0] };

	for (unsigned i = 0; w->n_spaces && i < HUB_SLOTS; i++)
		(void)hub_send_slot(&w->hub, i, 0, spaces);
}

static void group_apply(struct writer *w)
{
	struct counters *c = w->task->counters;

	size_t n_failed = 0;

	w->part->apply(w->store, w->group, w->n, w->answer);
	w->n_spaces = 0;
	for (size_t i = 0; i < w->n; i++) {
		commit_answer(w, &w->waiting[i], w->answer[i].code);
		if (err_is(w->answer[i], ERR_NONE))
			spaces_note(w, &w->commit[i]);
		n_failed += err_is(w->answer[i], ERR_STORE) ? 1 : 0;
	}
	w->failed = n_failed == w->n ? w->failed + 1 : 0;
	spaces_tell(w);
	hub_flush(&w->hub);
	count(&c->commits, w->n);
	count(&c->commit_groups, 1);
	if (w->n > count_get(&c->commit_group_largest))
		count_set(&c->commit_group_largest, w->n);
}

static bool is_lost(const struct writer *w)
{
	return w->part->is_lost && w->part->is_lost(w->store);
}

static void writer_run(struct writer *w)
{
	int timeout = 1000;

	for (;;) {
		hub_wait(&w->hub, timeout);
		memset(w->hub.is_lost, 0, sizeof w->hub.is_lost);
		bool did_any = false;

		for (group_gather(w); w->n; group_gather(w)) {
			group_apply(w);
			/* Also when somebody always waits: the log has to be taken in. */
			w->part->idle(w->store, time(NULL));
			did_any = true;
		}
		if ((w->hub.is_stopping && !did_any) || w->failed >= FAILED_MAX || is_lost(w))
			return;
		if (!did_any)
			w->part->idle(w->store, time(NULL));
		timeout = w->hub.is_stopping ? 0 : did_any ? IDLE_AFTER : 1000;
	}
}

int child_writer(const struct child_task *task)
{
	struct writer *w = calloc(1, sizeof *w);

	ASSERT(w);
	w->task = task;
	w->part = task->options->parts.writer;
	w->commit = mmap(NULL, GROUP_MAX * sizeof *w->commit, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT(w->commit != MAP_FAILED);
	if (!hub_init(&w->hub, task->line, COMMIT_BYTES_MAX + 4096))
		return CHILD_EXIT_SYSTEM;
	w->hub.is_gathering = true;
	w->store = w->part->open(task->options);
	if (!w->store)
		return CHILD_EXIT_CONFIG;
	if (!data_close(task->options, true) || !sandbox_calls(CHILD_WRITER))
		return CHILD_EXIT_SYSTEM;
	hub_ready(&w->hub);
	writer_run(w);
	bool has_lost = is_lost(w);

	w->part->close(w->store);
	return has_lost ? CHILD_EXIT_LOST : w->failed ? CHILD_EXIT_SYSTEM : 0;
}
