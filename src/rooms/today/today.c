#include "today.h"

enum today_next today_choose(const struct today_facts *f)
{
	if (f->has_open_questions)
		return TODAY_QUESTIONS;
	if (f->has_step && f->step.n == f->today.n)
		return TODAY_STEP;
	if (!f->has_checkin)
		return TODAY_CHECKIN;
	if (!f->is_checkin_whole)
		return TODAY_FINISH;
	if (f->has_step && f->step.n - f->today.n <= TODAY_STEP_DAYS)
		return TODAY_STEP;
	if (f->has_session)
		return TODAY_SESSION;
	return f->has_week ? TODAY_WEEK : TODAY_READ;
}

enum today_mood today_mood(const struct today_facts *f)
{
	if (f->today.n <= f->begun.n)
		return TODAY_FIRST;
	struct day last = f->has_any_checkin ? f->last_checkin : f->begun;

	return f->today.n - last.n >= TODAY_LONG_DAYS ? TODAY_RETURNING : TODAY_USUAL;
}
