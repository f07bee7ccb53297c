/* The lines between the processes: whole messages or none, whatever the other side does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>
#include "channel.h"
#include "control.h"
#include "hub.h"

struct pair {
	struct channel a, b;
};

static struct pair pair_make(size_t message_max, size_t waiting_max)
{
	struct pair p;
	int fd[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd), 0);
	channel_init(&p.a, fd[0], message_max, waiting_max);
	channel_init(&p.b, fd[1], message_max, waiting_max);
	return p;
}

static void pair_end(struct pair *p)
{
	channel_end(&p->a);
	channel_end(&p->b);
}

static void message_check(struct channel *c, uint64_t id, size_t n, uint8_t byte)
{
	struct bytes got;
	uint64_t got_id;

	assert_true(channel_next(c, &got_id, &got));
	assert_int_equal(got_id, id);
	assert_int_equal(got.n, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(got.p[i], byte);
}

static void messages_arrive_whole(void **state)
{
	struct pair p = pair_make(1 << 20, 4 << 20);
	struct bytes got;
	uint64_t id;

	(void)state;
	assert_true(channel_send(&p.a, 7, bytes_str(STR("a"))));
	assert_true(channel_send(&p.a, 0xfffffffffffffffeu, (struct bytes){ NULL, 0 }));
	channel_receive(&p.b);
	assert_true(channel_next(&p.b, &id, &got));
	assert_true(id == 7 && str_equal(str_bytes(got), STR("a")));
	message_check(&p.b, 0xfffffffffffffffeu, 0, 0);
	assert_false(channel_next(&p.b, &id, &got));
	pair_end(&p);
}

static void large_ones_wait_their_turn(void **state)
{
	struct pair p = pair_make(4 << 20, 16 << 20);
	uint8_t *large = malloc(3 << 20);
	struct bytes got;
	uint64_t id;
	bool has = false;

	(void)state;
	memset(large, 5, 3 << 20);
	assert_true(channel_send(&p.a, 1, (struct bytes){ large, 3 << 20 }));
	assert_true(channel_send(&p.a, 2, (struct bytes){ large, 10 }));
	assert_true(channel_wants_to_write(&p.a));
	for (int turn = 0; turn < 1000 && !has; turn++) {
		channel_flush(&p.a);
		channel_receive(&p.b);
		has = channel_next(&p.b, &id, &got);
	}
	assert_true(has && id == 1 && got.n == 3 << 20 && memcmp(got.p, large, got.n) == 0);
	channel_flush(&p.a);
	channel_receive(&p.b);
	message_check(&p.b, 2, 10, 5);
	free(large);
	pair_end(&p);
}

static void bounds_hold(void **state)
{
	struct pair p = pair_make(100, 1000);
	uint8_t text[2000] = { 0 };
	struct bytes got;
	uint64_t id;

	(void)state;
	assert_false(channel_send(&p.a, 1, (struct bytes){ text, 101 }));
	/* The other side takes nothing: sending stops at the bound instead of growing. */
	size_t sent = 0;

	while (sent < 100000 && channel_send(&p.a, 1, (struct bytes){ text, 100 }))
		sent++;
	assert_true(sent < 100000);
	assert_false(p.a.is_dead);
	/* A length past the bound ends the channel. */
	struct pair q = pair_make(100, 1000);

	assert_int_equal(write(q.a.fd, "\xff\xff\xff\xff\1\0\0\0\0\0\0\0", 12), 12);
	channel_receive(&q.b);
	assert_false(channel_next(&q.b, &id, &got));
	assert_true(q.b.is_dead);
	pair_end(&p);
	pair_end(&q);
}

static void last_words_are_heard(void **state)
{
	struct pair p = pair_make(100, 1000);
	struct bytes got;
	uint64_t id;

	(void)state;
	assert_true(channel_send(&p.a, 3, bytes_str(STR("last"))));
	assert_int_equal(write(p.a.fd, "half", 4), 4);
	channel_end(&p.a);
	channel_receive(&p.b);
	channel_receive(&p.b);
	assert_true(p.b.is_dead);
	assert_true(channel_next(&p.b, &id, &got) && id == 3);
	assert_false(channel_next(&p.b, &id, &got));
	assert_false(channel_send(&p.b, 1, bytes_str(STR("x"))));
	pair_end(&p);
}

static void an_answer_never_reaches_a_successor(void **state)
{
	static struct hub h;
	int line[2], first[2], second[2];
	struct hub_address from;
	struct bytes got;
	uint64_t id;

	(void)state;
	assert_true(control_pair(line));
	assert_true(hub_init(&h, line[1], 1000));
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, first), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, second), 0);
	assert_true(control_send(line[0], &(struct control){ CONTROL_LINK, 4, first[0] }));
	hub_wait(&h, 1000);
	struct channel asker;

	channel_init(&asker, first[1], 1000, 1000);
	assert_true(channel_send(&asker, 9, bytes_str(STR("?"))));
	hub_wait(&h, 1000);
	assert_true(hub_next(&h, &from, &id, &got));
	assert_true(control_send(line[0], &(struct control){ CONTROL_LINK, 4, second[0] }));
	hub_wait(&h, 1000);
	assert_true(h.is_lost[4]);
	assert_false(hub_send(&h, from, 9, bytes_str(STR("!"))));
	assert_true(hub_send_slot(&h, 4, 9, bytes_str(STR("!"))));
	close(line[0]);
	hub_wait(&h, 1000);
	assert_true(h.is_stopping);
	channel_end(&asker);
	channel_end(&h.channel[4]);
	close(first[0]), close(second[0]), close(second[1]), close(line[1]), close(h.epoll);
}

static size_t count_messages(struct channel *c)
{
	struct bytes got;
	uint64_t id;
	size_t n = 0;

	for (int turn = 0; turn < 3; turn++) {
		channel_receive(c);
		while (channel_next(c, &id, &got))
			n++;
	}
	return n;
}

/* What is gathered waits for the end of the turn, or until there is much of it, and goes whole. */
static void what_is_gathered_goes_together(void **state)
{
	static struct hub h;
	static uint8_t large[40000];
	int line[2], pair[2];
	struct channel peer;

	(void)state;
	assert_true(control_pair(line));
	assert_true(hub_init(&h, line[1], sizeof large));
	h.is_gathering = true;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
	assert_true(control_send(line[0], &(struct control){ CONTROL_LINK, 2, pair[0] }));
	hub_wait(&h, 1000);
	channel_init(&peer, pair[1], sizeof large, sizeof large);
	for (uint64_t id = 1; id <= 3; id++)
		assert_true(hub_send_slot(&h, 2, id, bytes_str(STR("one of three"))));
	assert_int_equal(count_messages(&peer), 0);
	hub_flush(&h);
	assert_int_equal(count_messages(&peer), 3);
	assert_true(hub_send_slot(&h, 2, 4, bytes_str(STR("a fourth"))));
	hub_wait(&h, 0);
	assert_int_equal(count_messages(&peer), 1);
	assert_true(hub_send_slot(&h, 2, 5, BYTES(large)));
	assert_int_equal(count_messages(&peer), 0);
	assert_true(hub_send_slot(&h, 2, 6, BYTES(large)));
	assert_int_equal(count_messages(&peer), 2);
	assert_true(hub_send_slot(&h, 2, 7, bytes_str(STR("nobody is there"))));
	channel_end(&peer);
	hub_wait(&h, 0);
	hub_wait(&h, 0);
	assert_true(h.is_lost[2]);
	close(line[0]), close(pair[0]), close(line[1]), close(h.epoll);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_arrive_whole),
		cmocka_unit_test(large_ones_wait_their_turn),
		cmocka_unit_test(bounds_hold),
		cmocka_unit_test(last_words_are_heard),
		cmocka_unit_test(an_answer_never_reaches_a_successor),
		cmocka_unit_test(what_is_gathered_goes_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
