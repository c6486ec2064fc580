/* Which token of one name answers which of the other: resolve.evidence.alignment, one pair of names at a time. */

#include "pair.h"

/* How alike each token of one name is to each of the other. */
void adlar_compare_tokens(const Rules *rules, const Aligned *pair, Hearing *hearing, Table *table) {
    const Weights *w = &rules->weight;
    const Numbers *is = &rules->number;
    for (int i = 0; i < pair->count_l; i++) {
        const int32_t a = pair->left->form[pair->begin_l + i];
        const int role_a = pair->left->role[pair->begin_l + i];
        for (int j = 0; j < pair->count_r; j++) {
            const int32_t b = pair->right->form[pair->begin_r + j];
            const int role_b = pair->right->role[pair->begin_r + j];
            const Likeness found = adlar_likeness(rules, pair->left, pair->right, a, b, hearing);
            const bool parted = found.gendered && pair->people;
            float value = parted ? least(found.value, w->gendered) : found.value;
            if (found.nicknamed && pair->people)
                value = most(value, w->nicknamed);
            if ((role_a == is->initial || role_b == is->initial) && !found.same)
                value = pair->left->initials[a] & pair->right->initials[b] ? w->begins : 0;
            if (!w->like_roles[role_a * ROLES + role_b])
                value = 0;
            const bool number = role_a == is->number || role_b == is->number;
            const bool other = number || (w->generic_one[role_a * ROLES + role_b] && value < w->least_generic);
            if (other && !found.same && !found.sensed)
                value = 0;
            table->value[i][j] = value;
            table->same[i][j] = found.same;
            table->gendered[i][j] = parted;
        }
    }
}

/* Let tokens answer each other, the best pair first; of equal ones that which stands first. */
void adlar_align(const Rules *rules, const Aligned *pair, const Table *table) {
    bool taken[MAX_TOKENS] = {false};
    for (;;) {
        float best = 0;
        int at = -1, to = -1;
        for (int i = 0; i < pair->count_l; i++) {
            if (pair->answer[i] >= 0)
                continue;
            for (int j = 0; j < pair->count_r; j++) {
                float value = table->value[i][j];
                if (i == j && value > 0)
                    value += rules->weight.same_place;
                if (!taken[j] && value > best)
                    best = value, at = i, to = j;
            }
        }
        if (at < 0 || best < rules->weight.least_likeness)
            return;
        taken[to] = true;
        pair->answer[at] = (int8_t)to;
        pair->alike[at] = table->value[at][to];
        pair->same[at] = table->same[at][to];
    }
}

/* Whether two tokens of persons differ by a feminine ending, and the left one has no other answer. */
bool adlar_parted_by_gender(const Aligned *pair, const Table *table) {
    for (int i = 0; i < pair->count_l; i++)
        for (int j = 0; pair->answer[i] < 0 && j < pair->count_r; j++)
            if (table->gendered[i][j])
                return true;
    return false;
}
