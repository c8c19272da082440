/* steward report export: tickets page by page into a file. While a page is written report reads the next; neither holds
 * more than two. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/export.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/report_table.h"

enum { PAGE_MS = 60000 }; /* how long a page may take: that of a viewer who sees little is looked for long */

/* An export under way. */
struct paging {
    struct bus_client *client;
    struct export *export;
    const struct message_type *type;
    json_t *message; /* of the next page */
    struct export_table *table;
    int64_t upto, head; /* positions of the log: of the first page, of the newest */
    int64_t moved;      /* tickets that went on after the first page was read */
    bool begun;
};

static void page_ask(struct paging *paging)
{
    char *text = json_dumps(paging->message, JSON_COMPACT);
    bus_client_send(paging->client, paging->type->name, NULL, instant_now() + PAGE_MS, text, strlen(text), NULL);
    free(text);
}

/* The page that was asked for; NULL, told on stderr, where there is none. The caller's reference. */
static json_t *page_receive(struct paging *paging)
{
    char sentence[1200] = "does not answer; steward status tells what runs";
    struct bus_answer answer = {0};
    if (bus_client_receive(paging->client, PAGE_MS, &answer) && answer.status == REPLY_OK)
        return json_loadb(answer.body, answer.length, 0, NULL);
    if (answer.answered)
        call_refusal(&answer, sentence, sizeof sentence);
    ctl_fail("%s: %s", paging->type->name, sentence);
    return NULL;
}

/* The files are begun with the first page, so that what report refuses leaves none. */
static bool page_begin(struct paging *paging, const json_t *page)
{
    if (!paging->begun) {
        paging->upto = field_integer(page, "upto");
        json_object_set_new(paging->message, "upto", json_integer(paging->upto));
        paging->begun = export_begin(paging->export, paging->table);
    }
    paging->head = field_integer(page, "head");
    return paging->begun;
}

static bool page_write(struct paging *paging, const json_t *page)
{
    size_t i;
    const json_t *row;
    json_array_foreach(json_object_get(page, "rows"), i, row)
    {
        paging->moved += field_integer(row, "position") > paging->upto;
        if (!export_row(paging->export, row))
            return false;
    }
    return true;
}

/* One page, and asks for the one behind it before it is written. False where it is over; *status tells how. */
static bool page_step(struct paging *paging, int *status)
{
    json_t *page = page_receive(paging);
    *status = CTL_FAILED;
    if (!page)
        export_abandon(paging->export);
    bool good = page && page_begin(paging, page), more = good && field_present(page, "next");
    if (more) {
        json_object_set(paging->message, "after", json_object_get(page, "next"));
        page_ask(paging);
    }
    good = good && page_write(paging, page);
    json_decref(page);
    if (good && !more)
        *status = export_end(paging->export) ? CTL_DONE : CTL_FAILED;
    return good && more;
}

static void snapshot_tell(const struct paging *paging)
{
    fprintf(stderr,
            "tickets received up to position %" PRId64 " of the log, each as it stood when it was read, up to position "
            "%" PRId64 "; %" PRId64 " of them went on meanwhile\n",
            paging->upto, paging->head, paging->moved);
}

static int pages_write(struct paging *paging)
{
    int status;
    page_ask(paging);
    while (page_step(paging, &status))
        ;
    if (status == CTL_DONE)
        snapshot_tell(paging);
    return status;
}

static int export_run(struct ctl *ctl, json_t *message)
{
    const struct message_type *type = message_type_at(MESSAGE_ticket_export);
    struct paging paging = {.export = ctl->export, .type = type, .message = message};
    if (ctl->json && !ctl->export->paths[OUTPUT_JSON])
        ctl->export->paths[OUTPUT_JSON] = "-";
    if (!export_asked(ctl->export)) {
        ctl_fail("nothing to be written: give --csv FILE, --xlsx FILE, --html FILE, --pdf FILE or --json");
        return CTL_USAGE;
    }
    paging.table = memory_new(1, sizeof *paging.table);
    int status = CTL_FAILED;
    if (!report_table_export(paging.table, field_text(message, "what")))
        status = ctl_fail("what: must be tickets, open-data or open311 and is '%s'", field_text(message, "what"));
    else if ((paging.client = call_client(ctl, call_service(type), 1)) != NULL)
        status = pages_write(&paging);
    bus_client_destroy(&paging.client);
    free(paging.table);
    return status;
}

int report_export_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] =
        "Tickets as a file, page by page: however many there are, they are never in memory.\v"
        "--what tickets has all that a ticket's list shows, without its reporter; open-data and open311 have what the "
        "public may have (docs/export.md). Tickets that come meanwhile are not among them.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_ticket_export), .text = text, .converse = export_run};
    return message_command_run(ctl, &command, argc, argv);
}
