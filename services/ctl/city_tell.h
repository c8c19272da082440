/* What commands about packs share: the pack that is loaded, loading one, and telling how it went. */
#ifndef SERVICES_CTL_CITY_TELL_H
#define SERVICES_CTL_CITY_TELL_H

#include <argp.h>
#include <jansson.h>
#include <stdint.h>

#include "services/ctl/city_folder.h"
#include "services/ctl/city_load.h"
#include "services/ctl/ctl.h"

/* The one argument of a command; whatever else is not known here. */
error_t argument_take(int key, char *arg, const struct argp_state *state, char **argument);

/* The same for ctl_options of a command that has nothing else: its input is the `char *`. */
error_t argument_parse(int key, char *arg, struct argp_state *state);

/* Prints it on stdout, and lets it go. */
void json_tell(json_t *json);

/* How many things of each kind a pack has. */
json_t *pack_json(const struct pack *pack);
void pack_counts_tell(const struct pack *pack);

/* All faults, on stderr or as JSON; returns CTL_FAILED. */
int pack_faults_tell(const struct ctl *ctl, const struct pack_faults *faults);

/* Loads what was read and checked, with the installation's own login, and tells; `load` says what is given of struct
 * pack_load. Returns the status. */
int pack_load_tell(struct ctl *ctl, const struct city_folder *city, struct pack_load *load);

/* The newest version of ctl's city; 0, told on stderr, where it cannot be read. */
int32_t city_version_read(struct ctl *ctl);

/* Asks for the files of that version: its rows are statement 0 of ctl's store. False, told on stderr, where they cannot
 * be read. */
bool city_files_read(struct ctl *ctl, int32_t version);

/* The pack of that version; NULL, told on stderr, where it cannot be read. The caller's, for pack_destroy. */
struct pack *city_version_pack(struct ctl *ctl, int32_t version);

#endif
