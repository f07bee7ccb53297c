/* memory_test [POINTS]: whole requests through the worker with memory running out at one of their
 * allocations, once or from there on, for POINTS points of every scene and way (usual: 5; 0: all of
 * them). The worker ends by ASSERT, answers 503, or answers as ever; a fresh worker on the same
 * data then finds the record whole or absent as the answer said, and every account open. Each point
 * is a process of its own. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "person.h"
#include "scarce.h"

#define POINTS	5
#define OLD	"Rain+on+the+roof"
#define FRESH	"another entirely new story"
#define BAD	101 /* exit codes of a child that saw something wrong */
#define BAD_NOW 102

enum outcome { ABSENT, WHOLE, HALF };

/* What the worker did, told by a child that may be gone. */
struct report {
	int status; /* 0: it did not come to an answer */
	long count;
	bool is_hit;
	char why[160];
};

static struct {
	struct story *s;
	struct person robin;
	const char *copy;
	struct report *report;
	struct ratchet ratchet; /* a token is made with it before the worker would ask for it */
	uint32_t ratchet_asked;
} bed;

struct scene {
	const char *name;
	int status;				/* when all goes well */
	int (*act)(struct person *p);		/* the status */
	enum outcome (*look)(struct person *p); /* NULL: nothing is written */
	bool ends_session, changes_door;
	bool is_first; /* of this worker: it does not know the day's key yet */
};

static long today(void)
{
	return (long)(bed.s->now / 86400);
}

static enum outcome either(bool is_old, bool is_new)
{
	if (is_old == is_new)
		return HALF;
	return is_new ? WHOLE : ABSENT;
}

static enum outcome look_for(struct person *p, const char *target, const char *old,
			     const char *words)
{
	if (person_get(p, target) != 200)
		return HALF;
	return either(old ? person_sees(p, old) : !person_sees(p, words), person_sees(p, words));
}

/* --- scenes */
static int sign_up(struct person *p)
{
	(void)p;
	struct person alex = person_make(bed.s);

	return person_post(&alex, "/sign-up", "name=alex&passphrase=" PASSPHRASE "&country=GB");
}

static enum outcome look_sign_up(struct person *p)
{
	struct person alex = person_make(bed.s);

	(void)p;
	if (person_sign_in(&alex, "alex", PASSPHRASE, false) == 303)
		return person_get(&alex, "/today") == 200 && person_check_in(&alex, 0, "Tea") == 303
			       ? WHOLE
			       : HALF;
	/* Absent for all: the name is free. */
	return sign_up(p) == 303 ? ABSENT : HALF;
}

static int sign_in(struct person *p)
{
	struct person other = person_make(p->story);

	return person_sign_in(&other, "robin", PASSPHRASE, true);
}

static int check_in(struct person *p)
{
	return person_check_in(p, 0, "Snow+on+the+hill");
}

static enum outcome look_check_in(struct person *p)
{
	return look_for(p, story_print(p->story, "/checkin/%ld", today()), "Rain on the roof",
			"Snow on the hill");
}

static int remove_day(struct person *p)
{
	return person_post(p, story_print(p->story, "/checkin/%ld/remove", today()), "");
}

static enum outcome look_remove(struct person *p)
{
	if (person_get(p, story_print(p->story, "/checkin/%ld", today())) != 200)
		return HALF;
	return person_sees(p, "Rain on the roof") ? ABSENT : WHOLE;
}

static int see_today(struct person *p)
{
	return person_get(p, "/today");
}

static int see_question(struct person *p)
{
	return person_get(p, story_print(p->story, "/checkin/%ld/5", today()));
}

static int draft(struct person *p)
{
	struct story *s = p->story;
	const char *form = story_print(s, "/checkin/%ld/5", today());
	struct ask ask = person_ask(p, HTTP_GET, story_print(s, "/draft?for=%s", form), NULL);
	struct str mine = str_c(story_print(s, COOKIE_SESSION "=%s", p->session));

	ask.method = HTTP_POST;
	ask.body = story_print(s, "good=Half+a+word&csrf=%s", story_token(s, mine, form));
	person_take(p, story_ask(s, &ask));
	return p->last.status;
}

static enum outcome look_draft(struct person *p)
{
	const char *form = story_print(p->story, "/checkin/%ld/5?draft=1", today());

	return look_for(p, form, "Rain on the roof", "Half a word");
}

static int see_help(struct person *p)
{
	struct person nobody = person_make(p->story);

	return person_get(&nobody, "/help?c=DE");
}

static int search(struct person *p)
{
	return person_get(p, "/learn?q=sleep");
}

static int settle(struct person *p)
{
	return person_post(p, "/me",
			   "name=Quill&notebook=Notebook&country=GB&zone=Europe/London&exit=0");
}

static enum outcome look_settle(struct person *p)
{
	return look_for(p, "/me", NULL, "Quill");
}

static int take_along(struct person *p)
{
	return person_post(p, "/export/json", "");
}

static int leave(struct person *p)
{
	return person_post(p, "/leave", "");
}

static int everywhere(struct person *p)
{
	return person_post(p, "/account/everywhere", "");
}

static int change_passphrase(struct person *p)
{
	return person_post(p, "/account/passphrase", "passphrase=" FRESH);
}

static enum outcome look_passphrase(struct person *p)
{
	struct person other = person_make(p->story), another = person_make(p->story);
	bool is_old = person_sign_in(&other, "robin", PASSPHRASE, false) == 303;
	bool is_new = person_sign_in(&another, "robin", FRESH, false) == 303;

	return either(is_old, is_new);
}

static int send_nonsense(struct person *p)
{
	return person_post(p, story_print(p->story, "/checkin/%ld/5", today()), "good=%ff%fe");
}

static int go_nowhere(struct person *p)
{
	return person_get(p, "/nowhere/at/all?%zz");
}

static const struct scene scene_table[] = {
	{ "sign up", 303, sign_up, look_sign_up },
	{ "sign in", 303, sign_in },
	{ "check in", 303, check_in, look_check_in },
	{ "remove a day", 303, remove_day, look_remove },
	{ "see Today", 200, see_today, .is_first = true },
	{ "see a question", 200, see_question, .is_first = true },
	{ "save a draft", 204, draft, look_draft },
	{ "see help", 200, see_help },
	{ "search", 200, search, .is_first = true },
	{ "change settings", 303, settle, look_settle },
	{ "take everything along", 200, take_along },
	{ "leave", 200, leave, .ends_session = true },
	{ "sign out everywhere", 303, everywhere, .ends_session = true },
	{ "change the passphrase", 303, change_passphrase, look_passphrase, .changes_door = true },
	{ "send what cannot be read", 400, send_nonsense },
	{ "go nowhere", 404, go_nowhere },
};

/* --- one point */
static void copy_file(const char *from, const char *to)
{
	static uint8_t part[1u << 16];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t n;

	assert_true(in >= 0 && out >= 0);
	while ((n = read(in, part, sizeof part)) > 0)
		assert_int_equal(write(out, part, (size_t)n), n);
	(void)close(in);
	(void)close(out);
}

static void copy_all(const char *from, const char *to)
{
	static const char *const file[] = { "keyring.db", "pages.db", "sessions.db", "secrets" };
	char source[128], target[128];

	for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
		(void)snprintf(source, sizeof source, "%s/%s", from, file[i]);
		(void)snprintf(target, sizeof target, "%s/%s", to, file[i]);
		copy_file(source, target);
	}
}

_Noreturn static void wrong(int code, const char *why)
{
	(void)snprintf(bed.report->why, sizeof bed.report->why, "%s", why);
	_exit(code);
}

/* The worker whose memory runs out; and, if it lives, the same worker when there is memory again.
 */
_Noreturn static void suffer(const struct scene *scene, enum scarce_kind kind, long at)
{
	struct person p = bed.robin, nobody = person_make(bed.s);
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	(void)dup2(null, STDERR_FILENO);
	story_open(bed.s);
	if (!scene->is_first) {
		bed.s->web->ratchet = bed.ratchet;
		bed.s->web->ratchet_asked = bed.ratchet_asked;
	}
	scarce_set(kind, at);
	bed.s->watch = scarce_watch;
	int status = scene->act(&p);

	bed.s->watch = NULL;
	bed.report->status = status;
	bed.report->count = scarce_count();
	bed.report->is_hit = scarce_was_hit();
	if (status != scene->status && status != 503)
		wrong(BAD, story_print(bed.s, "answers %d", status));
	if (person_get(&nobody, "/") != 200)
		wrong(BAD_NOW, "the worker is of no use any more");
	p = bed.robin;
	if (!scene->ends_session && !scene->changes_door && person_get(&p, "/today") != 200)
		wrong(BAD_NOW, "the worker shows no Today any more");
	_exit(0);
}

static bool is_open(const struct scene *scene)
{
	struct person p = bed.robin, again = person_make(bed.s);
	int status = person_get(&p, "/today");

	if (person_sees(&p, "could not be verified"))
		return false;
	if (scene->ends_session)
		return person_sign_in(&again, "robin", PASSPHRASE, false) == 303 &&
		       person_get(&again, "/today") == 200;
	return status == 200 || scene->changes_door;
}

_Noreturn static void inspect(const struct scene *scene)
{
	struct person p = bed.robin;
	int status = bed.report->status;

	story_open(bed.s);
	if (!is_open(scene))
		wrong(BAD, "the account does not open");
	if (scene->look) {
		enum outcome o = scene->look(&p);

		if (o == HALF)
			wrong(BAD, "half done");
		if (status == scene->status && o != WHOLE)
			wrong(BAD, "said to be done, and is not there");
		if (status == 503 && o != ABSENT)
			wrong(BAD, "said not to be done, and is there");
	}
	_exit(0);
}

struct figures {
	unsigned points, died, refused, as_ever, bad;
	long allocations;
};

static int child(void (*part)(const struct scene *, enum scarce_kind, long),
		 const struct scene *scene, enum scarce_kind kind, long at)
{
	int how;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		part(scene, kind, at);
	assert_int_equal(waitpid(pid, &how, 0), pid);
	return how;
}

_Noreturn static void inspect_part(const struct scene *scene, enum scarce_kind kind, long at)
{
	(void)kind;
	(void)at;
	inspect(scene);
}

static void play(const struct scene *scene, enum scarce_kind kind, long at, struct figures *f)
{
	memset(bed.report, 0, sizeof *bed.report);
	story_empty(bed.s->folder);
	copy_all(bed.copy, bed.s->folder);
	int how = child(suffer, scene, kind, at);
	bool has_died = WIFSIGNALED(how) && WTERMSIG(how) == SIGABRT && bed.report->status == 0;
	bool is_good = has_died || (WIFEXITED(how) && WEXITSTATUS(how) == 0);
	int then = child(inspect_part, scene, kind, at);

	is_good = is_good && WIFEXITED(then) && WEXITSTATUS(then) == 0;
	f->points++;
	f->died += has_died;
	f->refused += bed.report->status == 503 && scene->status != 503;
	f->as_ever += bed.report->status == scene->status;
	if (is_good)
		return;
	f->bad++;
	printf("%s, allocation %ld %s: %s (worker %#x, inspection %#x)\n", scene->name, at,
	       kind == SCARCE_ONCE ? "once" : "and on", bed.report->why, (unsigned)how,
	       (unsigned)then);
}

static void play_all(const struct scene *scene, long points, struct figures *all)
{
	struct figures f = { 0 };

	play(scene, SCARCE_ONCE, 0, &f);
	f.allocations = bed.report->count;
	long step = points && f.allocations > points ? f.allocations / points : 1;

	for (int kind = SCARCE_ONCE; kind <= SCARCE_FROM_THERE_ON; kind++)
		for (long at = 1 + kind % step; at <= f.allocations; at += step)
			play(scene, (enum scarce_kind)kind, at, &f);
	printf("%-26s %4ld allocations, %4u points: %u ended the worker, %u answered 503, %u as "
	       "ever, %u wrong\n",
	       scene->name, f.allocations, f.points, f.died, f.refused, f.as_ever, f.bad);
	all->points += f.points;
	all->died += f.died;
	all->refused += f.refused;
	all->as_ever += f.as_ever;
	all->bad += f.bad;
	all->allocations += f.allocations;
}

static void make_bed(void)
{
	void *state;

	assert_int_equal(story_begin(&state), 0);
	bed.s = state;
	bed.robin = person_make(bed.s);
	person_sign_up(&bed.robin, "robin");
	assert_int_equal(person_check_in(&bed.robin, 0, OLD), 303);
	assert_int_equal(person_check_in(&bed.robin, 1, "Warm+bread"), 303);
	bed.copy = story_copy(bed.s);
	copy_file(story_print(bed.s, "%s/secrets", bed.s->folder),
		  story_print(bed.s, "%s/secrets", bed.copy));
	bed.ratchet = bed.s->web->ratchet;
	bed.ratchet_asked = bed.s->web->ratchet_asked;
	story_shut(bed.s);
	bed.report = mmap(NULL, sizeof *bed.report, PROT_READ | PROT_WRITE,
			  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(bed.report != MAP_FAILED);
}

int main(int argc, char **argv)
{
	static const struct rlimit none = { 0, 0 };
	long points = argc > 1 ? strtol(argv[1], NULL, 10) : POINTS;
	struct figures all = { 0 };
	size_t n = sizeof scene_table / sizeof *scene_table;

	(void)setrlimit(RLIMIT_CORE, &none);
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	make_bed();
	for (size_t i = 0; i < n; i++)
		play_all(&scene_table[i], points, &all);
	bool is_good = !all.bad && all.died > n;

	printf("%zu scenes, %u points of %ld allocations: %u ended the worker, %u answered 503, %u "
	       "as ever, %u wrong\n",
	       n, all.points, 2 * all.allocations, all.died, all.refused, all.as_ever, all.bad);
	printf("%d passed, %d failed\n", is_good, !is_good);
	story_open(bed.s);
	(void)story_end((void **)&bed.s);
	return !is_good;
}
