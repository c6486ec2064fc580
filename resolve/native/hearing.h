/* How alike tokens sound: those of one name, which listens, and one after the other that it hears. */

#ifndef ADLAR_HEARING_H
#define ADLAR_HEARING_H

#include "sounds.h"
#include "voices.h"

/* A name that is compared with many others, and its readings made ready for it. */
typedef struct {
    int tokens, first[MAX_TOKENS + 1]; /* the readings of token i are voices first[i] to first[i + 1] */
    uint8_t token[VOICES];             /* of each reading */
    uint8_t blocks[VOICES];            /* that it fills */
    Voices voices;
    Prepared ready[VOICES];
} Listener;

/* How a token sounds beside one that is heard. */
typedef struct {
    float value;    /* the best likeness over the readings of both, 0..1 */
    bool gendered;  /* whether they differ by a feminine ending */
} Sound;

void adlar_listen(const Rules *rules, const Side *side, int64_t begin, int tokens, Listener *listener);
void adlar_hear(const Rules *rules, const Listener *listener, const bool *open, const Voices *other, Sound *out);

#endif
