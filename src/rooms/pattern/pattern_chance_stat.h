/* pattern_chance: numbers that look like chance and are the same again for the same seed:
 * xoshiro256** (Blackman and Vigna, Scrambled linear pseudorandom number generators, 2021), its
 * state filled by SplitMix64 (Steele, Lea and Flood 2014), both written from their definitions.
 * For statistics only, never for keys. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct pattern_chance {
	uint64_t state[4];
};

struct pattern_chance pattern_chance_begin(uint64_t seed);
uint64_t pattern_chance_next(struct pattern_chance *chance);

/* 0 … n-1, n < 2³²; no number is more likely than another by more than n/2³². */
size_t pattern_chance_below(struct pattern_chance *chance, size_t n);

/* The next number of a SplitMix64. */
uint64_t pattern_chance_split(uint64_t *state);
