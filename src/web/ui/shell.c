/* What opens in one function and closes in another stands here; everything that is whole stands in
 * shell.html, where the template compiler can check it. */
#include "shell.html.h"

static void put(struct html_out *o, const char *text)
{
	html_lit(o, text, strlen(text));
}

static const char *theme_attribute(enum theme theme)
{
	switch (theme) {
	case THEME_LIGHT:
		return " data-theme=\"light\"";
	case THEME_DIM:
		return " data-theme=\"dim\"";
	case THEME_DARK:
		return " data-theme=\"dark\"";
	case THEME_DEVICE:
	case THEME__COUNT:
		break;
	}
	return "";
}

/* Without script a quiet page locks itself; with script it warns first (app.js). A page with a form
 * for own words is left alone: the words would go, and the session ends by itself. */
static struct html lock_without_script(struct html_out *o, const struct shell *s)
{
	if (s->idle_seconds <= 0 || s->has_words)
		return html_trust((struct str){ "", 0 });
	return html_trust(arena_print(
		o->arena,
		"<noscript><meta http-equiv=\"refresh\" content=\"%lld; url=/lock\"></noscript>",
		(long long)s->idle_seconds));
}

static void begin_body(struct html_out *o, const struct shell *s)
{
	put(o, "<body");
	if (s->idle_seconds > 0) {
		put(o, " data-idle=\"");
		html_put(o, s->idle_seconds);
		put(o, "\"");
	}
	put(o, ">\n");
}

static void begin_plain(struct html_out *o, const struct shell *s)
{
	put(o, "<!doctype html>\n<html lang=\"en\">\n");
	shell_plain_head(o, s);
	put(o, "<body class=\"plain\">\n<main class=\"page\" id=\"main\">\n");
}

void shell_begin(struct html_out *o, const struct shell *s)
{
	if (s->is_plain) {
		begin_plain(o, s);
		return;
	}
	put(o, "<!doctype html>\n<html lang=\"en\"");
	put(o, theme_attribute(s->theme));
	put(o, ">\n");
	shell_head(o, s, lock_without_script(o, s));
	begin_body(o, s);
	shell_top(o, s, url_path(s->is_signed_in ? STR("/today") : STR("/")));
	put(o, s->wide ? "<main class=\"page wide\" id=\"main\">\n"
		       : "<main class=\"page\" id=\"main\">\n");
	shell_together(o, s);
	shell_unverified(o, s);
}

void shell_end(struct html_out *o, const struct shell *s)
{
	put(o, "</main>\n");
	if (!s->is_plain)
		shell_foot(o, s);
	put(o, "</body>\n</html>\n");
}
