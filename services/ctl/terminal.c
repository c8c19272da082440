/* Colours, the terminal's mode, and the signals that end a command. */
#include "services/ctl/terminal.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static volatile sig_atomic_t ended;
static struct termios before;
static bool taken, keys;

bool terminal_is(void)
{
    static int known = -1;
    if (known < 0)
        known = isatty(STDOUT_FILENO);
    return known;
}

void terminal_size(int *columns, int *rows)
{
    struct winsize size;
    *columns = 100;
    *rows = 40;
    if (terminal_is() && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
        *columns = size.ws_col;
        *rows = size.ws_row;
    }
}

const char *terminal_ink(enum ink ink)
{
    static const char *const codes[] = {"\033[0m",  "\033[1m",  "\033[2m", "\033[31m",
                                        "\033[32m", "\033[33m", "\033[34m"};
    const char *none = getenv("NO_COLOR");
    return terminal_is() && !(none && *none) ? codes[ink] : "";
}

static void end_note(int number)
{
    (void)number;
    ended = 1;
}

void terminal_watch_end(void)
{
    struct sigaction action = {.sa_handler = end_note}; /* no SA_RESTART: what waits is woken */
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

bool terminal_ended(void)
{
    return ended;
}

void terminal_take(void)
{
    if (taken || !terminal_is())
        return;
    keys = tcgetattr(STDIN_FILENO, &before) == 0;
    if (keys) {
        struct termios raw = before;
        raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    taken = true;
    atexit(terminal_restore);
    fputs("\033[?1049h\033[?25l", stdout);
    fflush(stdout);
}

void terminal_restore(void)
{
    if (!taken)
        return;
    taken = false;
    fputs("\033[0m\033[?25h\033[?1049l", stdout);
    fflush(stdout);
    if (keys)
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

int terminal_key(void)
{
    unsigned char key;
    struct pollfd standard = {.fd = STDIN_FILENO, .events = POLLIN};
    if (!taken || !keys || poll(&standard, 1, 0) <= 0 || read(STDIN_FILENO, &key, 1) != 1)
        return 0;
    return key;
}
