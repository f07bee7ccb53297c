#include "ical.h"
#include "ensure.h"
#include "text.h"

#define FRAME_MOST (size_t)512 /* bytes, without the texts */
#define DAY_LEAST  (-719162)   /* 1 January of the year 1 */
#define DAY_MOST   2932896     /* 31 December 9999 */

struct out {
	char *p;
	size_t n, cap;
	size_t line; /* bytes of the line so far */
};

/* --- lines */
static void put_byte(struct out *o, char c)
{
	ASSERT(o->n < o->cap);
	o->p[o->n++] = c;
}

static void end_line(struct out *o)
{
	put_byte(o, '\r');
	put_byte(o, '\n');
	o->line = 0;
}

/* What belongs together: a character, an escape. A line that would grow too long goes on in the
 * next one, behind a blank. */
static void put_whole(struct out *o, const char *p, size_t n)
{
	if (o->line + n > ICAL_LINE_MAX) {
		end_line(o);
		put_byte(o, ' ');
		o->line = 1;
	}
	for (size_t i = 0; i < n; i++)
		put_byte(o, p[i]);
	o->line += n;
}

static void put(struct out *o, const char *text)
{
	for (; *text; text++)
		put_whole(o, text, 1);
}

static void put_line(struct out *o, const char *text)
{
	put(o, text);
	end_line(o);
}

/* --- values */
/* Bytes of the well-formed character that s begins with; 0: none. */
static size_t character(struct str s)
{
	unsigned char c = (unsigned char)*s.p;
	size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	if (n > s.n)
		return 0;
	struct str whole = { s.p, n };

	/* Some readers take these for ends of lines. */
	if (str_equal(whole, STR("\u2028")) || str_equal(whole, STR("\u2029")))
		return 0;
	return text_is_clean(whole, true) && text_length(whole) == 1 ? n : 0;
}

static void put_character(struct out *o, const char *p, size_t n)
{
	char escaped[2] = { '\\', *p };

	switch (*p) {
	case '\n':
		escaped[1] = 'n';
		put_whole(o, escaped, 2);
		break;
	case '\\':
	case ';':
	case ',':
		put_whole(o, escaped, 2);
		break;
	default:
		put_whole(o, p, n);
	}
}

static void put_text(struct out *o, const char *name, struct str s)
{
	size_t n, left = ICAL_TITLE_MAX;

	put(o, name);
	put_whole(o, ":", 1);
	for (; s.n && left; s = str_from(s, n ? n : 1)) {
		n = character(s);
		if (n > left)
			break;
		left -= n;
		if (n)
			put_character(o, s.p, n);
	}
	end_line(o);
}

static void put_digits(struct out *o, unsigned v, unsigned width)
{
	unsigned scale = 1;

	while (width-- > 1)
		scale *= 10;
	for (; scale; scale /= 10) {
		char c = (char)('0' + v / scale % 10);

		put_whole(o, &c, 1);
	}
}

static void put_number(struct out *o, unsigned v)
{
	unsigned width = 1;

	for (unsigned rest = v; rest >= 10; rest /= 10)
		width++;
	put_digits(o, v, width);
}

static void put_day(struct out *o, struct day d)
{
	struct civil c = day_civil(d);

	put_digits(o, (unsigned)c.year, 4);
	put_digits(o, (unsigned)c.month, 2);
	put_digits(o, (unsigned)c.day, 2);
}

static struct day day_of(struct instant t)
{
	return instant_day(t, (struct minutes){ 0 });
}

static void put_moment(struct out *o, const char *name, struct instant t, const char *after)
{
	struct day d = day_of(t);
	unsigned s = (unsigned)(t.s - (int64_t)d.n * 86400);

	put(o, name);
	put(o, ":");
	put_day(o, d);
	put(o, "T");
	put_digits(o, s / 3600, 2);
	put_digits(o, s / 60 % 60, 2);
	put_digits(o, s % 60, 2);
	put_line(o, after);
}

static void put_instant(struct out *o, const char *name, struct instant t)
{
	put_moment(o, name, t, "Z");
}

/* --- an event */
static bool is_in_reach(struct day d)
{
	return d.n >= DAY_LEAST && d.n < DAY_MOST; /* the day after has a name too */
}

static bool is_instant_in_reach(struct instant t)
{
	return t.s >= (int64_t)DAY_LEAST * 86400 && t.s < (int64_t)DAY_MOST * 86400;
}

static void put_days(struct out *o, const struct ical_event *e)
{
	put(o, "DTSTART;VALUE=DATE:");
	put_day(o, e->day);
	end_line(o);
	put(o, "DTEND;VALUE=DATE:");
	put_day(o, (struct day){ e->day.n + 1 });
	end_line(o);
	/* A day with a plan on it is not a day that is taken. */
	put_line(o, "TRANSP:TRANSPARENT");
}

static struct instant ends_of(const struct ical_event *e)
{
	return (struct instant){ e->begins.s + (int64_t)e->minutes * 60 };
}

/* What is out of reach is not added to. */
static bool is_event_in_reach(const struct ical_event *e)
{
	if (!is_instant_in_reach(e->changed))
		return false;
	return e->is_day ? is_in_reach(e->day)
			 : is_instant_in_reach(e->begins) && is_instant_in_reach(ends_of(e));
}

static void put_times(struct out *o, const struct ical_event *e)
{
	const char *zone = e->is_floating ? "" : "Z";
	struct instant ends = ends_of(e);

	put_moment(o, "DTSTART", e->begins, zone);
	if (ends.s > e->begins.s)
		put_moment(o, "DTEND", ends, zone);
}

static void put_alarm(struct out *o, const struct ical_event *e)
{
	put_line(o, "BEGIN:VALARM");
	put_line(o, "ACTION:DISPLAY");
	put_text(o, "DESCRIPTION", e->title);
	put(o, e->alarm ? "TRIGGER:-PT" : "TRIGGER:PT");
	put_number(o, (unsigned)e->alarm);
	put_line(o, "M");
	put_line(o, "END:VALARM");
}

static void put_event(struct out *o, const struct ical_event *e)
{
	char name[33];

	ASSERT(e->minutes <= ICAL_LASTING_MAX && e->alarm <= ICAL_ALARM_MAX);
	if (!is_event_in_reach(e))
		return;
	hex_write(name, BYTES_OF(e->name));
	put_line(o, "BEGIN:VEVENT");
	put(o, "UID:");
	put_line(o, name);
	put_instant(o, "DTSTAMP", e->changed);
	put_instant(o, "LAST-MODIFIED", e->changed);
	put(o, "SEQUENCE:");
	put_number(o, e->version);
	end_line(o);
	put_text(o, "SUMMARY", e->title);
	put_line(o, "CLASS:PRIVATE");
	if (e->is_day)
		put_days(o, e);
	else
		put_times(o, e);
	if (!e->is_day && e->alarm >= 0)
		put_alarm(o, e);
	put_line(o, "END:VEVENT");
}

/* Bytes at most of a text that stands twice: each may be escaped, and a fold costs three. */
static size_t room_for(struct str s)
{
	return 5 * (s.n < ICAL_TITLE_MAX ? s.n : ICAL_TITLE_MAX);
}

struct str ical_write(struct arena *a, const struct ical_calendar *calendar)
{
	struct out o = { .cap = FRAME_MOST + room_for(calendar->name) };

	ASSERT(calendar->n <= ICAL_EVENTS_MAX);
	for (size_t i = 0; i < calendar->n; i++)
		o.cap += FRAME_MOST + room_for(calendar->event[i].title);
	o.p = arena_take(a, o.cap);
	put_line(&o, "BEGIN:VCALENDAR");
	put_line(&o, "VERSION:2.0");
	put_line(&o, "PRODID:-//Calendar//Dates//EN");
	put_line(&o, "CALSCALE:GREGORIAN");
	put_text(&o, "NAME", calendar->name);
	put_text(&o, "X-WR-CALNAME", calendar->name);
	put_line(&o, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
	put_line(&o, "X-PUBLISHED-TTL:PT6H");
	for (size_t i = 0; i < calendar->n; i++)
		put_event(&o, &calendar->event[i]);
	put_line(&o, "END:VCALENDAR");
	return (struct str){ o.p, o.n };
}
