#pragma once
#include "ui_view.h"

/* One signal, as one of both sees it now. */
struct signal_card_view {
	bool is_mine;
	struct str name;  /* the other's */
	const char *said; /* "needs space." after the name; "I need space." */
	struct str back;  /* "19:30" */
	struct str words, wish;
	bool is_due, is_home;
	bool am_ready, are_they_ready;
	const char *whose; /* sent with an answer */
};

struct signal_live_view {
	struct signal_card_view card[2];
	size_t n;
	long next;    /* seconds until it looks different by itself; 0: never */
	bool is_late; /* a day altogether: no twenty minutes more */
};

struct signal_tap_view {
	struct str name;
};

struct signal_chip {
	const char *value, *words;
	bool is_chosen;
};

struct signal_page_view {
	struct str name; /* of the other */
	struct html live;
	const char *title, *lead;
	struct signal_chip need[8], span[8];
	size_t n_needs, n_spans;
	struct ui_field at, words;
	bool is_change;	       /* something is said already */
	bool has_theirs;       /* by the other */
	const char *agreement; /* one line about it */
	const char *agreement_link;
};

struct signal_alone_link {
	struct url address;
	const char *words;
};

struct signal_alone_view {
	struct str resting; /* the name of whom one stepped back from; empty */
	struct str until;   /* "19:30"; empty: not begun */
	bool is_over;
	struct signal_alone_link span[8];
	size_t n_spans;
};

struct signal_agree_text {
	struct str sign, says, wish;
	int minutes;
	const char *back, *wish_words;
};

struct signal_agree_view {
	struct str name;
	const char *lead;
	bool is_agreed, has_mine, has_theirs;
	struct signal_agree_text mine, theirs;
};

struct signal_write_view {
	struct str name;
	struct ui_field sign, says, wish;
	struct signal_chip span[8], back[8];
	size_t n_spans, n_backs;
};
