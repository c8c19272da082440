/* All of a pack's folder, read once and checked as a whole: what is loaded is what was checked. */
#ifndef SERVICES_CTL_CITY_FOLDER_H
#define SERVICES_CTL_CITY_FOLDER_H

#include "common/city/pack.h"
#include "common/place/shapes.h"

/* Begin with all zero; city_folder_clear frees what it holds. */
struct city_folder {
    struct pack_texts texts;
    struct pack *pack; /* NULL where it has a fault */
    struct shapes shapes;
    struct pack_faults faults;
};

/* False where anything is wrong, which city->faults tells. */
bool city_folder_read(const char *folder, struct city_folder *city);

/* The same of texts that are in city->texts already. */
bool city_texts_read(struct city_folder *city);

void city_folder_clear(struct city_folder *city);

#endif
