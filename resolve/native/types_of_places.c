/* Kinds of place and body that names speak of: resolve.evidence.types_of_places, one pair of names at a time. */

#include "pair.h"

static bool is_named_after(const Rules *rules, int32_t sense) {
    for (int k = 0; k < rules->weight.senses_after; k++)
        if (rules->weight.named_after[k] == sense)
            return true;
    return false;
}

static bool has_type(const Rules *rules, const Side *side, int64_t begin, int count, int32_t sense) {
    for (int64_t k = begin; k < begin + count; k++)
        if (side->role[k] == rules->number.generic && side->sense[side->form[k]] == sense)
            return true;
    return false;
}

/* What both names say of the kind of place or body. */
void adlar_say_types(const Rules *rules, const Aligned *pair, float *values) {
    const Side *left = pair->left, *right = pair->right;
    int count_l = 0, count_r = 0, shared = 0;
    bool after_l = false, after_r = false;
    for (int64_t k = pair->begin_l; k < pair->begin_l + pair->count_l; k++)
        if (left->role[k] == rules->number.generic) {
            const int32_t sense = left->sense[left->form[k]];
            count_l++;
            after_l |= is_named_after(rules, sense);
            shared += has_type(rules, right, pair->begin_r, pair->count_r, sense);
        }
    for (int64_t k = pair->begin_r; k < pair->begin_r + pair->count_r; k++)
        if (right->role[k] == rules->number.generic) {
            const int32_t sense = right->sense[right->form[k]];
            count_r++;
            after_r |= is_named_after(rules, sense);
            shared += has_type(rules, left, pair->begin_l, pair->count_l, sense);
        }
    if (count_l && count_r) {
        const double both = (double)shared / (count_l + count_r);
        values[rules->place.type_same] = (float)both;
        values[rules->place.type_conflict] = (float)(1 - both);
    }
    values[rules->place.type_one] = (count_l > 0) != (count_r > 0);
    values[rules->place.named_after] = after_l != after_r;
}
