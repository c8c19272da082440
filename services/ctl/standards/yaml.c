/* Written in the order of the sheet, so that the same sheet gives the same bytes. Texts stand in double quotes, so that
 * none is taken for something else. */
#include "services/ctl/standards/yaml.h"

#include <stdio.h>
#include <string.h>

static void text_write(FILE *stream, const char *text)
{
    fputc('"', stream);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', stream);
        fputc(*text, stream);
    }
    fputc('"', stream);
}

static void field_write(FILE *stream, const char *before, const char *name, const char *text)
{
    fprintf(stream, "%s%s: ", before, name);
    text_write(stream, text);
}

/* By how much the entries of a list are indented: as those that are there. */
static int indent_find(const struct pack_text *old)
{
    const char *end = old->text + old->length;
    for (const char *line = old->text; line && line < end; line = memchr(line, '\n', (size_t)(end - line))) {
        line += *line == '\n';
        const char *at = line;
        while (at < end && *at == ' ')
            at++;
        if (at + 1 < end && at[0] == '-' && at[1] == ' ')
            return (int)(at - line);
    }
    return 2;
}

static void old_write(FILE *stream, const struct pack_text *old)
{
    fwrite(old->text, 1, old->length, stream);
    if (old->length && old->text[old->length - 1] != '\n')
        fputc('\n', stream);
}

static void source_write(FILE *stream, int indent, const struct catalogue *catalogue)
{
    fprintf(stream, "\n%*s# ---- from %s\n", indent, "", catalogue->options.file);
}

static void category_write(FILE *stream, int indent, const struct catalogue *catalogue,
                           const struct catalogue_category *category)
{
    fprintf(stream, "%*s- {", indent, "");
    field_write(stream, "", "code", category->code);
    field_write(stream, ", ", "name", category->name);
    if (category->parent >= 0)
        field_write(stream, ", ", "parent", catalogue->categories[category->parent].code);
    else if (category->kind)
        fprintf(stream, ", kind: %s", kind_name(category_kinds, category->kind));
    fputs("}\n", stream);
}

char *catalogue_categories_text(const struct catalogue *catalogue, const struct pack_text *old)
{
    char *text = NULL;
    size_t size, added = 0;
    int indent = indent_find(old);
    for (size_t i = 0; i < catalogue->category_count; i++)
        added += catalogue->categories[i].known < 0;
    if (!added)
        return NULL;
    FILE *stream = open_memstream(&text, &size);
    old_write(stream, old);
    source_write(stream, indent, catalogue);
    for (size_t i = 0; i < catalogue->category_count; i++)
        if (catalogue->categories[i].known < 0)
            category_write(stream, indent, catalogue, &catalogue->categories[i]);
    fclose(stream);
    return text;
}

static void standard_write(FILE *stream, int indent, const struct catalogue *catalogue,
                           const struct catalogue_standard *standard)
{
    const struct catalogue_category *category = &catalogue->categories[standard->category];
    char limit[LIMIT_TEXT_BYTES], before[64];
    snprintf(before, sizeof before, "\n%*s", indent < 40 ? indent + 2 : 2, "");
    limit_print(standard->limit, limit);
    fprintf(stream, "%*s- ", indent, "");
    field_write(stream, "", "code", standard->code);
    field_write(stream, before, "category", category->code);
    fprintf(stream, "    # %s › %s", catalogue->categories[category->parent].name, category->name);
    field_write(stream, before, "open", standard->open);
    field_write(stream, before, "close", standard->close);
    fprintf(stream, "%slimit: %s    # %s", before, limit, standard->words);
    if (standard->organisation)
        field_write(stream, before, "organisation", standard->organisation);
    if (standard->supervisor)
        field_write(stream, before, "supervisor", standard->supervisor);
    fputc('\n', stream);
}

/* Where the list begins: behind the line "standards:", or 0 where there is no such line. */
static size_t head_length(const struct pack_text *old)
{
    static const char name[] = "standards:";
    for (size_t at = 0; at < old->length;) {
        const char *line = old->text + at, *end = memchr(line, '\n', old->length - at);
        size_t length = end ? (size_t)(end - line) + 1 : old->length - at;
        if (length >= sizeof name && memcmp(line, name, sizeof name - 1) == 0)
            return at + length;
        at += length;
    }
    return 0;
}

/* What stands before the new standards: all of the old file, or only its head, or a head of our own. */
static void head_write(FILE *stream, const struct catalogue *catalogue, const struct pack_text *old_or_null)
{
    size_t head = old_or_null ? head_length(old_or_null) : 0;
    if (old_or_null && !catalogue->options.replace)
        old_write(stream, old_or_null);
    else if (head)
        fwrite(old_or_null->text, 1, head, stream);
    else
        fputs("# When a matter of a small category is taken up, when it is done, and within which limit 立结案标准.\n"
              "standards:\n",
              stream);
}

char *catalogue_standards_text(const struct catalogue *catalogue, const struct pack_text *old_or_null)
{
    char *text = NULL;
    size_t size;
    int indent = old_or_null ? indent_find(old_or_null) : 2;
    FILE *stream = open_memstream(&text, &size);
    head_write(stream, catalogue, old_or_null);
    source_write(stream, indent, catalogue);
    for (size_t i = 0; i < catalogue->standard_count; i++)
        standard_write(stream, indent, catalogue, &catalogue->standards[i]);
    fclose(stream);
    return text;
}
