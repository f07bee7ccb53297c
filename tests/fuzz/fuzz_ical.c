/* Dates for other calendars: whatever is in them, every line is short enough, whole, and closed. */
#include "fuzz.h"
#include "../export/ical_check.h"

#define EVENTS 12

static struct ical_event event_of(struct str text, const uint8_t *data, size_t n)
{
	int64_t v[3] = { 0 };

	memcpy(v, data, n < sizeof v ? n : sizeof v);
	return (struct ical_event){ .title = text,
				    .is_day = v[0] & 1,
				    .day = { (int32_t)v[1] },
				    .begins = { v[0] & 2 ? v[1] : v[1] % 400000000000 },
				    .changed = { v[0] & 4 ? v[2] : v[2] % 400000000000 },
				    .minutes = (unsigned)(v[0] >> 8 & 0x7fff),
				    .version = (unsigned)(v[0] >> 3 & 0xffffff),
				    .alarm = (int)(v[0] >> 24 & 0x7fff) - 1 };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct ical_event list[EVENTS];
	struct ical_calendar c = { .event = list };
	struct arena a;

	arena_init(&a, (size_t)64 << 10, (size_t)4 << 20);
	c.name = fuzz_str(data, n < 40 ? n : 40);
	while (c.n < EVENTS && n > 1) {
		size_t take = 1 + data[0] * (size_t)3;

		if (take > n - 1)
			take = n - 1;
		list[c.n] = event_of(fuzz_str(data + 1, take), data + 1, take);
		c.n++;
		data += 1 + take;
		n -= 1 + take;
	}
	HOLD(ical_fault(ical_write(&a, &c)) == NULL);
	arena_end(&a);
	return 0;
}
