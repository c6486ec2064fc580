/* Sound strings that are compared with many others. */

#ifndef ADLAR_SOUNDS_H
#define ADLAR_SOUNDS_H

#include "engine.h"

/* Eight whole numbers side by side: what compilers make of the machine's own, whichever it is. */
#define LANES 8
#define BLOCKS (MAX_SOUNDS / LANES)
#define ABREAST 4 /* pairs that are compared at once */
#define PAIRS (MAX_TOKENS * READINGS * READINGS)
typedef int16_t Lanes __attribute__((vector_size(2 * LANES)));

/* A sound string made ready for comparing: what each of its sounds saves where another is heard for it.

   saved[block][other] holds the savings of eight sounds of the string, beyond its end 0. */
typedef struct {
    Lanes saved[BLOCKS][CODES];
} Prepared;

/* Pairs of strings that are to be compared: string one[k] of some that were made ready with string other[k] of others.
   The others have MAX_SOUNDS places each, beyond their end 0. */
typedef struct {
    const Prepared *ready;
    const uint8_t *const *others;
    int longest; /* sounds of the others, at most */
    int count;
    uint8_t one[PAIRS + ABREAST], other[PAIRS + ABREAST];
    int16_t saved[PAIRS + ABREAST]; /* the most that can be saved of the costs, in hundredths */
} Pairings;

static inline int blocks_of(int size) { return size > LANES ? (size + LANES - 1) / LANES : 1; }

/* The cost of dropping all sounds of a string that has MAX_SOUNDS places, beyond its end 0. Unit: hundredths. */
static inline int dropped(const Rules *rules, const uint8_t *sounds, int size) {
    int cost = 0;
    for (int block = 0; block < size; block += LANES)
        for (int i = block; i < block + LANES; i++)
            cost += rules->weight.drop[sounds[i]];
    return cost;
}

void adlar_prepare(const Rules *rules, const uint8_t *sounds, int size, Prepared *out);
void adlar_save(const Rules *rules, Pairings *pairings, int blocks);

#endif
