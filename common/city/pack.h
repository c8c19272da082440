/* City packs: areas, organisations, categories, people, channels and routing of one city, read from a folder of YAML
 * files.
 *
 * A pack is checked as a whole: every fault is told with file and line, and nothing is taken from a pack with a fault.
 * A pack that was read does not change, but for the database ids that whoever stores or loads it writes into it
 * (city_id, version, and `id` of each thing), after which it calls pack_bind_finish.
 * Things refer to each other by index into the pack's arrays, which stand in the order of the files.
 */
#ifndef COMMON_CITY_PACK_H
#define COMMON_CITY_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/city/fault.h"
#include "common/city/kind.h"
#include "common/city/ladder.h"
#include "common/city/texts.h"
#include "common/time/limit.h"
#include "proto/lifecycle.h"

enum {
    PACK_CITY_CODE_MOST = 32,
    PACK_CHANNEL_CODE_MOST = 32,
    PACK_CODE_MOST = 64,  /* bytes; characters A-Z a-z 0-9 . _ - */
    PACK_NAME_MOST = 200, /* bytes of UTF-8 */
    PACK_CONDITION_MOST = 2000,
    PACK_STANDARDS_MOST = 20000,
};

enum { HOUSEHOLDS_UNKNOWN = -1 };

struct pack_area {
    const char *code, *name;
    const char *qr; /* what its QR plate says, or NULL */
    int kind;       /* enum area_kind */
    int parent;     /* index, or -1 for the root */
    int households; /* that live there, with all below; or HOUSEHOLDS_UNKNOWN */
    int32_t id;     /* in the database; 0 until bound */
};

struct pack_organisation {
    const char *code, *name;
    int kind;     /* enum organisation_kind */
    int area;     /* index, or -1 */
    int calendar; /* private: use pack_calendar */
    int32_t id;
};

struct pack_category {
    const char *code, *name;
    int parent;         /* index, or -1 */
    int kind;           /* enum category_kind, its root's; 0 where the pack does not tell */
    struct limit limit; /* its own, where has_limit; use pack_limit */
    bool has_limit;
    int ladder; /* private: use pack_ladder */
    int32_t id;
};

/* Roles for an organisation and some areas, in a time. */
struct pack_appointment {
    unsigned roles;   /* bit 1u << number of ROLE in proto/lifecycle.def */
    int organisation; /* index, or -1; a handler always has one */
    const int *areas; /* indices; what is below them is covered too. None: everywhere */
    int area_count;
    int32_t from, until; /* dates (common/time/date.h), both counted; INT32_MIN, INT32_MAX where it is open */
};

/* A time in which a person acts with the appointments of another. */
struct pack_deputyship {
    int person; /* whose appointments */
    int32_t from, until;
};

/* Who may do what on a date is asked of pack_person_roles and pack_person_serves. */
struct pack_person {
    const char *code, *name;
    const struct pack_appointment *appointments;
    int appointment_count;
    const struct pack_deputyship *deputyships;
    int deputyship_count;
    int32_t id;
};

struct pack_channel {
    const char *code, *name;
    int32_t id;
};

/* How a ticket is handed out. Numbers are stored in the database: never reuse or change one. */
enum hand_out_mode {
    HAND_OUT_ASSIGN = 1, /* 派单: to one organisation */
    HAND_OUT_JOINT = 2,  /* 吹哨报到: to one that leads, and others that are called */
    HAND_OUT_CLAIM = 3,  /* 点单接单: offered to a group; to `organisation` where nobody claims it in time */
};

struct pack_rule {
    int number;       /* 1-based, as in the file */
    int category;     /* index, or -1 for * */
    int area;         /* index, or -1 for * */
    int organisation; /* index */
    bool has_limit;
    struct limit limit;
    int line; /* of routing.yaml */
    enum hand_out_mode mode;
    const int *group; /* indices of organisations. HAND_OUT_JOINT: the co-handlers; HAND_OUT_CLAIM: who may claim */
    int group_count;
    const char *comment; /* or "" */
};

/* Which organisation answers for a category in an area, in a time. */
struct pack_responsibility {
    int category, area;  /* indices, or -1 for * */
    int organisation;    /* index */
    int32_t from, until; /* as of an appointment */
    int number, line;    /* of responsibilities.yaml; number is 1-based */
};

/* When a matter of a small category is taken up and when it is done 立结案标准. A category may have several. */
struct pack_standard {
    const char *code;
    int category;       /* index; none stands below it */
    const char *open;   /* 立案条件 */
    const char *close;  /* 结案条件 */
    struct limit limit; /* 处置时限 */
    int organisation;   /* that handles it 处置单位, or -1 */
    int supervisor;     /* that sees to it 主管部门, or -1 */
};

struct calendar;
struct zone;
struct notify;
struct standing_reports;

struct pack {
    const char *code, *name, *timezone, *source;
    struct zone *zone;   /* of `timezone` */
    bool triage_by_rule; /* a matching rule dispatches by itself; else a person does */
    struct limit default_limit;
    struct limit return_within; /* after sign-off, by the calendar of who holds the task */
    int return_times;           /* how often one ticket may be returned */
    int extension_times;        /* how often the limit of one task may be extended */
    int64_t suspension_most_ms;
    int64_t reopen_within_ms;   /* after the closing */
    int64_t urge_every_ms;      /* at least so long after the urge before */
    int urge_times;             /* how often a task may be urged */
    int64_t appeal_within_ms;   /* after the closing */
    bool escalate_on_overdue;   /* a task that is overdue goes to the next level by itself 提级 */
    int follow_up_attempts;     /* how often one tries to reach the reporter */
    double proposal_confidence; /* where no rule decides, a proposal that is at least so sure is used; 0: never */
    bool publish_title, publish_description, publish_address; /* of tickets, as open data */
    struct calendar *calendar;                                /* NULL: the city counts continuous time only */
    struct pack_area *areas;
    struct pack_organisation *organisations;
    struct pack_category *categories;
    struct pack_person *people;
    struct pack_channel *channels;
    struct pack_rule *rules;
    struct pack_responsibility *responsibilities; /* by category, then area, then from */
    int responsibility_count;
    struct pack_standard *standards; /* those of a category stand together, in the order of the file */
    int standard_count;
    int area_count, organisation_count, category_count, person_count, channel_count, rule_count;
    const struct notify *notify;            /* who is told of what: notify_file.h; NULL: nobody */
    const struct standing_reports *reports; /* private: use pack_reports of report_file.h */
    int32_t city_id;                        /* in the database; 0 until bound */
    int32_t version;
    struct pack_index *index; /* private */
};

/* Reads the pack in `folder`. True: *out is the caller's, for pack_destroy. False: *out is NULL and `faults` tells, in
 * order of file and line, everything that is wrong. */
bool pack_read_folder(const char *folder, struct pack **out, struct pack_faults *faults);

/* The same from texts, in any order; they may go when it returns. */
bool pack_read_texts(const struct pack_text *texts, size_t count, struct pack **out, struct pack_faults *faults);

void pack_destroy(struct pack **pack);

/* The index of the thing with this code, or -1. Hashed: for the path of every complaint. */
int pack_area_find(const struct pack *pack, const char *code, size_t length);
int pack_organisation_find(const struct pack *pack, const char *code, size_t length);
int pack_category_find(const struct pack *pack, const char *code, size_t length);
int pack_person_find(const struct pack *pack, const char *code, size_t length);
int pack_channel_find(const struct pack *pack, const char *code, size_t length);
int pack_standard_find(const struct pack *pack, const char *code, size_t length);

/* The index of the area whose QR plate says this, or -1. Hashed. */
int pack_area_of_qr(const struct pack *pack, const char *qr, size_t length);

/* To be called when the ids were written: from then on the functions below know them. May be called again. */
void pack_bind_finish(struct pack *pack);

/* The index of the thing with this database id (not 0), or -1. Hashed. */
int pack_area_of_id(const struct pack *pack, int32_t id);
int pack_organisation_of_id(const struct pack *pack, int32_t id);
int pack_category_of_id(const struct pack *pack, int32_t id);
int pack_person_of_id(const struct pack *pack, int32_t id);
int pack_channel_of_id(const struct pack *pack, int32_t id);

/* The first rule that covers the category and the area (indices), or NULL. One look into a table. */
const struct pack_rule *pack_route(const struct pack *pack, int category, int area);

/* The organisation (an index) that answers for the category in the area on a date: of the most specific category that
 * has one there, in the most specific area; -1 where there is none. For what no rule covers. */
int pack_responsible(const struct pack *pack, int category, int area, int32_t date);

/* The limit for a task: the rule's (where one is given and has one), else that of the category or its nearest ancestor
 * that has one, else the city's default. */
struct limit pack_limit(const struct pack *pack, const struct pack_rule *rule_or_null, int category);

/* The standards of a category (an index): *count of them from *first on; 0 where it has none. */
void pack_standards_of(const struct pack *pack, int category, int *first, int *count);

/* The limit of a kind of clock other than CLOCK_HANDLING (see pack_limit) and CLOCK_SUSPENSION, which runs to a date.
 * False, with *out untouched, where this clock is not kept in this city. */
bool pack_clock_limit(const struct pack *pack, enum clock_kind kind, struct limit *out);

/* The steps of a kind of clock; for CLOCK_HANDLING that of the category (an index, or -1) or of its nearest ancestor
 * that has one goes first. Never NULL: where the pack says nothing it is one STEP_OVERDUE that tells nobody. */
const struct ladder *pack_ladder(const struct pack *pack, enum clock_kind kind, int category);

/* By which calendar limits of a task of this organisation (an index, or -1) are counted: its own, else the city's.
 * NULL: continuous time only. */
const struct calendar *pack_calendar(const struct pack *pack, int organisation);

/* The last year that all calendars of the pack have; 0 where it has none. */
int pack_calendar_last_year(const struct pack *pack);

/* Is `area` (an index) `over` or somewhere below it? */
bool pack_area_within(const struct pack *pack, int area, int over);

/* How many areas `area` (an index) is below the root. */
int pack_area_depth(const struct pack *pack, int area);

/* The date (days since 1970-01-01) that it is in the city at an instant (ms since the epoch). */
int32_t pack_date(const struct pack *pack, int64_t instant);

/* All roles (bits) that the person (an index) has in `area` (an index, or -1: anywhere) on a date, by appointments of
 * their own or as a deputy. A deputy has no roles of those for whom the absent one stands in. */
unsigned pack_person_roles(const struct pack *pack, int person, int area, int32_t date);

/* How deep in the tree (pack_area_depth) the most specific area is for which the person has one of `roles` (bits) and
 * which covers `area` (an index); 0 where they have it everywhere, -1 where they do not have it there. */
int pack_person_depth(const struct pack *pack, int person, unsigned roles, int area, int32_t date);

/* Has the person one of `roles` (bits) for the organisation (an index) on the date, of their own or as a deputy? */
bool pack_person_serves(const struct pack *pack, int person, unsigned roles, int organisation, int32_t date);

/* Is the person (an index) the other one (an index) themselves, or their deputy on the date? */
bool pack_person_stands_for(const struct pack *pack, int person, int other, int32_t date);

/* Has the person one of `roles` (bits) on the date, of their own or as a deputy, in that area (an index, or -1: none)
 * or everywhere; as a handler or head, for that organisation (an index, or -1: none) or for none in particular? */
bool pack_person_concerned(const struct pack *pack, int person, unsigned roles, int organisation, int area,
                           int32_t date);

/* The organisation (an index) for which the person acts on the date, of their own or as a deputy, where it is one only;
 * else -1. */
int pack_person_organisation(const struct pack *pack, int person, int32_t date);

#endif
