#include "fault_vfs.h"
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES		    16
#define SECTOR		    512
#define REQUIRE(expression) ((expression) ? (void)0 : abort())

struct pending { /* a write that no sync has covered */
	sqlite3_int64 at;
	uint8_t *p; /* NULL: the file was cut to `at` bytes */
	size_t n;
};

struct shadow { /* what the disk is sure to hold of a file */
	char path[PATH_MAX];
	uint8_t *p;
	size_t n;
	struct pending *pending;
	size_t count;
};

struct fault_file {
	sqlite3_file base;
	struct shadow *shadow;
	sqlite3_file *real;
};

static struct {
	sqlite3_vfs vfs, *real;
	bool is_armed, is_hit;
	enum fault_kind kind;
	long at, count;
	bool is_power, is_off;
	struct shadow shadow[FILES];
} state;

#define REAL(file)		(((struct fault_file *)(void *)(file))->real)
#define CALL(file, method, ...) REAL(file)->pMethods->method(REAL(file), ##__VA_ARGS__)

/* --- failing */

static int fail_here(bool is_write, int code)
{
	if (state.is_off)
		return code;
	if (!state.is_armed)
		return SQLITE_OK;
	state.count++;
	if (state.at == 0 || state.count < state.at)
		return SQLITE_OK;
	if (state.kind == FAULT_ONCE && state.count > state.at)
		return SQLITE_OK;
	if (state.kind == FAULT_FULL && !is_write)
		return SQLITE_OK;
	state.is_hit = true;
	return state.kind == FAULT_FULL ? SQLITE_FULL : code;
}

/* --- power */

static struct shadow *shadow_of(const char *path)
{
	for (size_t i = 0; i < FILES; i++)
		if (strcmp(state.shadow[i].path, path) == 0)
			return &state.shadow[i];
	for (size_t i = 0; i < FILES; i++) {
		struct shadow *s = &state.shadow[i];
		FILE *f;

		if (s->path[0])
			continue;
		(void)snprintf(s->path, sizeof s->path, "%s", path);
		f = fopen(path, "rb");
		if (!f)
			return s;
		(void)fseek(f, 0, SEEK_END);
		s->n = (size_t)ftell(f);
		rewind(f);
		s->p = malloc(s->n + 1);
		REQUIRE(s->p && fread(s->p, 1, s->n, f) == s->n);
		(void)fclose(f);
		return s;
	}
	abort();
}

static void shadow_size(struct shadow *s, size_t n)
{
	if (n > s->n) {
		s->p = realloc(s->p, n);
		REQUIRE(s->p);
		memset(s->p + s->n, 0, n - s->n);
	}
	s->n = n;
}

static void shadow_put(struct shadow *s, size_t at, const uint8_t *p, size_t n)
{
	if (at + n > s->n)
		shadow_size(s, at + n);
	memcpy(s->p + at, p, n);
}

static void shadow_wait(struct shadow *s, sqlite3_int64 at, const void *p, size_t n)
{
	struct pending *w;

	if (s->count % 64 == 0)
		s->pending = realloc(s->pending, (s->count + 64) * sizeof *s->pending);
	REQUIRE(s->pending);
	w = &s->pending[s->count++];
	*w = (struct pending){ .at = at, .n = n };
	if (p) {
		w->p = malloc(n + 1);
		REQUIRE(w->p);
		memcpy(w->p, p, n);
	}
}

static void shadow_forget(struct shadow *s)
{
	for (size_t i = 0; i < s->count; i++)
		free(s->pending[i].p);
	free(s->pending);
	free(s->p);
	memset(s, 0, sizeof *s);
}

static void shadow_sync(struct shadow *s)
{
	for (size_t i = 0; i < s->count; i++) {
		struct pending *w = &s->pending[i];

		if (w->p)
			shadow_put(s, (size_t)w->at, w->p, w->n);
		else
			shadow_size(s, (size_t)w->at);
		free(w->p);
	}
	free(s->pending);
	s->pending = NULL;
	s->count = 0;
}

/* The power goes before this operation has any effect that lasts. */
static int power_here(void)
{
	if (!state.is_power)
		return SQLITE_OK;
	if (state.at && ++state.count >= state.at)
		state.is_off = true;
	return state.is_off ? SQLITE_IOERR : SQLITE_OK;
}

static uint32_t dice(uint64_t *seed, uint32_t sides)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*seed >> 33) % sides);
}

static void tear(struct shadow *s, const struct pending *w, uint64_t *seed)
{
	for (size_t from = 0; from < w->n;) {
		size_t at = (size_t)w->at + from;
		size_t n = SECTOR - at % SECTOR;

		n = n > w->n - from ? w->n - from : n;
		if (dice(seed, 2))
			shadow_put(s, at, w->p + from, n);
		from += n;
	}
}

static void lose(struct shadow *s, uint64_t *seed)
{
	uint32_t kept = dice(seed, 5); /* none, some, half, most, all of the waiting writes */

	for (size_t i = s->count; i > 1; i--) {
		size_t j = dice(seed, (uint32_t)i);
		struct pending swap = s->pending[j];

		if (dice(seed, 2))
			continue;
		s->pending[j] = s->pending[i - 1];
		s->pending[i - 1] = swap;
	}
	for (size_t i = 0; i < s->count; i++) {
		struct pending *w = &s->pending[i];

		if (dice(seed, 4) >= kept)
			continue;
		if (!w->p)
			shadow_size(s, (size_t)w->at);
		else if (dice(seed, 3) == 0)
			tear(s, w, seed);
		else
			shadow_put(s, (size_t)w->at, w->p, w->n);
	}
}

void fault_power_on(long at)
{
	for (size_t i = 0; i < FILES; i++)
		shadow_forget(&state.shadow[i]);
	state.is_power = true;
	state.is_off = false;
	state.at = at;
	state.count = 0;
}

bool fault_power_is_off(void)
{
	return state.is_off;
}

void fault_power_image(const char *from, const char *to, uint64_t seed)
{
	for (size_t i = 0; i < FILES; i++) {
		struct shadow *s = &state.shadow[i];
		char path[2 * PATH_MAX];
		FILE *f;

		if (strncmp(s->path, from, strlen(from)) == 0) {
			lose(s, &seed);
			(void)snprintf(path, sizeof path, "%s/%s", to, strrchr(s->path, '/') + 1);
			f = fopen(path, "wb");
			REQUIRE(f && fwrite(s->p ? (const void *)s->p : "", 1, s->n, f) == s->n);
			REQUIRE(fclose(f) == 0);
		}
		shadow_forget(s);
	}
	state.is_power = state.is_off = false;
}

/* --- the file layer */

static int file_close(sqlite3_file *f)
{
	int result = REAL(f)->pMethods ? CALL(f, xClose) : SQLITE_OK;

	sqlite3_free(REAL(f));
	return result;
}

static int file_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	int result = fail_here(false, SQLITE_IOERR_READ);

	return result ? result : CALL(f, xRead, p, n, at);
}

static int file_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	struct shadow *s = ((struct fault_file *)(void *)f)->shadow;
	int result = fail_here(true, SQLITE_IOERR_WRITE);

	/* A failing write may have written its first half. */
	if (result) {
		if (!state.is_off && n > 1)
			(void)CALL(f, xWrite, p, n / 2, at);
		return result;
	}
	if (power_here()) {
		if (s)
			shadow_wait(s, at, p, (size_t)n);
		return SQLITE_IOERR_WRITE;
	}
	if (s && state.is_power)
		shadow_wait(s, at, p, (size_t)n);
	return CALL(f, xWrite, p, n, at);
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	struct shadow *s = ((struct fault_file *)(void *)f)->shadow;
	int result = fail_here(false, SQLITE_IOERR_TRUNCATE);

	if (!result && power_here())
		result = SQLITE_IOERR_TRUNCATE;
	if (result)
		return result;
	if (s && state.is_power)
		shadow_wait(s, size, NULL, 0);
	return CALL(f, xTruncate, size);
}

static int file_sync(sqlite3_file *f, int flags)
{
	struct shadow *s = ((struct fault_file *)(void *)f)->shadow;
	int result = fail_here(true, SQLITE_IOERR_FSYNC);

	if (!result && power_here())
		result = SQLITE_IOERR_FSYNC;
	if (result)
		return result;
	if (s && state.is_power) {
		shadow_sync(s);
		return SQLITE_OK; /* the real disk need not be waited for */
	}
	return CALL(f, xSync, flags);
}

static int file_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	int result = fail_here(false, SQLITE_IOERR_FSTAT);

	return result ? result : CALL(f, xFileSize, ret);
}

static int file_lock(sqlite3_file *f, int level)
{
	int result = fail_here(false, SQLITE_IOERR_LOCK);

	return result ? result : CALL(f, xLock, level);
}

static int file_unlock(sqlite3_file *f, int level)
{
	return CALL(f, xUnlock, level);
}

static int file_check_lock(sqlite3_file *f, int *ret)
{
	return CALL(f, xCheckReservedLock, ret);
}

static int file_control(sqlite3_file *f, int op, void *argument)
{
	return CALL(f, xFileControl, op, argument);
}

static int file_sector(sqlite3_file *f)
{
	return CALL(f, xSectorSize);
}

static int file_device(sqlite3_file *f)
{
	return CALL(f, xDeviceCharacteristics);
}

static int file_shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **ret)
{
	int result = fail_here(extend != 0, SQLITE_IOERR_SHMMAP);

	return result ? result : CALL(f, xShmMap, region, size, extend, ret);
}

static int file_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return CALL(f, xShmLock, offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *f)
{
	CALL(f, xShmBarrier);
}

static int file_shm_unmap(sqlite3_file *f, int is_deleting)
{
	return CALL(f, xShmUnmap, is_deleting);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_check_lock,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_device,
	.xShmMap = file_shm_map,
	.xShmLock = file_shm_lock,
	.xShmBarrier = file_shm_barrier,
	.xShmUnmap = file_shm_unmap,
};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags)
{
	struct fault_file *file = (struct fault_file *)(void *)f;
	int result = fail_here(false, SQLITE_CANTOPEN);

	(void)vfs;
	*file = (struct fault_file){ 0 };
	if (result)
		return result;
	file->real = sqlite3_malloc(state.real->szOsFile);
	if (!file->real)
		return SQLITE_NOMEM;
	memset(file->real, 0, (size_t)state.real->szOsFile);
	result = state.real->xOpen(state.real, name, file->real, flags, ret_flags);
	if (result != SQLITE_OK) {
		if (file->real->pMethods)
			(void)file->real->pMethods->xClose(file->real);
		sqlite3_free(file->real);
		file->real = NULL;
		return result;
	}
	if (state.is_power && name)
		file->shadow = shadow_of(name);
	f->pMethods = &methods;
	return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int is_synced)
{
	int result = fail_here(true, SQLITE_IOERR_DELETE);

	(void)vfs;
	if (!result && power_here())
		result = SQLITE_IOERR_DELETE;
	if (result)
		return result;
	for (size_t i = 0; i < FILES; i++)
		if (strcmp(state.shadow[i].path, name) == 0)
			shadow_forget(&state.shadow[i]);
	return state.real->xDelete(state.real, name, is_synced);
}

void fault_install(void)
{
	state.real = sqlite3_vfs_find("unix");
	REQUIRE(state.real);
	state.vfs = *state.real;
	state.vfs.zName = "fault";
	state.vfs.szOsFile = sizeof(struct fault_file);
	state.vfs.pNext = NULL;
	state.vfs.xOpen = vfs_open;
	state.vfs.xDelete = vfs_delete;
	REQUIRE(sqlite3_vfs_register(&state.vfs, 1) == SQLITE_OK);
}

void fault_arm(enum fault_kind kind, long at)
{
	state.is_armed = true;
	state.is_hit = false;
	state.kind = kind;
	state.at = at;
	state.count = 0;
}

long fault_calm(void)
{
	state.is_armed = false;
	return state.count;
}

bool fault_was_hit(void)
{
	return state.is_hit;
}
