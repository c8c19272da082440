/* tell-stories [--one-by-one] FILE… - tells each story in a process of its own, several at a time: most of them wait
 * for a clock. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/scenario/story.h"

enum { AT_ONCE = 12 };

struct telling {
    pid_t process;
    const char *path;
};

static void story_begin(struct telling *telling, const char *path)
{
    fflush(NULL);
    telling->path = path;
    telling->process = fork();
    if (telling->process == 0)
        story_tell(path);
    if (telling->process < 0) {
        perror("fork");
        exit(2);
    }
}

/* Waits for one story to end and makes room for another; was it told to its end? */
static bool story_await(struct telling *tellings)
{
    int status;
    pid_t process = wait(&status);
    for (int i = 0; i < AT_ONCE; i++) {
        if (tellings[i].process != process || !tellings[i].path)
            continue;
        bool told = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        const char *name = strrchr(tellings[i].path, '/');
        printf("%s - %s\n", told ? "ok" : "not ok", name ? name + 1 : tellings[i].path);
        tellings[i].process = 0;
        return told;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct telling tellings[AT_ONCE] = {0};
    bool one_by_one = argc > 1 && strcmp(argv[1], "--one-by-one") == 0;
    int under_way = 0, failed = 0, first = 1 + one_by_one, most = one_by_one ? 1 : AT_ONCE;
    for (int next = first; next < argc || under_way;) {
        if (next < argc && under_way < most) {
            int place = 0;
            while (tellings[place].process)
                place++;
            story_begin(&tellings[place], argv[next++]);
            under_way++;
        } else {
            failed += !story_await(tellings);
            under_way--;
        }
    }
    printf("%d stories told, %d failed\n", argc - first, failed);
    return failed || argc <= first;
}
