#include "journey_treatment.h"
#include "measure_use.h"

fallible journey_treatment_read(struct act *a, struct journey_treatment *ret)
{
	const struct measure *m = measure_find(STR("pcl5"));
	struct measure_result *list;
	size_t n;

	*ret = (struct journey_treatment){ .address = { "", 0 } };
	if (!m)
		return OK;
	TRY(measure_totals(a, NULL, m, &list, &n));
	ret->address = measure_address(a->arena, m);
	ret->total = arena_array(a->arena, struct treatment_total, n + 1);
	for (size_t i = 0; i < n; i++)
		if (list[i].has_total)
			ret->total[ret->n++] =
				(struct treatment_total){ list[i].day, list[i].total };
	return OK;
}
