/* One event a line on standard error: `time level service[instance] words key=value …`.
 *
 * Never a phone number, a name or a token. Whoever detects a failure logs it once, with what was tried and the ids.
 */
#ifndef COMMON_BASE_LOG_H
#define COMMON_BASE_LOG_H

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

/* Names this process in every line. Lines below `least` are not written. `service` must outlive the process. */
void log_open(const char *service, int instance, enum log_level least);

void log_write(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define log_debug(...)   log_write(LOG_LEVEL_DEBUG, __VA_ARGS__)
#define log_info(...)    log_write(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_warning(...) log_write(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_error(...)   log_write(LOG_LEVEL_ERROR, __VA_ARGS__)

/* Logs a bug of ours and aborts. */
void log_abort(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
