/* Tokens that are compared with many others. */

#ifndef ADLAR_TOKENS_H
#define ADLAR_TOKENS_H

#include "hearing.h"

/* How alike two forms are; the fields are those of resolve.evidence.tokens.Likeness. */
typedef struct {
    float value;
    bool same, sensed, nicknamed, gendered;
} Likeness;

#define MET_BITS 7
#define MET (1 << MET_BITS)

/* The tokens of a name, and those of others that were compared with them: names that are compared with one have most
   of their tokens in common. */
typedef struct {
    const Side *left;
    int64_t begin;
    int32_t met[MET]; /* a form, in a place that follows from its number; -1 for none */
    Likeness likeness[MET][MAX_TOKENS];
    Voices heard; /* the form that was compared last; beyond its readings, those of others before it */
    Listener listener;
} Compared;

void adlar_begin_comparing(const Rules *rules, const Side *left, int64_t begin, int tokens, Compared *compared);
const Likeness *adlar_likeness(const Rules *rules, const Side *right, int32_t form, Compared *compared);
float adlar_slip(const Rules *rules, const Side *left, const Side *right, int64_t a, int64_t b, float heard);

#endif
