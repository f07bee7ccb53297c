#include "throttle.h"

#define HOUR   3600
#define MINUTE 60

/* The entry of that name, or the one idle longest, emptied for it. A sweep of the whole table costs
 * a thousandth of the Argon2 that follows. */
static struct throttle_entry *entry_find(struct throttle_table *t, const uint8_t *name, size_t n)
{
	struct throttle_entry *oldest = &t->entry[0];

	for (size_t i = 0; i < THROTTLE_ENTRIES; i++) {
		struct throttle_entry *e = &t->entry[i];

		if (e->last != 0 && memcmp(e->name, name, n) == 0)
			return e;
		if (e->last < oldest->last)
			oldest = e;
	}
	*oldest = (struct throttle_entry){ .last = 0 };
	memcpy(oldest->name, name, n);
	return oldest;
}

/* A clock set back must not make a wait longer than it was. */
static uint32_t wait_left(const struct throttle_entry *e, int64_t now, int64_t most)
{
	int64_t left = e->until - now;

	if (left <= 0)
		return 0;
	return (uint32_t)(left < most ? left : most);
}

static uint32_t network_wait(struct throttle_table *t, const uint8_t network[8], int64_t now,
			     int64_t length, uint32_t most)
{
	struct throttle_entry *e = entry_find(t, network, 8);

	if (e->last == 0 || now >= e->until || now < e->last)
		*e = (struct throttle_entry){ .until = now + length };
	memcpy(e->name, network, 8);
	e->last = now;
	if (e->n >= most)
		return wait_left(e, now, length);
	return 0;
}

static uint32_t growing_wait(uint32_t failures)
{
	uint32_t wait = THROTTLE_WAIT_FIRST;

	for (uint32_t i = THROTTLE_FREE; i < failures && wait < THROTTLE_WAIT_MOST; i++)
		wait *= 2;
	return wait < THROTTLE_WAIT_MOST ? wait : THROTTLE_WAIT_MOST;
}

static uint32_t account_wait(struct throttle_table *t, const struct id32 *login_id, int64_t now)
{
	struct throttle_entry *e = entry_find(t, login_id->b, sizeof login_id->b);
	uint32_t wait = wait_left(e, now, THROTTLE_WAIT_MOST);

	if (wait)
		return wait;
	if (now - e->last > HOUR)
		e->n = 0;
	e->n++;
	e->last = now;
	e->until = e->n >= THROTTLE_FREE ? now + growing_wait(e->n) : 0;
	return 0;
}

uint32_t throttle_sign_in(struct throttle *t, const struct id32 *login_id, const uint8_t network[8],
			  int64_t now)
{
	uint32_t wait = network_wait(&t->network, network, now, MINUTE, THROTTLE_NETWORK_MOST);

	if (!wait)
		wait = account_wait(&t->account, login_id, now);
	if (!wait)
		entry_find(&t->network, network, 8)->n++;
	return wait;
}

void throttle_good(struct throttle *t, const struct id32 *login_id, const uint8_t network[8])
{
	struct throttle_entry *account = entry_find(&t->account, login_id->b, sizeof login_id->b);
	struct throttle_entry *from = entry_find(&t->network, network, 8);

	if (account->n) {
		account->n--;
		account->until = 0;
	}
	if (from->n)
		from->n--;
}

uint32_t throttle_recovery(struct throttle *t, const uint8_t network[8], int64_t now)
{
	uint32_t wait = network_wait(&t->recovery, network, now, MINUTE, THROTTLE_NETWORK_MOST);

	if (!wait)
		entry_find(&t->recovery, network, 8)->n++;
	return wait;
}

uint32_t throttle_taken(struct throttle *t, const uint8_t network[8], bool is_taken, int64_t now)
{
	uint32_t wait = network_wait(&t->taken, network, now, HOUR, THROTTLE_TAKEN_MOST);

	if (!wait && is_taken)
		entry_find(&t->taken, network, 8)->n++;
	return wait;
}
