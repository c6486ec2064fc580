/* The evidence of pairs of names: resolve.evidence.measure.measure_names, one pair after the other. */

#include "pair.h"

/* Pairs of which the names are asked for at once: enough to wait for all together, few enough to stay in the cache. */
#define AHEAD 16

static bool may_be_person(const Rules *rules, uint8_t kind) {
    return kind == rules->number.person || kind == rules->number.unknown_kind;
}

static int tokens_of(const Side *side, int64_t name) {
    const int64_t count = side->first[name + 1] - side->first[name];
    return count < MAX_TOKENS ? (int)count : MAX_TOKENS;
}

/* Ask for what a gazetteer has of names before it is needed: their tokens lie far apart in two dozen columns, and
   most of the time would go by waiting for one after the other. Each step reads what the one before has asked for.
   A function that only asks has no effect in the eyes of a compiler, which leaves out calls of it: so it is no call. */
static INLINE void fetch(const Side *side, const int64_t *name, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        __builtin_prefetch(side->first + name[i]);
        __builtin_prefetch(side->kind + name[i]);
    }
    for (int64_t i = 0; i < n; i++) {
        __builtin_prefetch(side->form + side->first[name[i]]);
        __builtin_prefetch(side->role + side->first[name[i]]);
    }
    for (int64_t i = 0; i < n; i++)
        for (int32_t k = side->first[name[i]]; k < side->first[name[i] + 1]; k++) {
            const int64_t form = side->form[k];
            __builtin_prefetch(side->fold + form);
            __builtin_prefetch(side->sense + form);
            __builtin_prefetch(side->given + form * MAX_GIVEN);
            __builtin_prefetch(side->initials + form);
            __builtin_prefetch(side->rarity + form);
            __builtin_prefetch(side->sound_first + form);
            __builtin_prefetch(side->letters_first + form);
        }
    for (int64_t i = 0; i < n; i++)
        for (int32_t k = side->first[name[i]]; k < side->first[name[i] + 1]; k++) {
            __builtin_prefetch(side->sound + side->sound_first[side->form[k]]);
            __builtin_prefetch(side->letters + side->letters_first[side->form[k]]);
        }
    for (int64_t i = 0; i < n; i++)
        for (int32_t k = side->first[name[i]]; k < side->first[name[i] + 1]; k++)
            for (int32_t s = side->sound_first[side->form[k]]; s < side->sound_first[side->form[k] + 1]; s++) {
                const int64_t sound = side->sound[s];
                __builtin_prefetch(side->skeletons + sound);
                __builtin_prefetch(side->masks + sound);
                __builtin_prefetch(side->size + sound);
                __builtin_prefetch(side->codes + sound * MAX_SOUNDS);
                __builtin_prefetch(side->codes + sound * MAX_SOUNDS + MAX_SOUNDS - 1);
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
        if (p % AHEAD == 0)
            fetch(right, name + p, n - p < AHEAD ? n - p : AHEAD);
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
