/* Which token of one name answers which of the other: resolve.evidence.alignment, one pair of names at a time. */

#include "pair.h"

/* How alike each token of one name is to each of the other. */
void adlar_compare_tokens(const Rules *rules, const Aligned *pair, Compared *compared, Table *table) {
    const Weights *w = &rules->weight;
    const Numbers *is = &rules->number;
    table->any_gendered = false;
    for (int j = 0; j < pair->count_r; j++) {
        const int32_t b = pair->right->form[pair->begin_r + j];
        const int role_b = pair->right->role[pair->begin_r + j];
        const Likeness *likeness = adlar_likeness(rules, pair->right, b, compared);
        for (int i = 0; i < pair->count_l; i++) {
            const Likeness found = likeness[i];
            const int32_t a = pair->left->form[pair->begin_l + i];
            const int role_a = pair->left->role[pair->begin_l + i];
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
            table->any_gendered |= parted;
        }
    }
}

/* Two tokens that may answer each other. */
typedef struct {
    float worth;
    int8_t at, to;
} Answer;

/* All that may, row by row; gives how many. */
static int gather_answers(const Rules *rules, const Aligned *pair, const Table *table, Answer *answers) {
    int count = 0;
    for (int i = 0; i < pair->count_l; i++)
        for (int j = 0; j < pair->count_r; j++) {
            const float value = table->value[i][j];
            const float worth = i == j && value > 0 ? value + rules->weight.same_place : value;
            answers[count] = (Answer){worth, (int8_t)i, (int8_t)j};
            count += worth >= rules->weight.least_likeness;
        }
    return count;
}

/* Let tokens answer each other, the best pair first; of equal ones that which stands first. */
void adlar_align(const Rules *rules, const Aligned *pair, const Table *table) {
    Answer answers[MAX_TOKENS * MAX_TOKENS];
    int count = gather_answers(rules, pair, table, answers);
    while (count) {
        Answer best = answers[0];
        for (int k = 1; k < count; k++)
            if (answers[k].worth > best.worth)
                best = answers[k];
        pair->answer[best.at] = best.to;
        pair->alike[best.at] = table->value[best.at][best.to];
        pair->same[best.at] = table->same[best.at][best.to];
        int left = 0;
        for (int k = 0; k < count; k++)
            if (answers[k].at != best.at && answers[k].to != best.to)
                answers[left++] = answers[k];
        count = left;
    }
}

/* Whether two tokens of persons differ by a feminine ending, and the left one has no other answer. */
bool adlar_parted_by_gender(const Aligned *pair, const Table *table) {
    for (int i = 0; table->any_gendered && i < pair->count_l; i++)
        for (int j = 0; pair->answer[i] < 0 && j < pair->count_r; j++)
            if (table->gendered[i][j])
                return true;
    return false;
}
