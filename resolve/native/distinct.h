/* Sound strings, each kept once and found again by open addressing. */

#ifndef ADLAR_DISTINCT_H
#define ADLAR_DISTINCT_H

#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "hashes.h"

/* Distinct sound strings; a place holds the row of one, and one more. */
typedef struct {
    uint8_t *codes;
    int32_t *place;
    int64_t places, count;
} Distinct;

/* The row of the string that was written behind the last one; a new one stays there. */
static inline int32_t row_of(Distinct *distinct) {
    const uint8_t *new = distinct->codes + distinct->count * MAX_SOUNDS;
    uint64_t hash = 0, part;
    for (int i = 0; i < MAX_SOUNDS; i += 8) {
        memcpy(&part, new + i, sizeof part);
        hash = (hash ^ part) * MIX, hash ^= hash >> 32;
    }
    int64_t at = (int64_t)(hash & (uint64_t)(distinct->places - 1));
    for (; distinct->place[at]; at = (at + 1) & (distinct->places - 1))
        if (!memcmp(distinct->codes + (int64_t)(distinct->place[at] - 1) * MAX_SOUNDS, new, MAX_SOUNDS))
            return distinct->place[at] - 1;
    distinct->place[at] = (int32_t)distinct->count + 1;
    return (int32_t)distinct->count++;
}

/* Make room for so many strings; false where there is no memory. */
static inline bool make_room(Distinct *distinct, int64_t count) {
    if (2 * count < distinct->places)
        return true;
    Distinct wider = {distinct->codes, NULL, 1024, 0};
    while (wider.places < 4 * count)
        wider.places *= 2;
    wider.place = calloc((size_t)wider.places, sizeof *wider.place);
    if (!wider.place)
        return false;
    while (wider.count < distinct->count)
        row_of(&wider);
    free(distinct->place);
    *distinct = wider;
    return true;
}

#endif
