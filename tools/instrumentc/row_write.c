#include <stdio.h>
#include <string.h>
#include "read.h"
#include "row.h"

static void write_text(FILE *out, const char *text)
{
	if (!text) {
		fputs("NULL", out);
		return;
	}
	fputc('"', out);
	for (const char *p = text; *p; p++)
		fprintf(out, *p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
	fputc('"', out);
}

static void write_field(FILE *out, const char *name, const char *text)
{
	fprintf(out, "\t\t.%s = ", name);
	write_text(out, text);
	fputs(",\n", out);
}

static void write_item(FILE *out, json_t *item)
{
	fputs("{ ", out);
	write_text(out, read_text_or_none(item, "text"));
	fputs(", ", out);
	write_text(out, read_text_or_none(item, "loinc"));
	fputs(" }, ", out);
}

static void write_options(FILE *out, const char *name, json_t *options)
{
	size_t i;
	json_t *option;

	fprintf(out, "\t\t.%s = (const struct measure_option[]){ ", name);
	json_array_foreach (options, i, option) {
		fprintf(out, "{ %d, ", (int)json_integer_value(json_array_get(option, 0)));
		write_text(out, json_string_value(json_array_get(option, 1)));
		fputs(", ", out);
		write_text(out, json_string_value(json_array_get(option, 2)));
		fputs(" }, ", out);
	}
	fprintf(out, "},\n\t\t.n_%ss = %zu,\n", name, json_array_size(options));
}

static void write_bands(FILE *out, const char *name, json_t *bands)
{
	size_t i;
	json_t *band;

	fprintf(out, "\t\t.%s = (const struct measure_band[]){\n", name);
	json_array_foreach (bands, i, band) {
		fprintf(out, "\t\t\t{ %d, %d, ", (int)json_integer_value(json_array_get(band, 0)),
			(int)json_integer_value(json_array_get(band, 1)));
		write_text(out, json_string_value(json_array_get(band, 2)));
		fputs(", ", out);
		write_text(out, json_array_size(band) > 3
					? json_string_value(json_array_get(band, 3))
					: "");
		fputs(" },\n", out);
	}
	fprintf(out, "\t\t},\n\t\t.n_%ss = %zu,\n", name, json_array_size(bands));
}

static void write_groups(FILE *out, json_t *instrument)
{
	json_t *rule = json_object_get(instrument, "provisional_dx");
	json_t *groups = json_object_get(instrument, "subscales"), *group;
	const char *letter;

	if (!rule)
		return;
	fputs("\t\t.group = (const struct measure_group[]){ ", out);
	json_object_foreach (groups, letter, group) {
		json_t *items = json_object_get(group, "items");

		fprintf(out, "{ '%c', %ld, %ld, %ld }, ", letter[0],
			read_number(json_array_get(items, 0), letter, "items"),
			read_number(json_array_get(items, 1), letter, "items"),
			read_number_of(rule, "provisional_dx", letter));
	}
	fprintf(out, "},\n\t\t.n_groups = %zu,\n\t\t.group_points = %ld,\n",
		json_object_size(groups), read_number_of(rule, "provisional_dx", "endorse_at"));
}

static void write_sources(FILE *out, json_t *ours)
{
	json_t *sources = json_object_get(ours, "sources"), *source;
	size_t i;

	fputs("\t\t.sources = \"", out);
	json_array_foreach (sources, i, source) {
		fprintf(out, "%s%s", i ? "; " : "", json_string_value(source));
	}
	fputs("\",\n", out);
}

static void write_asked(FILE *out, const struct row *row)
{
	json_t *gate = json_object_get(row->instrument, "gate");
	json_t *whole = row->n_items == json_array_size(json_object_get(row->instrument, "items"))
				? row->instrument
				: NULL;
	json_t *extra = json_object_get(whole, "extra");
	json_t *safety = json_object_get(whole, "safety_item");

	fputs("\t\t.item = (const struct measure_item[]){ ", out);
	for (size_t i = 0; i < row->n_items; i++)
		write_item(out, row->item[i]);
	fprintf(out, "},\n\t\t.n_items = %zu,\n", row->n_items);
	write_options(out, "option", row->options);
	if (gate) {
		fputs("\t\t.gate = &(const struct measure_item)", out);
		write_item(out, gate);
		fputc('\n', out);
	}
	if (extra) {
		fputs("\t\t.extra = &(const struct measure_item)", out);
		write_item(out, extra);
		fputc('\n', out);
		write_options(out, "extra_option", json_object_get(extra, "options"));
	}
	if (safety)
		fprintf(out, "\t\t.safety_item = %ld, .safety_points = %ld,\n",
			read_number_of(safety, row->id, "n"),
			read_number_of(safety, row->id, "threshold"));
	if (whole)
		write_groups(out, whole);
}

static void write_change(FILE *out, const struct row *row)
{
	json_t *change = json_object_get(row->ours, "change");

	if (!json_is_object(change))
		return;
	bool is_percent = strcmp(read_text(change, row->id, "by"), "percent") == 0;

	fprintf(out, "\t\t.change_by = MEASURE_CHANGE_%s,\n", is_percent ? "PERCENT" : "POINTS");
	if (is_percent)
		fprintf(out, "\t\t.change_from = %ld,\n", read_number_of(change, row->id, "from"));
	write_bands(out, "change", json_object_get(change, "bands"));
}

static const char *meant_for(const struct row *row)
{
	static const char *const words[][2] = { { "survivor", "SURVIVOR" },
						{ "partner", "PARTNER" },
						{ "both", "BOTH" },
						{ "neither", "NEITHER" } };
	const char *said = read_text_or_none(row->ours, "for");

	for (size_t i = 0; said && i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i][0], said) == 0)
			return words[i][1];
	if (said || row->n_items)
		read_fail(row->id, "not somebody it can be for", said);
	return "NEITHER";
}

static void write_row(FILE *out, const struct row *row)
{
	json_t *i = row->instrument;
	const char *licence = read_text_or_none(row->ours, "licence");

	fputs("\t{\n", out);
	write_field(out, "id", row->id);
	write_field(out, "short_name", read_text_or_none(row->ours, "short"));
	write_field(out, "name", row->name);
	write_field(out, "line", read_text_or_none(row->ours, "line"));
	write_field(out, "about", read_text_or_none(row->ours, "about"));
	write_field(out, "is_not", read_text_or_none(row->ours, "is_not"));
	write_field(out, "figures", read_text_or_none(row->ours, "figures"));
	write_field(out, "pattern", read_text_or_none(row->ours, "pattern"));
	write_field(out, "licence", licence ? licence : read_text_or_none(i, "licence"));
	write_field(out, "instructions", i ? read_text_or_none(i, "instructions") : NULL);
	write_field(out, "stem", i ? read_text_or_none(i, "stem") : NULL);
	write_field(out, "window", i ? read_text_or_none(i, "window") : NULL);
	write_field(out, "panel_code", row->panel);
	write_field(out, "total_code", row->total);
	write_sources(out, row->ours);
	fprintf(out, "\t\t.meant_for = MEASURE_FOR_%s, .least = %ld, .most = %ld,\n",
		meant_for(row), row->least, row->most);
	if (i) {
		fprintf(out, "\t\t.minutes = %ld, .guard_days = %ld,\n",
			read_number_of(row->ours, row->id, "minutes"),
			read_number_of(row->ours, row->id, "guard_days"));
		write_asked(out, row);
	}
	write_bands(out, "band", json_object_get(row->ours, "bands"));
	write_change(out, row);
	fputs("\t},\n", out);
}

void row_write_all(const char *path, const struct row row[], const char *notice)
{
	FILE *out = fopen(path, "w");

	if (!out)
		read_fail("output", "cannot be written", path);
	fputs("/* made by tools/instrumentc; the sources are content/data/instruments.json and "
	      "measures.json */\n#pragma once\n\nconst char *const measure_loinc_notice = ",
	      out);
	write_text(out, notice);
	fputs(";\n\nstatic const struct measure measure_table[MEASURES] = {\n", out);
	for (size_t i = 0; i < MEASURES; i++)
		write_row(out, &row[i]);
	fputs("};\n", out);
	if (fclose(out) != 0)
		read_fail("output", "cannot be written", path);
}
