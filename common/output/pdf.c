/* PDF: the HTML, printed by Chromium, which is asked for before anything is written. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/output/private.h"

enum { PRINT_SECONDS_MOST = 120, LOOK_MS = 20, FOLDERS_OPEN = 16 };

extern char **environ;

struct pdf {
    char program[PATH_MAX];
    char profile[PATH_MAX]; /* Chromium's own folder: two that share one disturb each other */
    struct part pdf;        /* while output->part is the HTML */
};

static bool program_in(char out[PATH_MAX], const char *folder, size_t length, const char *name)
{
    return (size_t)snprintf(out, PATH_MAX, "%.*s/%s", (int)length, folder, name) < PATH_MAX && access(out, X_OK) == 0;
}

/* $STEWARD_CHROMIUM, or what is called so in PATH. */
static bool program_find(char out[PATH_MAX])
{
    static const char *const names[] = {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"};
    const char *own = getenv("STEWARD_CHROMIUM"), *path = getenv("PATH");
    if (own)
        return (size_t)snprintf(out, PATH_MAX, "%s", own) < PATH_MAX && access(out, X_OK) == 0;
    for (size_t i = 0; path && i < sizeof names / sizeof *names; i++)
        for (const char *folder = path; *folder;) {
            size_t length = strcspn(folder, ":");
            if (program_in(out, folder, length, names[i]))
                return true;
            folder += length;
            folder += *folder == ':';
        }
    return false;
}

static void pdf_begin(struct output *output)
{
    struct pdf *pdf = memory_new(1, sizeof *pdf);
    struct part html;
    output->state = pdf;
    pdf->pdf.slot = -1;
    if (!program_find(pdf->program)) {
        output_fail(output, "PDF is printed by Chromium, which is not here: install it (apt install chromium), name it "
                            "in STEWARD_CHROMIUM, or write HTML and print that");
        return;
    }
    if (!part_open(&html, output->part.target, ".html", output->error))
        return;
    pdf->pdf = output->part;
    output->part = html;
    html_writer.begin(output);
}

static bool profile_make(char out[PATH_MAX])
{
    const char *folder = getenv("TMPDIR");
    snprintf(out, PATH_MAX, "%s/steward-chromium-XXXXXX", folder && *folder ? folder : "/tmp");
    return mkdtemp(out) != NULL;
}

static int entry_remove(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static pid_t chromium_start(const struct pdf *pdf, const char *html)
{
    char address[PATH_MAX + 16], result[PATH_MAX + 32], profile[PATH_MAX + 32], real[PATH_MAX];
    char headless[] = "--headless", gpu[] = "--disable-gpu", heads[] = "--no-pdf-header-footer";
    char sandbox[] = "--no-sandbox"; /* of root Chromium asks for it; the page is our own */
    char *program = memory_text(pdf->program, strlen(pdf->program));
    snprintf(address, sizeof address, "file://%s", realpath(html, real) ? real : html);
    snprintf(result, sizeof result, "--print-to-pdf=%s", pdf->pdf.path);
    snprintf(profile, sizeof profile, "--user-data-dir=%s", pdf->profile);
    char *arguments[] = {program, headless, gpu, heads, profile, result, address, geteuid() == 0 ? sandbox : NULL,
                         NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
        posix_spawn_file_actions_addopen(&actions, i, "/dev/null", O_RDWR, 0);
    pid_t process = 0;
    errno = posix_spawn(&process, pdf->program, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    free(program);
    return errno ? -1 : process;
}

/* Its status, or -1 where it was killed for taking too long. */
static int chromium_wait(pid_t process)
{
    int64_t until = instant_monotonic() + INT64_C(1000000) * PRINT_SECONDS_MOST;
    int status;
    while (waitpid(process, &status, WNOHANG) == 0) {
        if (instant_monotonic() > until) {
            kill(process, SIGKILL);
            waitpid(process, &status, 0);
            return -1;
        }
        nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
    }
    return status;
}

static bool is_pdf(const char *path)
{
    char magic[5] = "";
    FILE *stream = fopen(path, "r");
    if (!stream)
        return false;
    bool is = fread(magic, 1, sizeof magic, stream) == sizeof magic && memcmp(magic, "%PDF-", sizeof magic) == 0;
    fclose(stream);
    return is;
}

static void print(struct output *output)
{
    struct pdf *pdf = output->state;
    if (!profile_make(pdf->profile)) {
        output_fail(output, "%.300s cannot be made, which Chromium needs: %m", pdf->profile);
        return;
    }
    pid_t process = chromium_start(pdf, output->part.path);
    int status = process > 0 ? chromium_wait(process) : 0;
    if (process <= 0)
        output_fail(output, "%.300s cannot be started: %m", pdf->program);
    else if (status == -1)
        output_fail(output, "%.300s has not printed the page within %d s: write HTML or XLSX of so many rows",
                    pdf->program, PRINT_SECONDS_MOST);
    else if (status != 0 || !is_pdf(pdf->pdf.path))
        output_fail(output, "%.300s ended with status %d without a PDF: write HTML and print that", pdf->program,
                    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    nftw(pdf->profile, entry_remove, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}

static void pdf_end(struct output *output)
{
    struct pdf *pdf = output->state;
    html_writer.end(output);
    if (fflush(output->part.stream) != 0)
        output_fail(output, "%.300s: cannot be written: %m", output->part.target);
    else
        print(output);
    part_drop(&output->part);
    output->part = pdf->pdf;
    free(pdf);
    output->state = NULL;
}

static void pdf_drop(struct output *output)
{
    struct pdf *pdf = output->state;
    if (!pdf)
        return;
    if (pdf->pdf.stream)
        part_drop(&pdf->pdf);
    free(pdf);
}

static void pdf_section(struct output *output)
{
    html_writer.section_begin(output);
}

static void pdf_row(struct output *output, const struct output_cell *cells, bool total)
{
    html_writer.row(output, cells, total);
}

static void pdf_section_end(struct output *output)
{
    html_writer.section_end(output);
}

const struct writer pdf_writer = {.ending = ".pdf",
                                  .own_file = true,
                                  .begin = pdf_begin,
                                  .section_begin = pdf_section,
                                  .row = pdf_row,
                                  .section_end = pdf_section_end,
                                  .end = pdf_end,
                                  .drop = pdf_drop};
