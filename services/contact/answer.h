/* The reply to contact.reveal. */
#ifndef SERVICES_CONTACT_ANSWER_H
#define SERVICES_CONTACT_ANSWER_H

#include <stdbool.h>

#include "common/contact/contact.h"
#include "common/service/request.h"

/* What is known about the ticket beside what was sealed. */
struct revealed {
    int64_t ticket_id;
    bool anonymous, masked;
    const char *same_phone; /* a JSON array */
};

void revealed_answer(struct request *request, const struct revealed *revealed, const struct contact *contact);

#endif
