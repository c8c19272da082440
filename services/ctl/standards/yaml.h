/* A catalogue as files of a pack: what is there stays as it is, comments too, and what is new stands behind it. */
#ifndef SERVICES_CTL_STANDARDS_YAML_H
#define SERVICES_CTL_STANDARDS_YAML_H

#include "common/city/texts.h"
#include "services/ctl/standards/catalogue.h"

/* The text of categories.yaml with the catalogue's new categories: to be freed; NULL where there are none. */
char *catalogue_categories_text(const struct catalogue *catalogue, const struct pack_text *old);

/* The text of standards.yaml with the catalogue's standards: to be freed. `old_or_null` is what is there, of which
 * only the head, down to the line "standards:", stays where the catalogue replaces it. */
char *catalogue_standards_text(const struct catalogue *catalogue, const struct pack_text *old_or_null);

#endif
