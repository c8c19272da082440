/* contact: reveals contact data, and finds tickets by it. */
#include "services/contact/contact.h"

int main(int argc, char **argv)
{
    static const struct handler handlers[] = {
        {MESSAGE_contact_reveal, reveal_check, &reveal_batch},
        {MESSAGE_contact_find, find_check, &find_batch},
    };
    static const struct service contact = {
        .name = "contact",
        .role = "steward_contact",
        .by_index = true,
        .handlers = handlers,
        .handler_count = sizeof handlers / sizeof *handlers,
        .open = reveal_open,
        .close = reveal_close,
    };
    return service_run(&contact, argc, argv);
}
