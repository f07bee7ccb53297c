/* measure: the sheets with single answers. They stand under a topic that is never shared: who is
 * given the totals is never given what was answered. */
#pragma once
#include "measure_use.h"

/* Finished ones of the months shown, the oldest first; has_total as their answers give it. */
fallible measure_sheets(struct act *a, struct measure_result **ret, size_t *ret_n);
fallible measure_sheet_put(struct act *a, const struct measure_result *r);
fallible measure_sheet_remove(struct act *a, const struct measure_result *r);

/* --- of measure_use.c */
void measure_insert(struct measure_result list[], size_t *n, const struct measure_result *one);
struct month measure_last_month(const struct act *a);
