#include <string.h>
#include "child.h"
#include "hub.h"
#include "sandbox.h"

#define QUESTION_MAX ((size_t)16 << 20)
#define WORK_BLOCK   ((size_t)1 << 20)
#define WORK_CAP     ((size_t)256 << 20)
#define READ	     (SANDBOX_READ | SANDBOX_LIST)

int child_press(const struct child_task *task)
{
	const struct serve_press *part = task->options->parts.press;
	/* Fonts, and what finds them. */
	static const struct sandbox_file files[] = {
		{ "/usr/share/fonts", READ },	   { "/usr/local/share/fonts", READ },
		{ "/usr/share/fontconfig", READ }, { "/etc/fonts", READ },
		{ "/var/cache/fontconfig", READ }, { "/usr/share/xml/fontconfig", READ },
	};
	static struct hub hub;
	struct hub_address from;
	struct bytes question, answer;
	struct arena work;
	uint64_t id;

	if (!hub_init(&hub, task->line, QUESTION_MAX))
		return CHILD_EXIT_SYSTEM;
	void *press = part->open(task->options);

	if (!press)
		return CHILD_EXIT_CONFIG;
	if (!sandbox_files(files, sizeof files / sizeof files[0]) || !sandbox_calls(CHILD_PRESS))
		return CHILD_EXIT_SYSTEM;
	arena_init_secret(&work, WORK_BLOCK, WORK_CAP);
	hub_ready(&hub);
	while (!hub.is_stopping) {
		hub_wait(&hub, 1000);
		memset(hub.is_lost, 0, sizeof hub.is_lost);
		while (hub_next(&hub, &from, &id, &question)) {
			part->answer(press, &work, question, &answer);
			(void)hub_send(&hub, from, id, answer);
			arena_reset(&work);
			count(&task->counters->press_answers, 1);
		}
	}
	arena_end(&work);
	return 0;
}
