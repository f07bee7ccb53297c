/* full_test [STEPS]: the disk is full at another point each of STEPS times (60). What was answered
 * stands, reading goes on, and writing does again as soon as there is room, with the same handles.
 *
 * The disk is a file system of 8 MiB of its own where one may be mounted, else the folder for such
 * things with a file layer that says it is full; the line printed says which. */
#include "fault_model.h"
#include "fault_vfs.h"
#include "store_kit.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

struct disk {
	const char *directory;
	bool is_mounted;
	char ballast[100];
};

struct figures {
	uint32_t full, store, answered, steps, bad;
};

static void disk_make(struct disk *d)
{
	d->directory = kit_directory();
	(void)snprintf(d->ballast, sizeof d->ballast, "%s/ballast", d->directory);
	d->is_mounted = geteuid() == 0 && unshare(CLONE_NEWNS) == 0 &&
			mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
			mount("none", d->directory, "tmpfs", 0, "size=8m,mode=700") == 0;
	if (!d->is_mounted)
		fault_install();
}

static void disk_remove(struct disk *d)
{
	if (d->is_mounted)
		(void)umount2(d->directory, MNT_DETACH);
	kit_remove(d->directory);
}

/* Leaves room for `left` bytes; for the file layer, for so many operations that write. */
static void disk_fill(struct disk *d, uint64_t left)
{
	struct statvfs st;

	if (!d->is_mounted) {
		fault_arm(FAULT_FULL, 1 + (long)(left / 8192));
		return;
	}
	assert_int_equal(statvfs(d->directory, &st), 0);
	uint64_t now = (uint64_t)st.f_bavail * st.f_bsize;
	int fd = open(d->ballast, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	if (now > left)
		assert_int_equal(posix_fallocate(fd, 0, (off_t)(now - left)), 0);
	(void)close(fd);
}

static void disk_empty(struct disk *d)
{
	if (d->is_mounted)
		assert_true(unlink(d->ballast) == 0 || errno == ENOENT);
	else
		(void)fault_calm();
}

#define GROWING 800 /* a space outside of the model, so that each group needs more room */

static void shrink(struct store_writer *w)
{
	static struct commit c;

	commit_delete_space(&c, kit_id16(GROWING));
	KIT_OK(kit_apply(w, &c));
}

static struct err write_group(struct store_writer *w, struct model *m, struct arena *a,
			      uint64_t *seed, struct figures *f)
{
	static struct commit commit[4];
	const struct commit *group[4];
	struct deed *deed[4];
	struct err answer[4], e = OK;

	for (size_t i = 0; i < 4; i++) {
		commit[i].n = 0;
		deed[i] = model_begin(m, a, &commit[i], model_dice(seed, 60),
				      500 + model_dice(seed, 30000));
		group[i] = &commit[i];
	}
	static uint32_t page;

	commit_put_page(&commit[3], kit_id16(GROWING), kit_id16(page++), 0,
			kit_blob(a, GROWING, 1, 60000));
	store_writer_apply(w, group, 4, answer);
	for (size_t i = 0; i < 4; i++) {
		model_answer(m, deed[i], answer[i]);
		f->answered += (uint32_t)err_is(answer[i], ERR_NONE);
		f->full += (uint32_t)err_is(answer[i], ERR_FULL);
		f->store += (uint32_t)err_is(answer[i], ERR_STORE);
		/* CONFLICT: built on one before it that found no room. */
		if (err_is(e, ERR_NONE) || err_is(answer[i], ERR_FULL))
			e = answer[i];
	}
	store_writer_idle(w, 1);
	return e;
}

/* Writes until the disk is full; then what stands must be right; then room comes back. */
static const char *step(struct disk *d, struct store_writer *w, struct model *m, uint64_t left,
			uint64_t *seed, struct figures *f)
{
	struct arena a;
	struct err e = OK;

	arena_init(&a, 1u << 20, 32u << 20);
	disk_fill(d, left);
	for (int i = 0; i < 40 && err_is(e, ERR_NONE); i++) {
		e = write_group(w, m, &a, seed, f);
		arena_reset(&a);
	}
	if (!err_is(e, ERR_FULL))
		return "was not full";
	if (!err_is(model_check(m, d->directory), ERR_NONE))
		return "cannot be read while full";
	disk_empty(d);
	e = write_group(w, m, &a, seed, f);
	arena_end(&a);
	if (!err_is(e, ERR_NONE))
		return "does not recover";
	shrink(w);
	if (!err_is(model_check(m, d->directory), ERR_NONE) || !model_is_sound(m))
		return "lost or half";
	return NULL;
}

int main(int argc, char **argv)
{
	uint32_t steps = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 60;
	struct disk disk;
	struct store_writer *w;
	static struct model m;
	struct figures f = { 0 };
	uint64_t seed = 3;

	disk_make(&disk);
	KIT_OK(store_writer_open(&w, str_c(disk.directory)));
	while (f.steps < steps && !f.bad) {
		const char *why = step(&disk, w, &m, f.steps * 4096u, &seed, &f);

		if (why) {
			f.bad++;
			printf("full, with room for %u bytes: %s\n", f.steps * 4096u, why);
		}
		f.steps++;
	}
	bool is_good = !f.bad && f.full >= steps && f.answered >= steps && model_is_sound(&m);

	printf("full (%s): %u times, %u answered writes, %u FULL, %u STORE, %u lost, %u half, "
	       "%u damaged\n",
	       disk.is_mounted ? "a file system of 8 MiB" : "a file layer that says so", f.steps,
	       f.answered, f.full, f.store, m.lost, m.halves, m.damaged);
	printf("%d passed, %d failed\n", is_good, !is_good);
	store_writer_close(w);
	disk_remove(&disk);
	return !is_good;
}
