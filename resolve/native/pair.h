/* Two names while they are compared, and what is said of them step by step; `adlar_measure` goes through the steps. */

#ifndef ADLAR_PAIR_H
#define ADLAR_PAIR_H

#include "tokens.h"

/* How alike each token of one name is to each of the other. */
typedef struct {
    float value[MAX_TOKENS][MAX_TOKENS];
    bool same[MAX_TOKENS][MAX_TOKENS], gendered[MAX_TOKENS][MAX_TOKENS], any_gendered;
} Table;

/* Two names whose tokens answer each other; the arrays are rows of resolve.evidence.alignment.Alignment. */
typedef struct {
    const Side *left, *right;
    int64_t begin_l, begin_r;
    int count_l, count_r;
    bool people;
    int8_t *answer;
    float *alike;
    uint8_t *same;
} Aligned;

void adlar_compare_tokens(const Rules *rules, const Aligned *pair, Compared *compared, Table *table);
void adlar_align(const Rules *rules, const Aligned *pair, const Table *table);
bool adlar_parted_by_gender(const Aligned *pair, const Table *table);
bool adlar_say_tokens(const Rules *rules, const Aligned *pair, float *values, bool *uneven);
bool adlar_son_and_daughter(const Rules *rules, const Aligned *pair);
void adlar_say_types(const Rules *rules, const Aligned *pair, float *values);
void adlar_say_together(const Rules *rules, const Aligned *pair, float *values);

/* How long what answers each other is, 0..1. */
static inline float as_length(const Rules *rules, float sounds) {
    const Weights *w = &rules->weight;
    return within((sounds - w->short_length) / (w->long_length - w->short_length), 0, 1);
}

#endif
