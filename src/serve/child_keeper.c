#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "hub.h"
#include "keeper_queue.h"
#include "sandbox.h"

#define QUESTION_MAX ((size_t)256 << 10)
#define WORK_BLOCK   ((size_t)64 << 10)
#define WORK_CAP     ((size_t)32 << 20)

struct keeper_loop {
	const struct child_task *task;
	const struct serve_keeper *part;
	void *keeper;
	struct hub hub;
	struct keeper_queue *queue;
	struct arena work;
};

static void question_take(struct keeper_loop *k, struct hub_address from, uint64_t id,
			  struct bytes question)
{
	struct counters *c = k->task->counters;
	int64_t now = time(NULL);
	struct bytes answer;

	if (!k->part->is_slow(question)) {
		k->part->answer(k->keeper, &k->work, question, now, &answer);
		count(&c->keeper_answers, 1);
	} else if (keeper_queue_put(k->queue, k->part->goes_first(k->keeper, question, now), from,
				    id, question)) {
		return;
	} else {
		answer = k->part->refusal(&k->work, FAIL(BUSY));
		count(&c->keeper_refusals, 1);
	}
	(void)hub_send(&k->hub, from, id, answer);
	arena_reset(&k->work);
}

static void answers_take(struct keeper_loop *k)
{
	struct hub_address to;
	struct bytes answer;
	uint64_t id, events;

	(void)!read(keeper_queue_fd(k->queue), &events, sizeof events);
	while (keeper_queue_take(k->queue, &k->work, &to, &id, &answer)) {
		(void)hub_send(&k->hub, to, id, answer);
		arena_reset(&k->work);
		count(&k->task->counters->keeper_answers, 1);
	}
}

static void keeper_run(struct keeper_loop *k)
{
	struct hub_address from;
	struct bytes question;
	uint64_t id;

	while (!k->hub.is_stopping) {
		hub_wait(&k->hub, 1000);
		memset(k->hub.is_lost, 0, sizeof k->hub.is_lost);
		while (hub_next(&k->hub, &from, &id, &question))
			question_take(k, from, id, question);
		if (k->hub.is_watched_ready)
			answers_take(k);
		count_set(&k->task->counters->keeper_waiting, keeper_queue_waiting(k->queue));
	}
}

int child_keeper(const struct child_task *task)
{
	static struct keeper_loop k;
	char path[4096];

	k.task = task;
	k.part = task->options->parts.keeper;
	arena_init_secret(&k.work, WORK_BLOCK, WORK_CAP);
	if (!hub_init(&k.hub, task->line, QUESTION_MAX))
		return CHILD_EXIT_SYSTEM;
	k.keeper = k.part->open(task->options);
	if (!k.keeper)
		return CHILD_EXIT_CONFIG;
	/* The ratchet is saved by a new file beside the old one. Databases may stand there too:
	 * they cannot be read. */
	(void)snprintf(path, sizeof path, "%s", task->options->secrets);
	struct sandbox_file files[] = {
		{ dirname(path), SANDBOX_WRITE | SANDBOX_LIST | SANDBOX_MAKE },
		{ task->options->secrets, SANDBOX_READ },
	};

	if (!sandbox_files(files, 2))
		return CHILD_EXIT_SYSTEM;
	k.queue = keeper_queue_make(k.part, k.keeper);
	if (!hub_watch(&k.hub, keeper_queue_fd(k.queue)) || !sandbox_calls(CHILD_KEEPER))
		return CHILD_EXIT_SYSTEM;
	hub_ready(&k.hub);
	keeper_run(&k);
	return 0;
}
