/* Which of the names that keys lead to are worth a closer look. */

#ifndef ADLAR_PROMISING_H
#define ADLAR_PROMISING_H

#include <stdbool.h>

#include "glance.h"
#include "lookup.h"

/* What a key leads to: a target of `entry`, or one of its names; and what it is worth to share that key. */
typedef struct {
    int32_t number, query;
    float worth;
} Lead;

/* How promising a name is; `shared` is what it is worth to share the key by which it was found. Names are numbered by
   prominence: of those that are as like, the lower number goes first. */
static inline float worth_of(const Lookup *ix, const Bounds *bounds, uint64_t outline, uint8_t kind, int32_t name,
                             float shared) {
    const double all = ix->names > 1 ? (double)ix->names : 1.0;
    const bool same_kind = kind == ix->kind[name];
    const float sight =
        at_first_sight(outline, ix->outline[name], same_kind, bounds->outline_worth, bounds->kind_worth);
    const float prominence = (float)(1 - (double)name / all);
    return sight + shared + bounds->prominence_worth * prominence;
}

/* A name in the order of choice: the greatest worth first, of equal worth the least number. */
typedef struct {
    uint64_t order;
    int32_t entity;
} Choice;

/* The scratch of a choice. */
typedef struct {
    Choice *choices; /* as many as there is room for */
    int32_t *slots;  /* a table of the names of one query: a place among them, or -1 */
    int64_t room;
    int slot_bits;
} Choosing;

/* Make room for a choice among so many names of one query; false where there is no memory. */
bool adlar_room_to_choose(Choosing *choosing, int64_t names);

/* The names of one query that are likest at a glance, rising; gives how many they are, keyed_kept at most. */
int adlar_promising(const Lookup *ix, const Bounds *bounds, uint64_t outline, uint8_t kind, Lead *leads, int64_t count,
                    Choosing *choosing, int64_t *names);

#endif
