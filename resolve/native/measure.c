/* The evidence of pairs of names: resolve.evidence.measure.measure_names, one pair after the other. */

#include "pair.h"

#define BLOCK 8 /* pairs of which the names are asked for at once */
#define STEPS 5 /* from a name to all that is read of it */

static bool may_be_person(const Rules *rules, uint8_t kind) {
    return kind == rules->number.person || kind == rules->number.unknown_kind;
}

static int tokens_of(const Side *side, int64_t name) {
    const int64_t count = side->first[name + 1] - side->first[name];
    return count < MAX_TOKENS ? (int)count : MAX_TOKENS;
}

/* Ask for what a gazetteer has of the names of some pairs before it is needed: their tokens lie far apart in two dozen
   columns, and most of the time would go by waiting for one after the other. Each step reads what the one before asked
   for. A function that only asks has no effect in the eyes of a compiler, which leaves out calls of it: so it is no
   call. */
static INLINE void fetch(const Side *side, const int64_t *names, int64_t begin, int64_t end, int step) {
    for (int64_t p = begin; p < end; p++) {
        const int64_t name = names[p];
        if (step == 0) {
            __builtin_prefetch(side->first + name);
            __builtin_prefetch(side->kind + name);
            continue;
        }
        if (step == 1) {
            __builtin_prefetch(side->form + side->first[name]);
            __builtin_prefetch(side->role + side->first[name]);
            continue;
        }
        for (int32_t k = side->first[name]; k < side->first[name + 1]; k++) {
            const int64_t form = side->form[k];
            if (step == 2) {
                __builtin_prefetch(side->fold + form);
                __builtin_prefetch(side->sense + form);
                __builtin_prefetch(side->given + form * MAX_GIVEN);
                __builtin_prefetch(side->initials + form);
                __builtin_prefetch(side->rarity + form);
                __builtin_prefetch(side->sound_first + form);
                __builtin_prefetch(side->letters_first + form);
                continue;
            }
            if (step == 3) {
                __builtin_prefetch(side->sound + side->sound_first[form]);
                __builtin_prefetch(side->letters + side->letters_first[form]);
                continue;
            }
            for (int32_t i = side->sound_first[form]; i < side->sound_first[form + 1]; i++) {
                const int64_t sound = side->sound[i];
                __builtin_prefetch(side->skeletons + sound);
                __builtin_prefetch(side->masks + sound);
                __builtin_prefetch(side->size + sound);
                __builtin_prefetch(side->codes + sound * MAX_SOUNDS);
                __builtin_prefetch(side->codes + sound * MAX_SOUNDS + MAX_SOUNDS - 1);
            }
        }
    }
}

/* Before a block is measured, the last step for it, and for each block after it one step less. */
static INLINE void fetch_ahead(const Side *side, const int64_t *names, int64_t block, int64_t n) {
    for (int step = 0; step < STEPS; step++) {
        const int64_t ahead = block + (STEPS - 1 - step) * BLOCK, end = ahead + BLOCK;
        fetch(side, names, block ? ahead : 0, end < n ? end : n, step);
    }
}

/* Measure n pairs. `values` is n x features, `answer`, `alike` and `same` are n x MAX_TOKENS, the others n; all come
   in as zeros, `answer` as -1. */
void adlar_measure(const Rules *rules, const Side *left, const Side *right, const int64_t *query, const int64_t *name,
                   int64_t n, float *values, uint8_t *partial, int8_t *answer, float *alike, uint8_t *same,
                   uint8_t *gendered) {
    Table table;
    Hearing hearing;
    adlar_begin_hearing(&hearing);
    for (int64_t p = 0; p < n; p++) {
        if (p % BLOCK == 0)
            fetch_ahead(right, name, p, n);
        const int64_t q = query[p], m = name[p];
        const Aligned pair = {
            .left = left,
            .right = right,
            .begin_l = left->first[q],
            .begin_r = right->first[m],
            .count_l = tokens_of(left, q),
            .count_r = tokens_of(right, m),
            .people = may_be_person(rules, left->kind[q]) && may_be_person(rules, right->kind[m]),
            .answer = answer + p * MAX_TOKENS,
            .alike = alike + p * MAX_TOKENS,
            .same = same + p * MAX_TOKENS,
        };
        float *row = values + p * rules->place.features;
        bool uneven;
        adlar_compare_tokens(rules, &pair, &hearing, &table);
        adlar_align(rules, &pair, &table);
        gendered[p] = adlar_parted_by_gender(&pair, &table);
        partial[p] = adlar_say_tokens(rules, &pair, row, &uneven);
        adlar_say_types(rules, &pair, row);
        row[rules->place.gender] = gendered[p] || adlar_son_and_daughter(rules, &pair);
        if (uneven && (row[rules->place.conflict] > 0 || row[rules->place.missing] > 0 || row[rules->place.surplus] > 0))
            adlar_say_together(rules, &pair, row);
    }
}
