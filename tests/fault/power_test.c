/* power_test [COUNT]: the power goes COUNT times (200) while the writer works, every third time
 * again while it opens what was left. Writes no sync has covered are dropped, torn and reordered.
 */
#include "fault_model.h"
#include "fault_vfs.h"
#include "store_kit.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define GROUP 5

struct figures {
	uint32_t cuts, cuts_again, remains, drains;
};

/* A secret page that comes and goes: once its deletion was answered no file may hold it. And a
 * session that was ended everywhere: once that was answered it is not alive again. */
struct secret {
	bool is_deleted, is_signed_out;
	uint32_t round;
};

#define SECRET_SPACE 999

static struct err delete_secret(struct store_writer *w, struct arena *a, struct secret *secret)
{
	static struct commit c;

	secret->is_deleted = false;
	secret->round++;
	c.n = 0;
	commit_put_page(&c, kit_id16(SECRET_SPACE), kit_id16(1), 0,
			kit_blob(a, SECRET_SPACE, secret->round, 3000));
	struct err e = kit_apply(w, &c);

	if (!err_is(e, ERR_NONE))
		return e;
	commit_delete_space(&c, kit_id16(SECRET_SPACE));
	e = kit_apply(w, &c);
	secret->is_deleted = err_is(e, ERR_NONE);
	return e;
}

static struct err sign_out(struct store_writer *w, struct secret *secret)
{
	static struct commit c;
	struct session_row row = { .day = 1, .exp_abs = INT64_MAX, .exp_idle = INT64_MAX };

	secret->is_signed_out = false;
	row.tag = kit_id32(SECRET_SPACE);
	row.blob = BYTES_OF(row.tag);
	c.n = 0;
	commit_put_session(&c, kit_id32(SECRET_SPACE), &row);
	c.drain = true; /* it stands on the disk when it is ended */
	struct err e = kit_apply(w, &c);

	if (!err_is(e, ERR_NONE))
		return e;
	commit_end_sessions(&c, row.tag, (struct id32){ 0 });
	c.drain = true;
	e = kit_apply(w, &c);
	secret->is_signed_out = err_is(e, ERR_NONE);
	return e;
}

static void forget_secret(struct store_writer *w)
{
	static struct commit c;

	c.n = 0;
	commit_delete_space(&c, kit_id16(SECRET_SPACE));
	(void)err_name(kit_apply(w, &c));
}

static void work_group(struct store_writer *w, struct model *m, struct arena *a, uint64_t *seed)
{
	static struct commit commit[GROUP];
	const struct commit *group[GROUP];
	struct deed *deed[GROUP];
	struct err answer[GROUP];
	size_t n = 1 + model_dice(seed, GROUP);

	for (size_t i = 0; i < n; i++) {
		commit[i].n = 0;
		deed[i] = model_begin(m, a, &commit[i], model_dice(seed, 60),
				      1000 + 2000 * model_dice(seed, 30));
		group[i] = &commit[i];
	}
	store_writer_apply(w, group, n, answer);
	for (size_t i = 0; i < n; i++)
		if (err_is(answer[i], ERR_NONE) || !fault_power_is_off())
			model_answer(m, deed[i], answer[i]);
}

/* Until the power goes. */
static void work(const char *directory, struct model *m, uint64_t *seed, struct secret *secret,
		 struct figures *figures)
{
	struct store_writer *w;
	struct arena a;

	if (!err_is(store_writer_open(&w, str_c(directory)), ERR_NONE))
		return;
	arena_init(&a, 1u << 20, 8u << 20);
	forget_secret(w);
	while (!fault_power_is_off() && m->n < DEEDS - GROUP) {
		work_group(w, m, &a, seed);
		if (model_dice(seed, 12) == 0 && !fault_power_is_off())
			figures->drains += (uint32_t)err_is(delete_secret(w, &a, secret), ERR_NONE);
		if (model_dice(seed, 3) == 0 && !fault_power_is_off())
			figures->drains += (uint32_t)err_is(sign_out(w, secret), ERR_NONE);
		store_writer_idle(w, 1);
		arena_reset(&a);
	}
	store_writer_close(w);
	arena_end(&a);
}

static uint32_t count_remains(const char *directory, const struct secret *secret)
{
	static const char *const name[] = { "keyring.db", "pages.db", "pages.db-wal" };
	struct arena a;
	uint32_t n = 0;

	if (!secret->is_deleted)
		return 0;
	arena_init(&a, 65536, 1u << 20);
	struct bytes blob = kit_blob(&a, SECRET_SPACE, secret->round, 3000);
	struct bytes needle = { blob.p + 1000, 40 };

	for (size_t i = 0; i < sizeof name / sizeof *name; i++)
		n += kit_file_has(directory, name[i], needle);
	arena_end(&a);
	return n;
}

static uint32_t count_alive(const char *directory, const struct secret *secret)
{
	struct store *s;
	struct arena a;
	struct session_row row = { 0 };

	if (!secret->is_signed_out || !err_is(store_open(&s, str_c(directory)), ERR_NONE))
		return 0;
	arena_init(&a, 65536, 1u << 20);
	struct err e = store_get_session(s, &a, kit_id32(SECRET_SPACE), &row);
	uint32_t n = !err_is(e, ERR_NONE) || row.blob.n > 0;

	arena_end(&a);
	store_close(s);
	return n;
}

/* The power comes back and goes again before the store is whole open. */
static const char *cut_again(const char *directory, uint64_t *seed, struct figures *figures)
{
	const char *image = kit_directory();
	struct store_writer *w;

	fault_power_on(1 + model_dice(seed, 12));
	if (err_is(store_writer_open(&w, str_c(directory)), ERR_NONE))
		store_writer_close(w); /* closing settles the log: the cut may fall there */
	figures->cuts_again += fault_power_is_off();
	fault_power_image(directory, image, *seed);
	kit_remove(directory);
	return image;
}

static const char *cut_once(const char *directory, struct model *m, uint64_t *seed,
			    struct secret *secret, struct figures *figures)
{
	const char *image = kit_directory();

	fault_power_on(1 + model_dice(seed, 400));
	*secret = (struct secret){ .round = (uint32_t)*seed };
	work(directory, m, seed, secret, figures);
	figures->cuts += fault_power_is_off();
	fault_power_image(directory, image, *seed);
	kit_remove(directory);
	figures->remains += count_remains(image, secret);
	if (model_dice(seed, 3) == 0)
		image = cut_again(image, seed, figures);
	return image;
}

/* As the supervisor does it: the writer opens first, then readers look. */
static bool is_whole(const char *directory, struct model *m)
{
	struct store_writer *w;
	struct err e = store_writer_open(&w, str_c(directory));

	if (!err_is(e, ERR_NONE)) {
		printf("power: does not open: %s\n", err_name(e));
		return false;
	}
	e = model_check(m, directory);
	store_writer_close(w);
	return err_is(e, ERR_NONE) && model_is_sound(m);
}

int main(int argc, char **argv)
{
	long count = argc > 1 ? strtol(argv[1], NULL, 10) : 200, done = 0;
	const char *directory;
	static struct model m;
	struct figures figures = { 0 };
	struct secret secret;
	uint64_t seed = 11;

	fault_install();
	kit_in_memory();
	directory = kit_directory();
	while (done < count) {
		directory = cut_once(directory, &m, &seed, &secret, &figures);
		if (!is_whole(directory, &m))
			break;
		figures.remains += count_alive(directory, &secret);
		if (figures.remains)
			break;
		done++;
	}
	bool is_good = done == count && m.answered > (uint64_t)count && figures.cuts * 2 > count &&
		       figures.cuts_again && figures.drains;

	printf("power: %u cuts and %u more while opening, %lu answered writes, %u lost, %u half, "
	       "%u out of order, %u damaged; %u deletions and endings answered, %u left in a file "
	       "or alive\n",
	       figures.cuts, figures.cuts_again, (unsigned long)m.answered, m.lost, m.halves,
	       m.disorder, m.damaged, figures.drains, figures.remains);
	printf("%d passed, %d failed\n", is_good, !is_good);
	kit_remove(directory);
	return !is_good;
}
