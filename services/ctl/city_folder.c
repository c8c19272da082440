/* The pack, and the shapes of its areas. */
#include "services/ctl/city_folder.h"

bool city_texts_read(struct city_folder *city)
{
    const struct pack_texts *texts = &city->texts;
    const struct pack_text *shapes = pack_text_find(texts->items, texts->count, PACK_SHAPES);
    if (!texts->count || !pack_read_texts(texts->items, texts->count, &city->pack, &city->faults))
        return false;
    return !shapes || !shapes->text || shapes_read(city->pack, shapes, &city->shapes, &city->faults);
}

bool city_folder_read(const char *folder, struct city_folder *city)
{
    bool read = pack_texts_read(folder, &city->texts, &city->faults);
    return city_texts_read(city) && read;
}

void city_folder_clear(struct city_folder *city)
{
    shapes_clear(&city->shapes);
    pack_destroy(&city->pack);
    pack_texts_clear(&city->texts);
    pack_faults_clear(&city->faults);
}
