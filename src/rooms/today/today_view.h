#pragma once
#include "html.h"

struct today_draft_view {
	struct url open;
	struct str path, when;
};

struct today_reminder_view {
	struct str title, text, when; /* "From 19:00" */
	struct url open, away;
	const char *button; /* empty: it leads nowhere */
};

struct today_view {
	bool is_linked, has_invitation;
	bool is_first_day;    /* one next thing only: the rest stands back */
	struct html now, tap; /* between two linked people; empty for a person alone */
	const char *greeting;
	struct str name;
	const char *lead;
	bool is_recovery_waiting;
	struct today_draft_view draft[8];
	size_t n_drafts;
	struct today_reminder_view reminder[8];
	size_t n_reminders;
	bool has_reminders; /* any, today or not */
	bool is_private;    /* nobody can be given anything: the one next thing is only yours */
	const char *next_title, *next_text, *next_button, *next_time;
	struct url next;
	struct str sleep; /* a sentence about the week, empty: nothing to say */
	bool has_days;	  /* something was written already */
};
