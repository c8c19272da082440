/* steward area import: shapes of areas from a Shapefile, GeoJSON or GeoPackage become those of a pack. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "services/ctl/beside.h"
#include "services/ctl/call.h"
#include "services/ctl/city_folder.h"
#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/standards/files.h"

/* What one import holds. */
struct import {
    struct ctl *ctl;
    const char *file, *pack, *field;
    bool replace;
    struct city_folder city;
    struct pack_faults faults;
    char *text; /* of the pack's new file */
    size_t fresh, kept;
    int held;
};

static error_t import_parse(int key, char *arg, struct argp_state *state)
{
    struct import *import = state->input;
    if (key == 'p')
        import->pack = arg;
    else if (key == 'f')
        import->field = arg;
    else if (key == 'r')
        import->replace = true;
    else if (key == ARGP_KEY_ARG && state->arg_num == 0)
        import->file = arg;
    else if (key == ARGP_KEY_END && !import->file)
        argp_error(state, "FILE: is missing, expected a Shapefile, GeoJSON or GeoPackage");
    else if (key == ARGP_KEY_END && !import->pack)
        argp_error(state, "--pack: is missing, expected the folder of a city pack");
    else
        return key == ARGP_KEY_END ? 0 : ARGP_ERR_UNKNOWN;
    return 0;
}

static const char *file_name(const struct import *import)
{
    const char *slash = strrchr(import->file, '/');
    return slash ? slash + 1 : import->file;
}

/* -- reading ------------------------------------------------------------------------------------------------------ */

/* The features of the file, in WGS84 and with codes; NULL, which was told, where it cannot be read. */
static json_t *features_read(const struct import *import)
{
    char program[] = "steward-shapes", error[256], *printed;
    char *file = memory_text(import->file, strlen(import->file));
    char *field = memory_text(import->field, strlen(import->field));
    char *const arguments[] = {program, file, field, NULL};
    int status =
        access(import->file, R_OK) == 0 ? beside_run(arguments, PACK_FILE_MOST, &printed, error, sizeof error) : -2;
    json_t *features = NULL;
    if (status == -2)
        ctl_fail("%s: cannot be opened: %s", import->file, strerror(errno));
    else if (status < 0)
        ctl_fail("%s: %s", import->file, error);
    else if (status != 0)
        ctl_fail("%s: %s", import->file, printed);
    else
        features = json_loads(printed, 0, NULL);
    if (status == 0 && !features)
        ctl_fail("%s: what %s printed is no JSON", import->file, program);
    if (status >= 0)
        free(printed);
    free(file);
    free(field);
    return features;
}

static const char *code_of(const json_t *feature)
{
    return field_text(json_object_get(feature, "properties"), "code");
}

/* -- the new file ------------------------------------------------------------------------------------------------- */

static void feature_write(FILE *stream, const json_t *feature, const char **separator)
{
    fputs(*separator, stream);
    json_dumpf(feature, stream, JSON_REAL_PRECISION(10));
    *separator = ",\n";
}

/* Those of the pack whose area the file has no shape for. */
static void kept_write(struct import *import, FILE *stream, const json_t *codes, const char **separator)
{
    const struct pack_text *old = pack_text_find(import->city.texts.items, import->city.texts.count, PACK_SHAPES);
    json_t *pack = old && !import->replace ? json_loadb(old->text, old->length, 0, NULL) : NULL, *feature;
    size_t i;
    json_array_foreach(json_object_get(pack, "features"), i, feature)
    {
        if (json_object_get(codes, code_of(feature)))
            continue;
        feature_write(stream, feature, separator);
        import->kept++;
    }
    json_decref(pack);
}

/* The new ones first, so that the number of a feature there is that of the file. */
static void text_make(struct import *import, const json_t *read)
{
    const char *separator = "{\"type\": \"FeatureCollection\", \"features\": [\n";
    size_t size, i;
    json_t *feature, *codes = json_object();
    FILE *stream = open_memstream(&import->text, &size);
    json_array_foreach(json_object_get(read, "features"), i, feature)
    {
        feature_write(stream, feature, &separator);
        json_object_set_new(codes, code_of(feature), json_true());
        import->fresh++;
    }
    kept_write(import, stream, codes, &separator);
    fputs("\n]}\n", stream);
    fclose(stream);
    json_decref(codes);
}

/* -- checking ----------------------------------------------------------------------------------------------------- */

/* A fault of one of the new features is one of the file. */
static void faults_translate(struct import *import, const struct pack_faults *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct pack_fault *fault = &found->items[i];
        size_t number = 0;
        bool fresh = strcmp(fault->file, PACK_SHAPES) == 0 && sscanf(fault->field, "features[%zu]", &number) == 1 &&
                     number <= import->fresh;
        pack_faults_add(&import->faults, fresh ? file_name(import) : fault->file, fresh ? 0 : fault->line, fault->field,
                        "%s", fault->message);
    }
    import->faults.more += found->more;
}

static int faults_tell(const struct import *import)
{
    if (!import->ctl->json) {
        pack_faults_print(&import->faults, stderr);
        return ctl_fail("%s: nothing was changed", import->pack);
    }
    json_t *list = json_array();
    for (size_t i = 0; i < import->faults.count; i++) {
        const struct pack_fault *fault = &import->faults.items[i];
        json_array_append_new(list, json_pack("{s:s s:i s:s s:s}", "file", fault->file, "line", fault->line, "field",
                                              fault->field, "message", fault->message));
    }
    json_t *reply = json_pack("{s:b s:o s:I}", "ok", 0, "faults", list, "more", (json_int_t)import->faults.more);
    call_print(reply);
    json_decref(reply);
    return CTL_FAILED;
}

/* Checks the shapes beside the pack as it is. */
static int shapes_check(struct import *import)
{
    const struct pack_text text = {PACK_SHAPES, import->text, strlen(import->text)};
    struct pack_faults found = {0};
    if (text.length > PACK_FILE_MOST)
        return ctl_fail("%s: has %zu bytes of shapes, expected at most %d", import->file, text.length, PACK_FILE_MOST);
    bool good = shapes_read(import->city.pack, &text, &import->city.shapes, &found);
    faults_translate(import, &found);
    pack_faults_clear(&found);
    return good ? CTL_DONE : faults_tell(import);
}

static int pack_open(struct import *import)
{
    struct city_folder *city = &import->city;
    import->held = pack_folder_hold(import->pack);
    if (import->held < 0)
        return ctl_fail("--pack: %s cannot be opened: %s", import->pack, strerror(errno));
    if (pack_texts_read(import->pack, &city->texts, &import->faults) &&
        pack_read_texts(city->texts.items, city->texts.count, &city->pack, &import->faults))
        return CTL_DONE;
    return faults_tell(import);
}

static int file_write(const struct import *import)
{
    const struct pack_file_new file = {PACK_SHAPES, import->text};
    if (!pack_files_replace(import->pack, &file, 1))
        return ctl_fail("%s: cannot be written: %s", import->pack, strerror(errno));
    if (!import->ctl->json) {
        printf("%s: %zu shapes taken from %s, %zu kept\n", import->pack, import->fresh, file_name(import),
               import->kept);
        return CTL_DONE;
    }
    json_t *reply = json_pack("{s:b s:s s:I s:I}", "ok", 1, "city", import->city.pack->code, "taken",
                              (json_int_t)import->fresh, "kept", (json_int_t)import->kept);
    call_print(reply);
    json_decref(reply);
    return CTL_DONE;
}

static int shapes_import(struct import *import)
{
    int status = pack_open(import);
    json_t *read = status == CTL_DONE ? features_read(import) : NULL;
    if (!read)
        return CTL_FAILED;
    text_make(import, read);
    json_decref(read);
    status = shapes_check(import);
    return status == CTL_DONE ? file_write(import) : status;
}

int area_import_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option typed[] = {
        {"pack", 'p', "FOLDER", 0, "the city pack that gets the shapes", 0},
        {"field", 'f', "NAME", 0, "the field that holds the code of the area (code)", 0},
        {"replace", 'r', NULL, 0, "in the place of all shapes that the pack has", 0},
        {0},
    };
    static const struct ctl_options options = {
        typed, import_parse, "FILE",
        "Brings the shapes of areas from a Shapefile, GeoJSON or GeoPackage into a pack, as grids.geojson in WGS84; a "
        "shape takes the place of the one that its area has.\vWith a fault nothing is written, and all faults are "
        "told. Load the pack afterwards: steward city load FOLDER."};
    struct import import = {.ctl = ctl, .field = "code", .held = -1};
    ctl_options_read(ctl, &options, argc, argv, &import);
    int status = shapes_import(&import);
    free(import.text);
    city_folder_clear(&import.city);
    pack_faults_clear(&import.faults);
    if (import.held >= 0)
        close(import.held);
    return status;
}
