/* A count for each number that was met, by open addressing: a table small enough for a near cache. */

#ifndef ADLAR_COUNTS_H
#define ADLAR_COUNTS_H

#include <stdint.h>

#include "hashes.h"

#define SLOT_BITS 13
#define SLOTS (1 << SLOT_BITS)
#define NO_COUNT UINT64_MAX

/* There must be far fewer numbers than slots, so that a free one is near. */
typedef struct {
    uint64_t slot[SLOTS]; /* a number, and below it its count; NO_COUNT where there is none */
    uint16_t met[SLOTS];
} Counts;

static inline void begin_counts(Counts *counts) {
    for (int i = 0; i < SLOTS; i++)
        counts->slot[i] = NO_COUNT;
}

static inline int32_t number_of(uint64_t slot) { return (int32_t)(slot >> 32); }

static inline uint32_t count_of(uint64_t slot) { return (uint32_t)slot; }

/* Where a number stands, or would. */
static inline uint32_t place_of(const Counts *counts, int32_t number) {
    uint32_t at = home_of(number, SLOT_BITS);
    while (counts->slot[at] != NO_COUNT && number_of(counts->slot[at]) != number)
        at = (at + 1) % SLOTS;
    return at;
}

/* The slot of a number that stands at a place, whose count is 0 at first; `met` of them were met so far. Whether this
   one was is hard to foretell, and so nothing branches on it. */
static inline uint64_t meet(Counts *counts, uint32_t at, int32_t number, int *met) {
    const uint64_t slot = counts->slot[at];
    counts->met[*met] = (uint16_t)at;
    *met += slot == NO_COUNT;
    return slot == NO_COUNT ? (uint64_t)(uint32_t)number << 32 : slot;
}

static inline uint64_t slot_met(const Counts *counts, int i) { return counts->slot[counts->met[i]]; }

static inline void empty(Counts *counts, int met) {
    for (int i = 0; i < met; i++)
        counts->slot[counts->met[i]] = NO_COUNT;
}

#endif
