#include "secrets.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "wire.h"

#define MAGIC	     "rejoin secrets 1"
#define SECRETS_FILE (16 + 6 * 32 + 4 + 1 + 2 * 32 + 32)
#define PATH_MOST    1024

struct place {
	char path[PATH_MOST], fresh[PATH_MOST], folder[PATH_MOST];
};

static fallible place_make(struct place *ret, struct str path)
{
	if (path.n == 0 || path.n + sizeof ".new" > PATH_MOST || memchr(path.p, 0, path.n))
		return FAIL(CONFIG);
	memcpy(ret->path, path.p, path.n);
	ret->path[path.n] = 0;
	memcpy(ret->fresh, path.p, path.n);
	memcpy(ret->fresh + path.n, ".new", sizeof ".new");
	const char *slash = strrchr(ret->path, '/');
	size_t n = slash ? (size_t)(slash - ret->path) + 1 : 0;

	memcpy(ret->folder, ret->path, n);
	memcpy(ret->folder + n, ".", 2);
	return OK;
}

static struct err trouble(void)
{
	return errno == ENOSPC || errno == EDQUOT ? FAIL(FULL) : FAIL(SYSTEM);
}

static void checksum(struct key *ret, const uint8_t *p, size_t n)
{
	const struct key none = { { 0 } };

	KDF(ret, &none, "rj1/secrets", (struct bytes){ p, n });
}

static void secrets_pack(uint8_t out[SECRETS_FILE], const struct secrets *s)
{
	struct wire_out w = { .p = out, .cap = SECRETS_FILE };
	const struct key *const key[] = { &s->index,  &s->pepper, &s->dir,
					  &s->notify, &s->match,  &s->door };
	struct key sum;

	wire_fixed(&w, MAGIC, 16);
	for (size_t i = 0; i < 6; i++)
		wire_fixed(&w, key[i], sizeof *key[i]);
	wire_u32(&w, s->ratchet.day);
	wire_u8(&w, s->ratchet.has_yesterday);
	wire_fixed(&w, &s->ratchet.today, 32);
	wire_fixed(&w, &s->ratchet.yesterday, 32);
	checksum(&sum, out, w.n);
	wire_fixed(&w, &sum, 32);
}

static fallible secrets_unpack(struct secrets *ret, const uint8_t packed[SECRETS_FILE])
{
	struct wire_in w = wire_read((struct bytes){ packed, SECRETS_FILE });
	struct secrets s = { 0 };
	struct key *const key[] = { &s.index, &s.pepper, &s.dir, &s.notify, &s.match, &s.door };
	struct key sum;
	char magic[16];

	checksum(&sum, packed, SECRETS_FILE - 32);
	wire_get_fixed(&w, magic, sizeof magic);
	if (memcmp(magic, MAGIC, 16) != 0 ||
	    !secret_equal(&sum, packed + SECRETS_FILE - 32, sizeof sum))
		return FAIL(CONFIG);
	for (size_t i = 0; i < 6; i++)
		wire_get_fixed(&w, key[i], sizeof *key[i]);
	s.ratchet.day = wire_get_u32(&w);
	s.ratchet.has_yesterday = wire_get_u8(&w) != 0;
	wire_get_fixed(&w, &s.ratchet.today, 32);
	wire_get_fixed(&w, &s.ratchet.yesterday, 32);
	*ret = s;
	wipe(&s, sizeof s);
	return OK;
}

static fallible write_whole(int file, const uint8_t *p, size_t n)
{
	while (n) {
		ssize_t some = write(file, p, n);

		if (some < 0 && errno == EINTR)
			continue;
		if (some <= 0)
			return trouble();
		p += some;
		n -= (size_t)some;
	}
	return fsync(file) == 0 ? OK : trouble();
}

static fallible folder_sync(const char *folder)
{
	int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (file < 0)
		return trouble();
	int r = fsync(file);

	(void)close(file);
	return r == 0 ? OK : trouble();
}

/* A whole, synced file beside the real one. */
static fallible fresh_write(const struct place *at, const struct secrets *s)
{
	uint8_t packed[SECRETS_FILE];

	(void)unlink(at->fresh);
	int file = open(at->fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (file < 0)
		return trouble();
	secrets_pack(packed, s);
	struct err e = write_whole(file, packed, sizeof packed);

	wipe(packed, sizeof packed);
	(void)close(file);
	if (e.code != ERR_NONE)
		(void)unlink(at->fresh);
	return e;
}

fallible secrets_save(const struct secrets *s, struct str path)
{
	struct place at;

	TRY(place_make(&at, path));
	TRY(fresh_write(&at, s));
	if (rename(at.fresh, at.path) != 0) {
		struct err e = trouble();

		(void)unlink(at.fresh);
		return e;
	}
	return folder_sync(at.folder);
}

fallible secrets_make(struct str path, int64_t now)
{
	struct place at;
	struct secrets s;

	TRY(place_make(&at, path));
	random_bytes(&s, sizeof s);
	s.ratchet.day = (uint32_t)(now / 86400);
	s.ratchet.has_yesterday = false;
	wipe(&s.ratchet.yesterday, sizeof s.ratchet.yesterday);
	struct err e = fresh_write(&at, &s);

	wipe(&s, sizeof s);
	TRY(e);
	/* A link never replaces: secrets that are in use are not lost to a second `init`. */
	if (link(at.fresh, at.path) != 0)
		e = errno == EEXIST ? FAIL(CONFIG) : trouble();
	(void)unlink(at.fresh);
	TRY(e);
	return folder_sync(at.folder);
}

fallible secrets_load(struct secrets *ret, struct str path)
{
	struct place at;
	struct stat is;
	uint8_t packed[SECRETS_FILE + 1];

	TRY(place_make(&at, path));
	int file = open(at.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (file < 0)
		return FAIL(CONFIG);
	bool is_private = fstat(file, &is) == 0 && S_ISREG(is.st_mode) && (is.st_mode & 077) == 0;
	ssize_t n = is_private ? read(file, packed, sizeof packed) : -1;

	(void)close(file);
	struct err e = n == SECRETS_FILE ? secrets_unpack(ret, packed) : FAIL(CONFIG);

	wipe(packed, sizeof packed);
	return e;
}

fallible ratchet_advance(struct ratchet *r, int64_t now, bool is_forced, bool *ret_is_changed)
{
	int64_t day = now / 86400;

	*ret_is_changed = false;
	if (day <= (int64_t)r->day)
		return OK;
	if (day > UINT32_MAX || (day > (int64_t)r->day + RATCHET_JUMP_MAX && !is_forced))
		return FAIL(REFUSED);
	while ((int64_t)r->day < day) {
		r->yesterday = r->today;
		r->has_yesterday = true;
		KDF(&r->today, &r->today, "rj1/ratchet");
		r->day++;
	}
	*ret_is_changed = true;
	return OK;
}

const struct key *ratchet_key(const struct ratchet *r, uint32_t day)
{
	if (day == r->day)
		return &r->today;
	return r->has_yesterday && day + 1 == r->day ? &r->yesterday : NULL;
}
