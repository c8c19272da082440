/* Which file a city's model is in. */
#ifndef SERVICES_CTL_TRIAGE_MODEL_FILE_H
#define SERVICES_CTL_TRIAGE_MODEL_FILE_H

#include "services/ctl/ctl.h"
#include "services/dispatch/triage/triage.h"

/* `given`, or where it is NULL the file in the installation's home that dispatch reads. CTL_DONE, or CTL_FAILED as
 * told. */
int model_file(struct ctl *ctl, const char *given, const char *city, char out[TRIAGE_PATH_BYTES]);

/* The same, for writing: makes the folder of the installation's models where it is missing. */
int model_file_make(struct ctl *ctl, const char *given, const char *city, char out[TRIAGE_PATH_BYTES]);

#endif
