/* The newest pack of the city that a command is about, as it is loaded. */
#ifndef SERVICES_CTL_CITY_PACK_H
#define SERVICES_CTL_CITY_PACK_H

#include "common/city/pack.h"
#include "services/ctl/ctl.h"

/* NULL, told on stderr, where it cannot be read. The caller's, for pack_destroy. */
struct pack *city_pack_read(struct ctl *ctl);

#endif
