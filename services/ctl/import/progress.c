/* The time left is that of the file's bytes: how many rows it has is known only at its end. */
#include "services/ctl/import/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "common/base/instant.h"

enum { BAR_COLUMNS = 30, TERMINAL_US = 200 * 1000, LINES_US = 5 * 1000 * 1000 };

void import_progress_begin(struct import_progress *progress, int64_t row, double share)
{
    int64_t now = instant_monotonic();
    *progress = (struct import_progress){isatty(STDERR_FILENO), now, now, row, share};
}

double import_progress_seconds(const struct import_progress *progress)
{
    return (double)(instant_monotonic() - progress->began) / 1e6;
}

static void bar_write(double share)
{
    int full = (int)(share * BAR_COLUMNS);
    fputs("\r[", stderr);
    for (int i = 0; i < BAR_COLUMNS; i++)
        fputc(i < full ? '#' : '-', stderr);
    fputs("] ", stderr);
}

void import_progress_tell(struct import_progress *progress, int64_t row, int64_t rejected, double share)
{
    int64_t now = instant_monotonic();
    if (now - progress->told < (progress->terminal ? TERMINAL_US : LINES_US))
        return;
    progress->told = now;
    double seconds = import_progress_seconds(progress), way = share - progress->first_share;
    double rows = (double)(row - progress->first_row);
    long left = way > 0 ? (long)(seconds * (1 - share) / way) : 0;
    if (progress->terminal)
        bar_write(share);
    fprintf(stderr, "%3.0f %%, %lld rows, %lld rejected", share * 100, (long long)row, (long long)rejected);
    if (rows > 0)
        fprintf(stderr, ", %.0f rows/s, %ld:%02ld left", rows / seconds, left / 60, left % 60);
    fputs(progress->terminal ? "\033[K" : "\n", stderr);
    fflush(stderr);
}

void import_progress_end(struct import_progress *progress)
{
    if (progress->terminal)
        fputs("\r\033[K", stderr);
}
