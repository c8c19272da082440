/* report.question: figures of a period. The question itself is common/question's matter; here it is limited to what is
 * for the one who asks: all of the city, the areas that they look after, or the organisations that they act for. */
#include "common/question/question.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "services/report/report.h"

static struct report *report_of(struct work *work)
{
    return worker_state(work->worker);
}

/* The questions' own checks are made when it is their turn: what they find out is too much to be kept in a request. */
bool question_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct value *city = &request->values[0];
    return cities_find(worker_cities(worker), city->text, city->length) ||
           fault_set(fault, "unknown_city", "city", "there is no city '%s'", city->text);
}

static bool limit_take(struct question *question, enum dimension dimension, const json_t *seen, struct fault *fault)
{
    size_t count = json_array_size(seen);
    int32_t *ids = memory_new(count + 1, sizeof *ids);
    for (size_t i = 0; i < count; i++)
        ids[i] = (int32_t)json_integer_value(json_array_get(seen, i));
    bool fits = question_limit(question, dimension, ids, count, fault);
    free(ids);
    return fits;
}

/* Who has both areas and organisations is limited to the organisations where the question names any. */
static bool viewer_limit(struct question *question, const struct viewer *viewer, struct fault *fault)
{
    json_t *seen = json_loadb(viewer->setting, viewer->length, 0, NULL);
    const json_t *areas = json_object_get(seen, "areas"), *organisations = json_object_get(seen, "organisations");
    bool by_areas =
        json_array_size(areas) && !(json_array_size(organisations) && question->selected[DIMENSION_ORGANISATION].given);
    bool fits = false;
    if (by_areas)
        fits = limit_take(question, DIMENSION_AREA, areas, fault);
    else if (json_array_size(organisations))
        fits = limit_take(question, DIMENSION_ORGANISATION, organisations, fault);
    else
        fault_set(fault, "not_yours", "actor",
                  "figures are for who works for the command centre, acts for an organisation or looks after an area");
    json_decref(seen);
    return fits;
}

bool question_take(struct work *work, struct request *request, struct fault *fault)
{
    const struct message_question_head *head = (struct message_question_head *)(void *)request->values;
    const struct pack *pack = cities_find(worker_cities(work->worker), head->city.text, head->city.length);
    struct question *question = &report_of(work)->question;
    int person;
    question_clear(question);
    if (!viewer_check(pack, &head->actor, &person, fault) ||
        !question_read(pack, head, pack_date(pack, instant_now()), question, fault))
        return false;
    const struct viewer *viewer = query_viewer(work, 0, person);
    return viewer->sees_all || viewer_limit(question, viewer, fault);
}

static enum work_next refuse(struct request *request, const struct fault *fault)
{
    request_refuse(request, REPLY_REFUSED, fault);
    return WORK_ABANDON;
}

void question_answer(struct request *request, json_t *reply)
{
    char *text = json_dumps(reply, JSON_COMPACT | JSON_REAL_PRECISION(9));
    request_answer_text(request, text, strlen(text));
    free(text);
    json_decref(reply);
}

static enum work_next question_step(struct work *work, int step)
{
    struct request *request = work->requests[0];
    struct answering *answering = &report_of(work)->answering;
    struct fault fault;
    if (step == 0) {
        if (!question_take(work, request, &fault) ||
            !question_read_rest(REQUEST_VALUES(request, question), &report_of(work)->question, &fault))
            return refuse(request, &fault);
        answering_begin(answering, &report_of(work)->question);
    }
    if (answering_step(answering, work->store))
        return WORK_MORE;
    if (answering->failed)
        return refuse(request, &answering->fault);
    request_answer_text(request, answering->reply.bytes, answering->reply.used);
    return WORK_ABANDON;
}

const struct work_kind question_batch = {
    .name = "question", .requests_max = 1, .snapshot = true, .step = question_step};
