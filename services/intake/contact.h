/* Contact data within a submission: checked, sealed before it leaves this process, stored beside the complaint. */
#ifndef SERVICES_INTAKE_CONTACT_H
#define SERVICES_INTAKE_CONTACT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/service/request.h"
#include "common/service/settings.h"
#include "common/store/store.h"

struct contacts;

/* The keys are in the folder `keys` of the installation's home. Without them contact data is refused, nothing else. */
struct contacts *contacts_new(const struct settings *settings);
void contacts_destroy(struct contacts **contacts);

/* Does the submission hold contact data, or the wish not to be named? */
bool contact_given(const struct message_ticket_submit *m);

/* Checks what was given, and makes *hash one that may be stored: see sealer_hash. */
bool contact_check(struct contacts *contacts, const struct message_ticket_submit *m, int64_t *hash,
                   struct fault *fault);

/* The rows of a batch: begun, added one by one, and sent where there are any. */
void contacts_start(struct contacts *contacts);
void contact_add(struct contacts *contacts, int32_t city_id, int64_t ticket_id, const struct message_ticket_submit *m);
void contacts_send(struct contacts *contacts, struct store *store);

/* The batch is committed. */
void contacts_done(struct contacts *contacts);

#endif
