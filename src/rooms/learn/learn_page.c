/* learn: the library's pages. Public; nothing is noted about what is read. Whoever is signed in may
 * put an article on a list of their own. */
#include "learn_page.h"
#include "learn.html.h"
#include "learn_use.h"
#include "words.h"

static long minutes_of(struct minutes m)
{
	return (long)m.n;
}

static struct url article_url(struct visit *v, const struct article *a)
{
	/* What a page leads on to may be either. */
	const char *shelf = insight_find(a->slug) == a ? "insights" : "learn";

	return url_path(arena_print(v->arena, "/%s/%.*s", shelf, (int)a->slug.n, a->slug.p));
}

struct learn_row learn_row_of(struct visit *v, const struct article *a)
{
	return (struct learn_row){ .address = article_url(v, a),
				   .title = a->title,
				   .text = a->summary,
				   .minutes = minutes_of(a->read) };
}

/* --- the list ----------------------------------------------------------------------------------
 */
static bool has_tag(const struct article *a, struct str tag)
{
	for (size_t i = 0; i < a->n_tags; i++)
		if (str_equal(a->tag[i], tag))
			return true;
	return false;
}

static void add_tag(struct learn_list_view *view, struct str tag)
{
	for (size_t i = 0; i < view->n_tags; i++)
		if (str_equal(view->tags[i].name, tag))
			return;
	if (view->n_tags == LEARN_TAGS_MAX)
		return;
	view->tags[view->n_tags++] = (struct learn_tag_view){
		.name = tag,
		.is_here = str_equal(tag, view->tag),
	};
}

/* A word of one page alone leads nowhere else; it is left out. */
static void add_tags(struct learn_list_view *view)
{
	for (size_t i = 0; i < library_count(); i++)
		for (size_t t = 0; t < library_at(i)->n_tags; t++) {
			struct str tag = library_at(i)->tag[t];
			size_t n = 0;

			for (size_t k = 0; k < library_count(); k++)
				n += has_tag(library_at(k), tag);
			if (n > 1)
				add_tag(view, tag);
		}
}

static void add_front_doors(struct visit *v, struct learn_list_view *view)
{
	for (size_t i = 0; i < front_door_count() && view->n < LEARN_ROWS_MAX; i++) {
		const struct front_door *door = front_door_at(i);
		const struct article *a = library_find(str_c(door->slug));

		if (!a)
			continue;
		view->row[view->n] = learn_row_of(v, a);
		view->row[view->n++].title = str_c(door->question);
	}
}

static void add_found(struct visit *v, struct learn_list_view *view)
{
	const struct article *found[20];
	size_t n = library_search(view->query, found, sizeof found / sizeof *found);

	for (size_t i = 0; i < n; i++)
		view->row[view->n++] = learn_row_of(v, found[i]);
}

static void add_tagged(struct visit *v, struct learn_list_view *view)
{
	for (size_t i = 0; i < library_count() && view->n < LEARN_ROWS_MAX; i++)
		if (has_tag(library_at(i), view->tag))
			view->row[view->n++] = learn_row_of(v, library_at(i));
}

static fallible get_list(struct visit *v)
{
	struct learn_list_view *view = arena_new(v->arena, struct learn_list_view);

	view->query = form_line(&v->query, "q", 80);
	view->tag = form_line(&v->query, "tag", 40);
	view->is_search = view->query.n > 0;
	view->has_insights = insight_count() > 0;
	view->has_list = learn_has_list(v);
	if (view->is_search)
		add_found(v, view);
	else if (view->tag.n)
		add_tagged(v, view);
	else
		add_front_doors(v, view);
	if (view->tag.n && !view->n)
		return FAIL(NOT_FOUND);
	add_tags(view);
	learn_list_page(page_begin_wide(v, "Learn", TAB_LEARN), view);
	return page_end(v);
}

/* --- one article -------------------------------------------------------------------------------
 */
static void add_sources(const struct article *a, struct learn_article_view *view)
{
	for (size_t i = 0; i < a->n_sources && i < sizeof view->source / sizeof *view->source; i++)
		view->source[view->n_sources++] =
			(struct learn_source_view){ a->source[i].title, url_web(a->source[i].url),
						    a->source[i].year };
}

static void add_related(struct visit *v, const struct article *a, struct learn_article_view *view)
{
	for (size_t i = 0; i < a->n_related && i < sizeof view->related / sizeof *view->related;
	     i++)
		view->related[view->n_related++] = learn_row_of(v, a->related[i]);
}

/* Most of it is done in a notebook of one's own; Help now needs none. */
static void add_here(const struct article *a, struct learn_article_view *view)
{
	for (size_t i = 0; i < a->n_here && i < sizeof view->here / sizeof *view->here; i++)
		view->here[view->n_here++] = (struct learn_row){
			.address = url_path(a->here[i].path),
			.title = a->here[i].words,
			.text = str_has_prefix(a->here[i].path, STR("/help"))
					? STR("No account needed")
					: STR("In your own notebook"),
		};
}

static fallible show_article(struct visit *v, const struct article *a, struct str path)
{
	struct learn_article_view *view = arena_new(v->arena, struct learn_article_view);
	bool is_full = form_has(&v->query, "full");

	*view = (struct learn_article_view){
		.title = a->title,
		.summary = a->summary,
		.audience = audience_words(a->audience),
		.sureness = sureness_words(a->sureness),
		.review = article_review_words(a),
		.is_reviewed = a->reviewed_by.n > 0,
		.text = html_trust(is_full ? a->full_html : a->short_html),
		.is_full = is_full,
		.is_insight = insight_find(a->slug) == a,
		.brief = url_path(path),
		.full = url_path(arena_print(v->arena, "%.*s?full=1", (int)path.n, path.p)),
		.minutes = is_full ? minutes_of(a->read) : 1,
		.written = words_date(v->arena, a->written),
	};
	add_sources(a, view);
	add_here(a, view);
	add_related(v, a, view);
	if (learn_has_list(v))
		TRY(learn_fill_keep(v, a, &view->keep));
	/* The tab says Page: what one reads about is nobody's business. */
	learn_article_page(page_begin(v, "Page", TAB_LEARN), view);
	return page_end(v);
}

static fallible get_article(struct visit *v)
{
	const struct article *a = library_find(visit_param(v, 0));

	return a ? show_article(v, a, article_url(v, a).s) : FAIL(NOT_FOUND);
}

/* --- insights ----------------------------------------------------------------------------------
 */
static fallible get_insight(struct visit *v)
{
	const struct article *a = insight_find(visit_param(v, 0));

	if (!a)
		return FAIL(NOT_FOUND);
	return show_article(v, a, article_url(v, a).s);
}

static fallible get_insights(struct visit *v)
{
	struct learn_insights_view *view = arena_new(v->arena, struct learn_insights_view);

	for (size_t i = 0; i < insight_count() && i < LEARN_ROWS_MAX; i++) {
		const struct article *a = insight_at(i);
		struct str day = words_date(v->arena, a->written);

		view->row[view->n++] = (struct learn_row){
			.address = article_url(v, a),
			.title = a->title,
			.text = arena_print(v->arena, "%.*s. %.*s", (int)day.n, day.p,
					    (int)a->summary.n, a->summary.p),
			.minutes = minutes_of(a->read),
		};
	}
	learn_insights_page(page_begin(v, "New findings", TAB_LEARN), view);
	return page_end(v);
}

static struct str instant_of_day(struct visit *v, struct day d)
{
	char text[DAY_TEXT_MAX];

	day_write(text, d);
	return arena_print(v->arena, "%sT00:00:00Z", text);
}

static struct html entry_link(struct visit *v, struct url address)
{
	struct html_out o = html_begin(v->arena, NULL, NULL);

	html_lit(&o, "<link href=\"", 12);
	html_put_url(&o, address);
	html_lit(&o, "\"/>", 3);
	return html_done(&o);
}

static void fill_feed(struct visit *v, struct learn_feed_view *view)
{
	const struct http_request *q = &v->x->request;

	view->base = arena_print(v->arena, "%s://%.*s", q->is_tls ? "https" : "http",
				 (int)q->host.n, q->host.p);
	view->author = STR("Rejoin");
	view->updated = instant_of_day(v, (struct day){ 0 });
	for (size_t i = 0; i < insight_count() && i < LEARN_ROWS_MAX; i++) {
		const struct article *a = insight_at(i);

		view->entry[view->n++] = (struct learn_entry){
			.title = a->title,
			.summary = a->summary,
			.updated = instant_of_day(v, a->written),
			.address = article_url(v, a),
			.link = entry_link(v, article_url(v, a)),
		};
	}
	if (view->n)
		view->updated = view->entry[0].updated;
}

static fallible get_feed(struct visit *v)
{
	struct learn_feed_view *view = arena_new(v->arena, struct learn_feed_view);
	struct html_out *o = arena_new(v->arena, struct html_out);

	fill_feed(v, view);
	*o = html_begin(v->x->lasting, NULL, NULL);
	learn_feed(o, view);
	return visit_text(v, "application/atom+xml; charset=utf-8", html_done(o).s);
}

static const struct route learn_routes[] = {
	{ HTTP_GET, "/learn", WHO_ANYONE, get_list, .is_for_two = true },
	{ HTTP_GET, "/learn/later", WHO_PERSON, learn_get_later },
	{ HTTP_POST, "/learn/later", WHO_PERSON, learn_post_later },
	{ HTTP_GET, "/learn/:slug", WHO_ANYONE, get_article, .is_for_two = true },
	{ HTTP_GET, "/insights", WHO_ANYONE, get_insights, .is_for_two = true },
	{ HTTP_GET, "/insights.atom", WHO_ANYONE, get_feed, .is_for_two = true },
	{ HTTP_GET, "/insights/:slug", WHO_ANYONE, get_insight, .is_for_two = true },
};

const struct room room_learn = {
	.name = "learn",
	ROOM_ROUTES(learn_routes),
	.title = "Reading list",
	.add_records = learn_add_records,
};
