#include "pattern_chance_stat.h"

static uint64_t rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

uint64_t pattern_chance_split(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

struct pattern_chance pattern_chance_begin(uint64_t seed)
{
	struct pattern_chance ret;

	for (size_t i = 0; i < 4; i++)
		ret.state[i] = pattern_chance_split(&seed);
	return ret;
}

uint64_t pattern_chance_next(struct pattern_chance *chance)
{
	uint64_t *s = chance->state;
	uint64_t ret = rotate(s[1] * 5, 7) * 9, shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rotate(s[3], 45);
	return ret;
}

size_t pattern_chance_below(struct pattern_chance *chance, size_t n)
{
	return (size_t)(((pattern_chance_next(chance) >> 32) * n) >> 32);
}
