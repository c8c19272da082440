/* JSON (RFC 8259) as it is written, without a tree of it: answers have many thousands of numbers. */
#ifndef COMMON_QUESTION_TEXT_H
#define COMMON_QUESTION_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Begin with all zero; it is used again. */
struct text {
    char *bytes; /* not ended with NUL */
    size_t used, capacity;
};

void text_begin(struct text *text);
void text_clear(struct text *text);

/* '{' or '[', as a value; and the '}' or ']' that ends it. */
void text_open(struct text *text, char bracket);
void text_close(struct text *text, char bracket);

/* The name of the value that comes next in an object: plain ASCII. */
void text_name(struct text *text, const char *name);

void text_null(struct text *text);
void text_integer(struct text *text, int64_t number);
void text_real(struct text *text, double number); /* rounded to six places */
void text_string(struct text *text, const char *utf8);

#endif
