/* Log lines: one write(2) a line, so that lines of several processes never mix. */
#include "common/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096 };

static const char *log_service = "steward";
static int log_instance = -1;
static enum log_level log_least = LOG_LEVEL_INFO;

void log_open(const char *service, int instance, enum log_level least)
{
    log_service = service;
    log_instance = instance;
    log_least = least;
}

static void line_write(const char *level, const char *format, va_list arguments)
{
    char line[LINE_MAX_BYTES];
    struct timespec now;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size_t used = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &utc);
    used +=
        (size_t)snprintf(line + used, sizeof line - used, ".%03ldZ %s %s", now.tv_nsec / 1000000, level, log_service);
    if (log_instance >= 0)
        used += (size_t)snprintf(line + used, sizeof line - used, "[%d]", log_instance);
    line[used++] = ' ';
    int length = vsnprintf(line + used, sizeof line - used - 1, format, arguments);
    used += length < 0 ? 0 : (size_t)length;
    if (used > sizeof line - 1)
        used = sizeof line - 1;
    for (size_t i = 0; i < used; i++)
        if (line[i] == '\n')
            line[i] = ' ';
    line[used++] = '\n';
    ssize_t written = write(STDERR_FILENO, line, used);
    (void)written; /* there is nobody left to tell */
}

void log_write(enum log_level level, const char *format, ...)
{
    static const char *const names[] = {"debug", "info", "warning", "error"};
    if (level < log_least)
        return;
    va_list arguments;
    va_start(arguments, format);
    line_write(names[level], format, arguments);
    va_end(arguments);
}

void log_abort(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    line_write("abort", format, arguments);
    va_end(arguments);
    abort();
}
