#include "signal_rule.h"

static const struct signal_need_words needs[] = {
#define NEED(id, number, value, chip, mine, theirs) { SIGNAL_NEED_##id, value, chip, mine, theirs },
#include "signal.def"
};

static const struct signal_span spans[] = {
#define SPAN(minutes, words) { minutes, words },
#include "signal.def"
};

static const struct {
	enum signal_back back;
	const char *value, *words;
} backs[] = {
#define BACK(id, number, value, words) { SIGNAL_BACK_##id, value, words },
#include "signal.def"
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A page is another person's: a time that none of our pages would write is not believed. */
static bool is_plausible(const struct signal *s, struct instant back, struct instant now)
{
	return s->set.s <= now.s + 60 && back.s >= s->set.s &&
	       back.s <= s->set.s + SIGNAL_MOST * 60 + 60;
}

static struct signal_seen see_home(const struct signal *s, struct instant now)
{
	if (s->set.s > now.s + 60 || s->set.s <= now.s - SIGNAL_HOME_SHOWN)
		return (struct signal_seen){ 0 };
	return (struct signal_seen){ .state = SIGNAL_HOME,
				     .next = { s->set.s + SIGNAL_HOME_SHOWN } };
}

struct signal_seen signal_see(const struct signal *s, const struct signal_reply *reply,
			      struct instant now)
{
	bool is_ours = reply && id16_equal(reply->to, s->id);
	struct signal_seen seen = { .back = s->back };

	if (s->is_home)
		return see_home(s, now);
	if (s->need == SIGNAL_NEED_NONE || !is_plausible(s, s->back, now))
		return (struct signal_seen){ 0 };
	if (is_ours && reply->back.s > seen.back.s && is_plausible(s, reply->back, now))
		seen.back = reply->back;
	if (now.s >= seen.back.s + SIGNAL_SHOWN)
		return (struct signal_seen){ 0 };
	seen.state = now.s < seen.back.s ? SIGNAL_AWAY : SIGNAL_DUE;
	seen.next.s = seen.back.s + (seen.state == SIGNAL_AWAY ? 0 : SIGNAL_SHOWN);
	seen.is_owner_ready = s->ready.s == seen.back.s;
	seen.is_other_ready = is_ours && reply->ready.s == seen.back.s;
	return seen;
}

static struct instant to_minute(int64_t s)
{
	return (struct instant){ (s + 59) / 60 * 60 };
}

bool signal_later(const struct signal *s, struct instant now, struct instant *ret_back)
{
	*ret_back = to_minute(now.s + SIGNAL_MORE * 60);
	return is_plausible(s, *ret_back, now);
}

enum signal_refusal signal_in(struct instant now, long minutes, struct instant *ret_back)
{
	if (minutes < SIGNAL_LEAST)
		return SIGNAL_TOO_SHORT;
	if (minutes > SIGNAL_MOST)
		return SIGNAL_TOO_LONG;
	*ret_back = to_minute(now.s + minutes * 60);
	return SIGNAL_FINE;
}

static bool two_digits(struct str s, size_t at, int *ret)
{
	if (s.p[at] < '0' || s.p[at] > '9' || s.p[at + 1] < '0' || s.p[at + 1] > '9')
		return false;
	*ret = 10 * (s.p[at] - '0') + s.p[at + 1] - '0';
	return true;
}

enum signal_refusal signal_at(struct instant now, struct minutes east, struct str clock,
			      struct instant *ret_back)
{
	int64_t local = now.s + (int64_t)east.n * 60, midnight = local - local % 86400;
	int hour, minute;

	if (clock.n != 5 || clock.p[2] != ':' || !two_digits(clock, 0, &hour) ||
	    !two_digits(clock, 3, &minute) || hour > 23 || minute > 59)
		return SIGNAL_NO_TIME;
	int64_t at = midnight + hour * 3600 + minute * 60;

	if (at <= local)
		at += 86400;
	if (at - local > SIGNAL_AT_MOST * 60)
		return SIGNAL_PAST;
	ret_back->s = at - (int64_t)east.n * 60;
	return at - local < SIGNAL_LEAST * 60 ? SIGNAL_TOO_SHORT : SIGNAL_FINE;
}

const char *signal_refusal_words(enum signal_refusal r)
{
	switch (r) {
	case SIGNAL_TOO_SHORT:
		return "Give yourself five minutes or more.";
	case SIGNAL_TOO_LONG:
		return "A day is the most. You can tap again tomorrow.";
	case SIGNAL_PAST:
		return "That time has passed. Pick a later one.";
	case SIGNAL_NO_TIME:
		return "Write the time like 19:30.";
	case SIGNAL_FINE:
		break;
	}
	return NULL;
}

static char *put_two(char *to, int n)
{
	*to++ = (char)('0' + n / 10);
	*to++ = (char)('0' + n % 10);
	return to;
}

void signal_time(char out[SIGNAL_TIME_MAX], struct instant t, struct instant now,
		 struct minutes east)
{
	int64_t local = t.s + (int64_t)east.n * 60;
	int minute = (int)(local % 86400 / 60);
	char *end = put_two(out, minute / 60);

	*end++ = ':';
	end = put_two(end, minute % 60);
	*end = '\0';
	if (t.s - now.s > SIGNAL_SAME_NIGHT && instant_day(t, east).n != instant_day(now, east).n)
		memcpy(end, " tomorrow", sizeof " tomorrow");
}

struct signal_need_words signal_need_words(enum signal_need need)
{
	for (size_t i = 0; i < COUNT(needs); i++)
		if (needs[i].need == need)
			return needs[i];
	return needs[0];
}

enum signal_need signal_need_of(struct str value)
{
	for (size_t i = 0; i < COUNT(needs); i++)
		if (str_equal(value, str_c(needs[i].value)))
			return needs[i].need;
	return SIGNAL_NEED_NONE;
}

const struct signal_span *signal_spans(size_t *ret_n)
{
	*ret_n = COUNT(spans);
	return spans;
}

const char *signal_back_words(enum signal_back b)
{
	for (size_t i = 0; i < COUNT(backs); i++)
		if (backs[i].back == b)
			return backs[i].words;
	return "";
}

const char *signal_back_value(enum signal_back b)
{
	for (size_t i = 0; i < COUNT(backs); i++)
		if (backs[i].back == b)
			return backs[i].value;
	return "";
}

bool signal_is_same(const struct signal_agreement *a, const struct signal_agreement *b)
{
	return str_equal(a->sign, b->sign) && a->minutes == b->minutes && a->back == b->back &&
	       str_equal(a->says, b->says);
}
