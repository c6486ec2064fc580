/* What the tokens of aligned names say: resolve.evidence.answered, one pair of names at a time. */

#include "pair.h"

static const uint8_t *first_reading(const Side *side, int64_t form) {
    return side->codes + (int64_t)side->sound[side->sound_first[form]] * MAX_SOUNDS;
}

static int first_class(const Rules *rules, const uint8_t *codes) {
    const int first = rules->weight.coarse[codes[0]];
    return first ? first : rules->weight.coarse[codes[1]];
}

static float share(const Rules *rules, float part, float whole) {
    return whole > 0 ? part / most(whole, rules->weight.small) : 0;
}

/* What the tokens say that answer each other, and those that nothing answers; `uneven` is set if both names have
   another number of names proper. Gives whether the left one is less than a full name. */
bool adlar_say_tokens(const Rules *rules, const Aligned *pair, float *values, bool *uneven) {
    const Weights *w = &rules->weight;
    const Numbers *is = &rules->number;
    const Places *at = &rules->place;
    const Side *left = pair->left, *right = pair->right;
    float counted = 0, counted_alike = 0, weighed = 0, weighed_same = 0, answered = 0, other_onsets = 0, rare_sum = 0;
    float lack_l = 0, total_l = 0, letters_l = 0, lack_r = 0, total_r = 0, letters_r = 0, length = 0, worst = 0;
    int names_l = 0, names_r = 0, highest = -1;
    bool any_answered = false, any_free = false, any_initial = false, all_same = true, crossed = false;
    bool fathers_clash = false, father_l = false, father_r = false, taken[MAX_TOKENS] = {false};
    for (int i = 0; i < pair->count_l; i++) {
        const int32_t form = left->form[pair->begin_l + i];
        const int role = left->role[pair->begin_l + i], to = pair->answer[i];
        const float weight = w->role_weight[role];
        if (w->proper[role])
            total_l += weight, names_l++;
        if (to < 0) {
            if (w->proper[role])
                lack_l += weight, any_free = true;
            if (role == is->initial)
                letters_l += weight;
            father_l |= role == is->patronymic;
            continue;
        }
        const int32_t other = right->form[pair->begin_r + to];
        const int role_r = right->role[pair->begin_r + to];
        const float alike = pair->alike[i], rare = least(left->rarity[form], right->rarity[other]);
        const float both = (weight + w->role_weight[role_r]) / 2.0f;
        const float part = both * (w->common + (1.0f - w->common) * rare);
        const float size = (float)left->size[left->sound[left->sound_first[form]]];
        taken[to] = any_answered = true;
        all_same &= pair->same[i];
        counted += part;
        counted_alike += part * alike;
        weighed += both;
        if (pair->same[i])
            weighed_same += both;
        if (both > w->counted)
            length += size;
        any_initial |= (role == is->initial) != (role_r == is->initial);
        fathers_clash |= role == is->patronymic && role_r == is->patronymic && alike < w->least_father;
        if (w->proper[role] && w->proper[role_r]) {
            answered += 1;
            rare_sum += rare;
            worst = most(worst, (1.0f - alike) * size);
            if (first_class(rules, first_reading(left, form)) != first_class(rules, first_reading(right, other)))
                other_onsets += 1;
            crossed |= to < highest;
            highest = to > highest ? to : highest;
        }
    }
    for (int j = 0; j < pair->count_r; j++) {
        const int role = right->role[pair->begin_r + j];
        const float weight = w->role_weight[role];
        if (w->proper[role]) {
            total_r += weight, names_r++;
            if (!taken[j])
                lack_r += weight;
        }
        if (!taken[j] && role == is->initial)
            letters_r += weight;
        father_r |= !taken[j] && role == is->patronymic;
    }
    total_l = most(total_l, w->small), total_r = most(total_r, w->small);
    const float clash = least(lack_l + letters_l, lack_r + letters_r);
    const bool exact = all_same && any_answered && !any_free;
    values[at->likeness] = share(rules, counted_alike, counted);
    values[at->slip] = within(worst / w->worst_slip, 0, 1);
    values[at->onset] = share(rules, other_onsets, answered);
    values[at->same] = share(rules, weighed_same, weighed);
    values[at->conflict] = least(clash / ((total_l + total_r) / 2.0f), 1);
    values[at->stranger] = pair->people ? values[at->conflict] : 0;
    values[at->missing] = most(lack_r - clash, 0) / total_r;
    values[at->surplus] = most(lack_l - clash, 0) / total_l;
    values[at->exact] = exact;
    values[at->tiny] = exact || length == 0 ? 0 : within((w->tiny - length) / (w->tiny - 1.0f), 0, 1);
    values[at->several] = within((answered - 1.0f) / 2.0f, 0, 1);
    values[at->length] = as_length(rules, length);
    values[at->rarity] = share(rules, rare_sum, answered);
    values[at->crossed] = crossed;
    values[at->initial] = any_initial;
    values[at->father_conflict] = fathers_clash || (father_l && father_r);
    *uneven = names_l != names_r;
    return (names_l == 1 && names_r > 1 && answered > 0) || (any_initial && answered == 1);
}

static int32_t highest_mark(const Rules *rules, const Side *side, int64_t begin, int count) {
    int32_t highest = 0;
    for (int64_t k = begin; k < begin + count; k++)
        if (side->role[k] == rules->number.mark && side->sense[side->form[k]] > highest)
            highest = side->sense[side->form[k]];
    return highest;
}

/* Whether both names have a father's mark, one of a son and one of a daughter. */
bool adlar_son_and_daughter(const Rules *rules, const Aligned *pair) {
    const int32_t one = highest_mark(rules, pair->left, pair->begin_l, pair->count_l);
    const int32_t other = highest_mark(rules, pair->right, pair->begin_r, pair->count_r);
    return one && other && one != other;
}
