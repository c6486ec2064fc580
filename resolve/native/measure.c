/* The evidence of pairs of names: resolve.evidence.measure.measure_names, one pair after the other. */

#include <stdlib.h>
#include <string.h>

#include "ahead.h"
#include "pair.h"

static bool may_be_person(const Rules *rules, uint8_t kind) {
    return kind == rules->number.person || kind == rules->number.unknown_kind;
}

/* Empty the place for what is said of a pair. */
static void make_place(const Aligned *pair, float *row, int features) {
    memset(pair->answer, 0xff, MAX_TOKENS);
    memset(pair->alike, 0, MAX_TOKENS * sizeof *pair->alike);
    memset(pair->same, 0, MAX_TOKENS);
    memset(row, 0, (size_t)features * sizeof *row);
}

/* Measure n pairs. `values` is n x features, `answer`, `alike` and `same` are n x MAX_TOKENS, the others n. 1 where
   there is no memory. */
int adlar_measure(const Rules *rules, const Side *left, const Side *right, const int64_t *query, const int64_t *name,
                   int64_t n, float *values, uint8_t *partial, int8_t *answer, float *alike, uint8_t *same,
                   uint8_t *gendered) {
    Table table;
    Compared *compared = malloc(sizeof *compared);
    int64_t listening = -1;
    if (!compared)
        return 1;
    memset(&compared->heard, 0, sizeof compared->heard);
    for (int64_t p = 0; p < n; p++) {
        if (p % PAIRS_AT_ONCE == 0) {
            fetch_ahead(left, query, p, n);
            fetch_ahead(right, name, p, n);
        }
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
        if (q != listening)
            adlar_begin_comparing(rules, left, pair.begin_l, pair.count_l, compared);
        listening = q;
        float *row = values + p * rules->place.features;
        bool uneven;
        make_place(&pair, row, rules->place.features);
        adlar_compare_tokens(rules, &pair, compared, &table);
        adlar_align(rules, &pair, &table);
        gendered[p] = adlar_parted_by_gender(&pair, &table);
        partial[p] = adlar_say_tokens(rules, &pair, row, &uneven);
        adlar_say_types(rules, &pair, row);
        row[rules->place.gender] = gendered[p] || adlar_son_and_daughter(rules, &pair);
        if (uneven && (row[rules->place.conflict] > 0 || row[rules->place.missing] > 0 || row[rules->place.surplus] > 0))
            adlar_say_together(rules, &pair, row);
    }
    free(compared);
    return 0;
}
