/* point_test (io | memory) [POINTS]: each scene with something failing at one point of it, for
 * POINTS points of every scene and way of failing (12 for io, 16 for memory; 0: all of them). No
 * crash, no answer that is not true, nothing lost or half, and everything works again when the
 * fault is gone. */
#include "fault_memory.h"
#include "fault_scene.h"
#include "store_kit.h"
#include <stdio.h>
#include <stdlib.h>

static const struct way {
	const char *name;
	long points;
	void (*arm)(enum fault_kind kind, long at);
	long (*calm)(void);
	bool (*was_hit)(void);
	enum fault_kind last;
} way_table[] = {
	{ "io", 12, fault_arm, fault_calm, fault_was_hit, FAULT_FULL },
	{ "memory", 16, memory_arm, memory_calm, memory_was_hit, FAULT_STICKY },
};

struct figures {
	uint32_t points, hits, answers[ERR__COUNT], bad;
};

static struct {
	const struct way *way;
	char pattern[64];   /* a directory as a crash leaves it */
	struct model model; /* of what it holds */
} bed;

static void make_pattern(void)
{
	const char *directory = kit_directory();
	struct store_writer *w;
	struct arena a;
	static struct commit c;

	arena_init(&a, 1u << 20, 8u << 20);
	KIT_OK(store_writer_open(&w, str_c(directory)));
	for (uint32_t i = 0; i < 60; i++) {
		struct deed *d = model_begin(&bed.model, &a, &c, i, 3000);

		model_answer(&bed.model, d, kit_apply(w, &c));
	}
	KIT_OK(model_check(&bed.model, directory));
	assert_true(model_is_sound(&bed.model));
	(void)snprintf(bed.pattern, sizeof bed.pattern, "%s", kit_copy(directory));
	store_writer_close(w);
	kit_remove(directory);
	arena_end(&a);
}

static void stage_set(struct stage *st, const struct scene *scene)
{
	static struct model model;
	static char copy[200];

	memset(st, 0, sizeof *st);
	st->model = &model;
	if (scene->is_blank)
		memset(&model, 0, sizeof model);
	else
		model = bed.model;
	st->directory = scene->is_blank ? kit_directory() : kit_copy(bed.pattern);
	(void)snprintf(copy, sizeof copy, "%s.copy", st->directory);
	st->copy = copy;
	arena_init(&st->arena, 1u << 20, 64u << 20);
	if (scene->is_closed)
		return;
	KIT_OK(store_writer_open(&st->writer, str_c(st->directory)));
	KIT_OK(store_open(&st->store, str_c(st->directory)));
	if (scene->prepare)
		scene->prepare(st);
	st->commit.n = 0;
	st->commit.drain = false;
}

static void stage_close(struct stage *st)
{
	store_close(st->store);
	store_writer_close(st->writer);
	st->store = NULL;
	st->writer = NULL;
}

static void stage_strike(struct stage *st)
{
	stage_close(st);
	kit_remove(st->directory);
	kit_remove(st->copy);
	arena_end(&st->arena);
}

static bool is_answer(struct err e)
{
	return err_is(e, ERR_NONE) || err_is(e, ERR_STORE) || err_is(e, ERR_FULL);
}

static const char *stage_judge(struct stage *st, const struct scene *scene, struct err e)
{
	if (!is_answer(e))
		return err_name(e);
	if (st->is_wrong)
		return "an answer was not true";
	if (st->writer || st->store || err_is(e, ERR_NONE)) {
		if (!err_is(model_check(st->model, st->directory), ERR_NONE))
			return "cannot be read";
	}
	if (!model_is_sound(st->model))
		return "lost or half";
	/* With the same handles, when the fault is over. */
	e = scene->act(st);
	if (!err_is(e, ERR_NONE) || st->is_wrong)
		return "does not recover";
	stage_close(st);
	if (!err_is(store_writer_open(&st->writer, str_c(st->directory)), ERR_NONE) ||
	    !err_is(model_check(st->model, st->directory), ERR_NONE) || !model_is_sound(st->model))
		return "not whole when opened again";
	return NULL;
}

/* Returns how many points the scene has. */
static long play(const struct scene *scene, enum fault_kind kind, long at, struct figures *figures)
{
	static struct stage st;

	stage_set(&st, scene);
	bed.way->arm(kind, at);
	struct err e = scene->act(&st);
	long count = bed.way->calm();

	figures->answers[e.code]++;
	figures->points++;
	figures->hits += bed.way->was_hit();
	const char *why = stage_judge(&st, scene, e);

	if (why) {
		figures->bad++;
		printf("%s, %s at %ld: %s (%s; %u lost, %u half, %u disorder, %u damaged)\n",
		       scene->name,
		       kind == FAULT_ONCE     ? "once"
		       : kind == FAULT_STICKY ? "sticky"
					      : "full",
		       at, why, err_name(e), st.model->lost, st.model->halves, st.model->disorder,
		       st.model->damaged);
	}
	stage_strike(&st);
	return count;
}

static void play_all(const struct scene *scene, long points, struct figures *figures)
{
	long count = play(scene, FAULT_ONCE, 0, figures);
	long step = points && count > points ? count / points : 1;

	for (enum fault_kind kind = FAULT_ONCE; kind <= bed.way->last; kind++)
		for (long at = 1 + (long)kind % step; at <= count; at += step)
			(void)play(scene, kind, at, figures);
}

int main(int argc, char **argv)
{
	struct figures figures = { 0 };

	if (argc < 2)
		return 64;
	bed.way = &way_table[strcmp(argv[1], "memory") == 0];
	long points = argc > 2 ? strtol(argv[2], NULL, 10) : bed.way->points;

	if (bed.way == &way_table[1])
		memory_install();
	else
		fault_install();
	kit_in_memory();
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	make_pattern();
	for (size_t i = 0; i < scene_count; i++)
		play_all(&scene_table[i], points, &figures);
	bool is_good = !figures.bad && figures.hits > 4 * scene_count;

	printf("%s: %zu scenes, %u points, %u hit; answers: %u done, %u STORE, %u FULL; %u wrong\n",
	       bed.way->name, scene_count, figures.points, figures.hits, figures.answers[ERR_NONE],
	       figures.answers[ERR_STORE], figures.answers[ERR_FULL], figures.bad);
	printf("%d passed, %d failed\n", is_good, !is_good);
	kit_remove(bed.pattern);
	return !is_good;
}
