/* Readings of tokens side by side: what comparing them asks for, taken from the columns of a side once. */

#ifndef ADLAR_VOICES_H
#define ADLAR_VOICES_H

#include "engine.h"

#define VOICES (MAX_TOKENS * READINGS)

/* The readings of some forms, one form after the other. */
typedef struct {
    int count;
    uint64_t masks[VOICES], skeletons[VOICES];
    const uint8_t *codes[VOICES];
    int32_t dropped[VOICES]; /* the cost of dropping all sounds, in hundredths */
    uint8_t size[VOICES];
    uint8_t is_other[VOICES];  /* whether it is not the first of its form */
    uint8_t stem[VOICES];      /* sounds of one to which a feminine ending may be put, else 0 */
    uint8_t before_a[VOICES];  /* sounds before a final -a; WITHOUT_A if it has none */
} Voices;

#define WITHOUT_A 0xff

void adlar_add_voices(const Rules *rules, const Side *side, int64_t form, Voices *voices);

#endif
