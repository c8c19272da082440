/* Paths below the home folder; without settings there is none. */
#include "services/ctl/triage/model_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

int model_file(struct ctl *ctl, const char *given, const char *city, char out[TRIAGE_PATH_BYTES])
{
    if (given) {
        int length = snprintf(out, TRIAGE_PATH_BYTES, "%s", given);
        return length < TRIAGE_PATH_BYTES ? CTL_DONE : ctl_fail("the model's path is too long");
    }
    if (!ctl_settings(ctl))
        return CTL_FAILED;
    return triage_path(out, settings_home(ctl->home), city) ? CTL_DONE : ctl_fail("the model's path is too long");
}

int model_file_make(struct ctl *ctl, const char *given, const char *city, char out[TRIAGE_PATH_BYTES])
{
    char folder[TRIAGE_PATH_BYTES];
    int status = model_file(ctl, given, city, out);
    if (status != CTL_DONE || given)
        return status;
    snprintf(folder, sizeof folder, "%s", out);
    *strrchr(folder, '/') = '\0';
    if (mkdir(folder, 0755) != 0 && errno != EEXIST)
        return ctl_fail("%s: %s", folder, strerror(errno));
    return CTL_DONE;
}
