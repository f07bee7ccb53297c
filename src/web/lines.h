/* lines: the phone lines of a country as pages show them. The emergency number, and the lines of
 * one kind, surest first, each with the day on which it was checked. Owner of the texts: the arena.
 */
#pragma once
#include "arena.h"
#include "country.h"
#include "ui_view.h"

struct ui_number lines_call(struct arena *a, const struct line_link *link);

/* For {% show ui_lines(…) %}. Where a country has none of this kind, the sentence that says so. */
void lines_fill(struct arena *a, const struct country *c, enum line_kind kind,
		struct ui_lines *ret);

/* The emergency numbers of a country; NULL: one that is not known. For {% show ui_call(…) %}. */
void lines_emergency(struct arena *a, const struct country *c, struct ui_call *ret);
