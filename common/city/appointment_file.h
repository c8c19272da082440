/* appointments: and deputies: of people.yaml. Private to common/city. */
#ifndef COMMON_CITY_APPOINTMENT_FILE_H
#define COMMON_CITY_APPOINTMENT_FILE_H

#include "common/city/reading.h"

/* Reads the list (or none) of the person at a place into an array with room for all; returns how many there are. */
int appointments_read(struct reading *reading, const struct place *person, const struct value *list,
                      struct pack_appointment *appointments);

/* A handler or head of a department without an organisation is a fault. */
void appointment_organisation_check(const struct place *place, const struct node *node, unsigned roles,
                                    const struct value *organisation);

/* Who stands in for whom: named with the absent person, needed with the deputy. */
struct deputy {
    int deputy;
    int entry;     /* 0-based, in the list of the person */
    size_t number; /* in the order of the file */
    struct pack_deputyship deputyship;
};

/* Begin with all zero; deputies_give frees it. */
struct deputies {
    struct deputy *items;
    size_t count, capacity;
};

/* Reads the list (or none) of a person (an index). All people must be known. */
void deputies_read(struct reading *reading, const struct place *person_place, const struct value *list, int person,
                   struct deputies *deputies);

/* Gives each deputy of the pack their deputyships. */
void deputies_give(struct reading *reading, struct deputies *deputies);

#endif
