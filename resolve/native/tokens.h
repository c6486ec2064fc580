/* Tokens that are compared with many others. */

#ifndef ADLAR_TOKENS_H
#define ADLAR_TOKENS_H

#include "sounds.h"

/* How alike two forms are; the fields are those of resolve.evidence.tokens.Likeness. */
typedef struct {
    float value;
    bool same, sensed, nicknamed, gendered;
} Likeness;

#define KEPT 32
#define REMEMBERED 512

/* What was heard before: names of one query have most of their tokens in common. */
typedef struct {
    int32_t sound[KEPT]; /* of the left side, that was made ready in place sound % KEPT; -1 for none */
    Prepared prepared[KEPT];
    int64_t forms[REMEMBERED]; /* two forms that were compared, a place for each pair; -1 for none */
    Likeness likeness[REMEMBERED];
} Hearing;

void adlar_begin_hearing(Hearing *hearing);
Likeness adlar_likeness(const Rules *rules, const Side *left, const Side *right, int64_t a, int64_t b,
                        Hearing *hearing);

#endif
