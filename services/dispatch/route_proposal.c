/* A ticket as received_read.sql has it, as what the model is asked about. */
#include "services/dispatch/route_proposal.h"

#include <string.h>

#include "services/dispatch/dispatch.h"

/* Columns of received_read.sql that are read here. */
enum { RECEIVED_AT = 9, HAS_PLACE = 10, LATITUDE = 11, LONGITUDE = 12, TITLE = 13, DESCRIPTION = 14 };

int32_t route_proposal(struct work *work, int row, const struct move *move, double *confidence)
{
    struct dispatch *dispatch = worker_state(work->worker);
    struct triage_proposal proposals[TRIAGE_PROPOSALS];
    const struct store *store = work->store;
    int area = pack_area_of_id(move->people, move->ticket.area_id);
    int channel = pack_channel_of_id(move->people, move->ticket.channel_id);
    size_t length;
    if (area < 0 || channel < 0)
        return 0;
    bool described = !store_is_null(store, dispatch->received, row, DESCRIPTION);
    struct triage_input input = {
        .title = store_text(store, dispatch->received, row, TITLE, &length),
        .description = described ? store_text(store, dispatch->received, row, DESCRIPTION, &length) : NULL,
        .area = move->people->areas[area].code,
        .channel = move->people->channels[channel].code,
        .has_place = store_integer(store, dispatch->received, row, HAS_PLACE),
        .latitude = DEGREES(store_integer(store, dispatch->received, row, LATITUDE)),
        .longitude = DEGREES(store_integer(store, dispatch->received, row, LONGITUDE))};
    int count = proposer_ask(dispatch->proposer, move->people, &input,
                             store_instant(store, dispatch->received, row, RECEIVED_AT), proposals);
    if (!count || proposals[0].confidence < move->people->proposal_confidence)
        return 0;
    *confidence = proposals[0].confidence;
    int at = pack_organisation_find(move->people, proposals[0].organisation, strlen(proposals[0].organisation));
    return at < 0 ? 0 : move->people->organisations[at].id;
}
