/* csv: records as a table for a spreadsheet (RFC 4180, UTF-8 with its mark at the front, lines end
 * with CR LF). One row a record, one column a field, in the order in which they first come up; the
 * fields of an object inside a record are columns of their own ("answer: points"), a list is one
 * cell with a line for each of its things.
 *
 * What a person wrote never becomes a formula where the table is opened: a text that begins with
 * one of CSV_FORMULA gets an apostrophe before it. Numbers are numbers.
 *
 * Only writes: nothing here reads a table that somebody else made. */
#pragma once
#include "bulk.h"

struct json_t;

#define CSV_TYPE	"text/csv; charset=utf-8"
#define CSV_MARK	"\xef\xbb\xbf"
#define CSV_FORMULA	"=+-@\t\r\n"
#define CSV_COLUMNS_MAX 400
#define CSV_DEPTH_MAX	8

/* does   writes the table of an array of records; nothing at all for an empty one. More than
 * CSV_COLUMNS_MAX columns make `to` full */
void csv_records(struct bulk *to, struct json_t *records);
