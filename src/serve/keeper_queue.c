#include "keeper_queue.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>
#include "ensure.h"

#define WORK_BLOCK ((size_t)64 << 10)
#define WORK_CAP   ((size_t)8 << 20)

struct job {
	struct job *next;
	struct hub_address from;
	uint64_t id;
	int64_t at; /* milliseconds */
	size_t n;
	uint8_t bytes[]; /* the question, later the answer; overwritten when freed */
};

struct list {
	struct job *first, **end;
};

struct keeper_queue {
	const struct serve_keeper *part;
	void *keeper;
	int event;
	pthread_mutex_t mutex;
	pthread_cond_t is_more;
	struct list known, others, done;
	size_t n_waiting;
};

static int64_t now_read(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static struct job *job_make(struct bytes text)
{
	struct job *j = calloc(1, sizeof *j + text.n);

	ASSERT(j);
	j->n = text.n;
	if (text.n)
		memcpy(j->bytes, text.p, text.n);
	return j;
}

static void job_free(struct job *j)
{
	explicit_bzero(j->bytes, j->n);
	free(j);
}

static void list_init(struct list *l)
{
	l->first = NULL;
	l->end = &l->first;
}

static void list_add(struct list *l, struct job *j)
{
	j->next = NULL;
	*l->end = j;
	l->end = &j->next;
}

static struct job *list_take(struct list *l)
{
	struct job *j = l->first;

	if (j) {
		l->first = j->next;
		if (!l->first)
			l->end = &l->first;
	}
	return j;
}

static struct job *job_wait(struct keeper_queue *q)
{
	struct job *j;

	pthread_mutex_lock(&q->mutex);
	while (!q->known.first && !q->others.first)
		pthread_cond_wait(&q->is_more, &q->mutex);
	j = list_take(q->known.first ? &q->known : &q->others);
	q->n_waiting--;
	pthread_mutex_unlock(&q->mutex);
	return j;
}

static void job_finish(struct keeper_queue *q, struct job *j, struct bytes answer)
{
	static const uint64_t one = 1;
	struct job *done = job_make(answer);

	done->from = j->from;
	done->id = j->id;
	job_free(j);
	pthread_mutex_lock(&q->mutex);
	list_add(&q->done, done);
	pthread_mutex_unlock(&q->mutex);
	ASSERT(write(q->event, &one, sizeof one) == (ssize_t)sizeof one);
}

static void *thread_run(void *queue)
{
	struct keeper_queue *q = queue;
	struct arena work;

	arena_init_secret(&work, WORK_BLOCK, WORK_CAP);
	for (;;) {
		struct job *j = job_wait(q);
		struct bytes answer;

		if (now_read() - j->at > KEEPER_WAIT_MAX)
			answer = q->part->refusal(&work, FAIL(BUSY));
		else
			q->part->answer(q->keeper, &work, (struct bytes){ j->bytes, j->n },
					time(NULL), &answer);
		job_finish(q, j, answer);
		arena_reset(&work);
	}
	return NULL;
}

struct keeper_queue *keeper_queue_make(const struct serve_keeper *part, void *keeper)
{
	struct keeper_queue *q = calloc(1, sizeof *q);
	pthread_t thread;

	ASSERT(q);
	q->part = part;
	q->keeper = keeper;
	q->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	ASSERT(q->event >= 0);
	pthread_mutex_init(&q->mutex, NULL);
	pthread_cond_init(&q->is_more, NULL);
	list_init(&q->known);
	list_init(&q->others);
	list_init(&q->done);
	for (int i = 0; i < KEEPER_THREADS; i++)
		ASSERT(pthread_create(&thread, NULL, thread_run, q) == 0);
	return q;
}

int keeper_queue_fd(const struct keeper_queue *q)
{
	return q->event;
}

bool keeper_queue_put(struct keeper_queue *q, bool is_first, struct hub_address from, uint64_t id,
		      struct bytes question)
{
	bool has_room;

	pthread_mutex_lock(&q->mutex);
	has_room = q->n_waiting < KEEPER_QUEUE_MAX;
	if (has_room) {
		struct job *j = job_make(question);

		j->from = from;
		j->id = id;
		j->at = now_read();
		list_add(is_first ? &q->known : &q->others, j);
		q->n_waiting++;
		pthread_cond_signal(&q->is_more);
	}
	pthread_mutex_unlock(&q->mutex);
	return has_room;
}

bool keeper_queue_take(struct keeper_queue *q, struct arena *a, struct hub_address *ret_to,
		       uint64_t *ret_id, struct bytes *ret_answer)
{
	struct job *j;

	pthread_mutex_lock(&q->mutex);
	j = list_take(&q->done);
	pthread_mutex_unlock(&q->mutex);
	if (!j)
		return false;
	*ret_to = j->from;
	*ret_id = j->id;
	*ret_answer = arena_bytes(a, (struct bytes){ j->bytes, j->n });
	job_free(j);
	return true;
}

size_t keeper_queue_waiting(struct keeper_queue *q)
{
	size_t n;

	pthread_mutex_lock(&q->mutex);
	n = q->n_waiting;
	pthread_mutex_unlock(&q->mutex);
	return n;
}
