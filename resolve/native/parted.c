/* Names whose tokens are parted differently: resolve.evidence.parted, one pair of names at a time. */

#include "pair.h"

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
void adlar_say_together(const Rules *rules, const Aligned *pair, float *values) {
    const Weights *w = &rules->weight;
    const Places *at = &rules->place;
    uint8_t x[MAX_SOUNDS] = {0}, y[MAX_SOUNDS] = {0};
    const int size_x = write_together(rules, pair->left, pair->begin_l, pair->count_l, x);
    const int size_y = write_together(rules, pair->right, pair->begin_r, pair->count_r, y);
    const int shorter = size_x < size_y ? size_x : size_y, longer = size_x < size_y ? size_y : size_x;
    /* What fills the whole row may have been cut off. */
    if (shorter < w->shortest_together || longer >= MAX_SOUNDS)
        return;
    if (longer - shorter > w->band)
        return;
    const float length = (float)(size_x + size_y) / 2.0f;
    Prepared prepared;
    adlar_prepare(rules, x, size_x, &prepared);
    const uint8_t *const others = y;
    Pairings pairings = {.ready = &prepared, .others = &others, .longest = size_y, .count = 1};
    adlar_save(rules, &pairings, blocks_of(size_x));
    const float apart = (float)(dropped(rules, x, size_x) + dropped(rules, y, size_y) - pairings.saved[0]) / 100.0f;
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
