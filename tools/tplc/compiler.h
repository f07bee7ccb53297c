/* compiler: what the parts of tplc share. read.c cuts the source into literals, holes and
 * statements; scan.c follows the HTML; hole.c says what may stand where it is; check.c knows the
 * rules of elements; emit.c writes C. */
#pragma once
#include <setjmp.h>
#include "tplc.h"

#define DEPTH_MAX 64
#define WORD_MAX  48  /* a tag or attribute name */
#define VALUE_MAX 256 /* an attribute's value as written, as far as it is looked at */
#define ATTRS_MAX 32
#define NAMES_MAX 256 /* ids, fors and fields of one template */

enum place {
	IN_TEXT,
	IN_PLAIN, /* title, textarea: text without tags */
	IN_SCRIPT,
	IN_COMMENT,
	IN_TAG_NAME,
	IN_TAG,
	IN_ATTR_NAME,
	IN_ATTR_EQUALS,
	IN_VALUE,
	IN_URL,	  /* the value of an address, before anything that settles where it leads */
	IN_QUERY, /* behind that */
};

struct attr {
	char name[WORD_MAX], value[VALUE_MAX]; /* holes stand in the value as {{E}} */
	bool has_value, has_hole, is_long, is_branched;
	int line;
};

struct element {
	char name[WORD_MAX];
	int line;
	bool needs_title; /* svg with role=img and no other name */
};

/* Where in the HTML the compiler stands; what a branch must come back to. */
struct state {
	enum place place;
	char quote;
	int tag, attr; /* serial number of the tag, and in it of the attribute, being read */
	struct element open[DEPTH_MAX];
	int depth;
	bool is_blank;	 /* what was written last ends with white space, on every way here */
	bool is_assumed; /* … if the round of the loop before ended so */
};

enum block_kind { BLOCK_TEMPLATE, BLOCK_IF, BLOCK_FOR };

struct block {
	enum block_kind kind;
	int line, n_ids;
	struct state before, arm;
	bool has_arm, has_else, arms_blank, has_dropped;
};

struct tag {
	char name[WORD_MAX];
	bool is_closing, is_closed; /* </x>, <x/> */
	int line, n_blocks;
	struct attr attr[ATTRS_MAX];
	int n_attrs;
};

struct name {
	char value[VALUE_MAX];
	int line;
	bool is_hidden; /* an id of another arm of the branch being read */
};

struct names {
	struct name row[NAMES_MAX];
	int n;
};

struct compiler {
	const char *path;
	int line;
	jmp_buf failure;
	struct tplc_result *result;
	struct tplc_text literal; /* waiting to be written */
	struct state now;
	struct tag tag;
	int n_tags;
	struct block block[DEPTH_MAX];
	int n_blocks;
	struct names ids, labels, fields; /* of this template */
	bool line_has_content;		  /* something but statements and blanks on this line */
	bool after_statement;		  /* at the start of a line below a line of statements */
};

/* fail */
_Noreturn void fail(struct compiler *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
_Noreturn void fail_at(struct compiler *c, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* emit.c */
void text_add(struct tplc_text *t, const char *p, size_t n);
void text_print(struct tplc_text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void emit_literal(struct compiler *c, char letter);
void emit_literals(struct compiler *c, const char *letters);
void emit_flush(struct compiler *c); /* before any code */
void emit_code(struct compiler *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
void emit_line(struct compiler *c); /* a #line directive */

/* read.c */
bool word_is_in(const char *word, const char *list); /* list: words between blanks */

/* scan.c */
void scan_literal(struct compiler *c, const char *p, const char *start); /* moves by one letter */
void attr_begin(struct compiler *c);
struct attr *attr_now(struct compiler *c);
void word_add(struct compiler *c, char *word, char letter);
void value_add(struct attr *a, const char *p, size_t n);

/* hole.c */
void scan_hole(struct compiler *c, const char *expression);
void scan_flag(struct compiler *c, const char *name, const char *expression);
void scan_statement(struct compiler *c); /* one begins or ends here */
void scan_other_arm(struct compiler *c); /* the place was set back to where a branch began */
/* The tag and the attribute in which a branch began were not left. */
bool scan_is_within(const struct state *now, const struct state *begin);
bool scan_is_same(const struct state *a, const struct state *b);

/* check.c */
const struct attr *tag_attr(const struct tag *t, const char *name); /* NULL: none */
void check_attr_name(struct compiler *c, const struct attr *a);
void check_address(struct compiler *c, const struct attr *a);
void check_host(struct compiler *c, const struct attr *a); /* before a hole behind it */
void check_tag(struct compiler *c);			   /* before its '>' is written */
void check_element_end(struct compiler *c);		   /* at </x>, x still open */
void check_template(struct compiler *c);		   /* at its end */
bool tag_is_void(const struct tag *t);
bool element_is_open(const struct compiler *c, const char *name);
