/* Sound strings that are compared with many others. */

#ifndef ADLAR_SOUNDS_H
#define ADLAR_SOUNDS_H

#include "engine.h"

/* Eight whole numbers side by side: what compilers make of the machine's own, whichever it is. */
#define LANES 8
#define BLOCKS (MAX_SOUNDS / LANES)
typedef int16_t Lanes __attribute__((vector_size(2 * LANES)));

/* A sound string made ready for comparing: what each of its sounds saves where another is heard for it.

   saved[block][other] holds the savings of eight sounds of the string, beyond its end 0. */
typedef struct {
    int32_t size, blocks, dropped;
    Lanes saved[BLOCKS][CODES];
} Prepared;

void adlar_prepare(const Rules *rules, const uint8_t *sounds, int size, Prepared *out);
float adlar_distance(const Rules *rules, const Prepared *x, const uint8_t *y, int size_y);

#endif
