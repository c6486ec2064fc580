/* The evidence of pairs of names: resolve.evidence.measure.measure_names, one pair after the other. */

#include <string.h>

#include "engine.h"

/* How alike each token of one name is to each of the other. */
typedef struct {
    int count_l, count_r;
    float value[MAX_TOKENS][MAX_TOKENS];
    bool same[MAX_TOKENS][MAX_TOKENS], gendered[MAX_TOKENS][MAX_TOKENS];
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

static bool may_be_person(const Rules *rules, uint8_t kind) {
    return kind == rules->number.person || kind == rules->number.unknown_kind;
}

static void compare_tokens(const Rules *rules, const Aligned *pair, Table *table) {
    const Weights *w = &rules->weight;
    const Numbers *is = &rules->number;
    for (int i = 0; i < pair->count_l; i++) {
        const int32_t a = pair->left->form[pair->begin_l + i];
        const int role_a = pair->left->role[pair->begin_l + i];
        for (int j = 0; j < pair->count_r; j++) {
            const int32_t b = pair->right->form[pair->begin_r + j];
            const int role_b = pair->right->role[pair->begin_r + j];
            const Likeness found = adlar_likeness(rules, pair->left, pair->right, a, b);
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
static void align(const Rules *rules, const Aligned *pair, const Table *table) {
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

static bool parted_by_gender(const Aligned *pair, const Table *table) {
    for (int i = 0; i < pair->count_l; i++)
        for (int j = 0; pair->answer[i] < 0 && j < pair->count_r; j++)
            if (table->gendered[i][j])
                return true;
    return false;
}

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

static float as_length(const Rules *rules, float sounds) {
    const Weights *w = &rules->weight;
    return within((sounds - w->short_length) / (w->long_length - w->short_length), 0, 1);
}

/* What the tokens say that answer each other, and those that nothing answers; `uneven` is set if both names have
   another number of names proper. Gives whether the left one is less than a full name. */
static bool say_tokens(const Rules *rules, const Aligned *pair, float *values, bool *uneven) {
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
static void say_types(const Rules *rules, const Aligned *pair, float *values) {
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

static int32_t highest_mark(const Rules *rules, const Side *side, int64_t begin, int count) {
    int32_t highest = 0;
    for (int64_t k = begin; k < begin + count; k++)
        if (side->role[k] == rules->number.mark && side->sense[side->form[k]] > highest)
            highest = side->sense[side->form[k]];
    return highest;
}

/* Whether both names have a father's mark, one of a son and one of a daughter. */
static bool son_and_daughter(const Rules *rules, const Aligned *pair) {
    const int32_t one = highest_mark(rules, pair->left, pair->begin_l, pair->count_l);
    const int32_t other = highest_mark(rules, pair->right, pair->begin_r, pair->count_r);
    return one && other && one != other;
}

/* The sounds of a name's tokens in one row, in the first reading of each; gives how many. */
static int write_together(const Rules *rules, const Side *side, int64_t begin, int count, uint8_t *out) {
    int end = 0;
    for (int64_t k = begin; k < begin + count; k++) {
        if (!rules->weight.proper[side->role[k]])
            continue;
        const int32_t sound = side->sound[side->sound_first[side->form[k]]];
        for (int i = 0; i < side->size[sound] && end < MAX_SOUNDS; i++)
            out[end++] = side->codes[(int64_t)sound * MAX_SOUNDS + i];
    }
    return end;
}

/* What the names say when they are written together, if they are alike so. */
static void say_together(const Rules *rules, const Aligned *pair, float *values) {
    const Weights *w = &rules->weight;
    const Places *at = &rules->place;
    uint8_t x[MAX_SOUNDS], y[MAX_SOUNDS];
    const int size_x = write_together(rules, pair->left, pair->begin_l, pair->count_l, x);
    const int size_y = write_together(rules, pair->right, pair->begin_r, pair->count_r, y);
    const int shorter = size_x < size_y ? size_x : size_y, longer = size_x < size_y ? size_y : size_x;
    /* What fills the whole row may have been cut off. */
    if (shorter < w->shortest_together || longer >= MAX_SOUNDS)
        return;
    const float length = (float)(size_x + size_y) / 2.0f;
    const float apart = adlar_distance(rules, x, size_x, y, size_y, w->far_away);
    const float like = 1.0f - apart / length;
    if (like < w->least_together)
        return;
    values[at->conflict] = values[at->missing] = values[at->surplus] = 0;
    values[at->tiny] = values[at->onset] = values[at->stranger] = 0;
    values[at->likeness] = like;
    values[at->slip] = within(apart / w->worst_slip, 0, 1);
    values[at->length] = as_length(rules, length);
    values[at->parted] = 1;
}

static int tokens_of(const Side *side, int64_t name) {
    const int64_t count = side->first[name + 1] - side->first[name];
    return count < MAX_TOKENS ? (int)count : MAX_TOKENS;
}

/* Measure n pairs. `values` is n x features, `answer`, `alike` and `same` are n x MAX_TOKENS, the others n; all come
   in as zeros, `answer` as -1. */
void adlar_measure(const Rules *rules, const Side *left, const Side *right, const int64_t *query, const int64_t *name,
                   int64_t n, float *values, uint8_t *partial, int8_t *answer, float *alike, uint8_t *same,
                   uint8_t *gendered) {
    Table table;
    for (int64_t p = 0; p < n; p++) {
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
        compare_tokens(rules, &pair, &table);
        align(rules, &pair, &table);
        gendered[p] = parted_by_gender(&pair, &table);
        partial[p] = say_tokens(rules, &pair, row, &uneven);
        say_types(rules, &pair, row);
        row[rules->place.gender] = gendered[p] || son_and_daughter(rules, &pair);
        if (uneven && (row[rules->place.conflict] > 0 || row[rules->place.missing] > 0 || row[rules->place.surplus] > 0))
            say_together(rules, &pair, row);
    }
}
