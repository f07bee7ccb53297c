#include "icon.h"
#include "ensure.h"

static const struct {
	int width;
	const char *drawing;
} icons[ICON__COUNT] = {
#define ICON(name, width, drawing) [ICON_##name] = { width, drawing },
#include "icon.def"
#undef ICON
};

static void put(struct html_out *o, const char *text)
{
	html_lit(o, text, strlen(text));
}

void ui_icon(struct html_out *o, enum icon icon)
{
	ASSERT(icon < ICON__COUNT);
	if (icon == ICON_NONE)
		return;
	put(o, icons[icon].width == 48
		       ? "<svg class=\"i\" viewBox=\"0 0 48 24\" aria-hidden=\"true\">"
		       : "<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">");
	put(o, icons[icon].drawing);
	put(o, "</svg>");
}

void ui_icon_near(struct html_out *o, long closeness)
{
	if (closeness >= 1 && closeness <= 5)
		ui_icon(o, (enum icon)(ICON_NEAR_1 + closeness - 1));
}

void ui_icon_mark(struct html_out *o)
{
	put(o, "<svg class=\"i strokes\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
	       "<path d='M5 3c0 8 5.5 9 5.5 18'/><path class=\"b\" d='M19 3c0 8-5 9-5 18'/></svg>");
}
