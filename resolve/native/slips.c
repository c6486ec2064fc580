/* Slips of the pen: `slipped` of resolve.evidence.tokens, one pair at a time. */

#include <stdlib.h>

#include "tokens.h"

static bool equal(const uint16_t *x, const uint16_t *y, int64_t size) {
    for (int64_t i = 0; i < size; i++)
        if (x[i] != y[i])
            return false;
    return true;
}

/* Whether one letter added, left out, changed or exchanged with its neighbour makes x of y. */
static bool is_one_slip(const uint16_t *x, int64_t size_x, const uint16_t *y, int64_t size_y) {
    const int64_t shorter = size_x < size_y ? size_x : size_y;
    if (llabs(size_x - size_y) > 1)
        return false;
    int64_t same = 0;
    while (same < shorter && x[same] == y[same])
        same++;
    if (same == size_x && same == size_y)
        return false;
    x += same, y += same;
    const int64_t left = shorter - same;
    if (size_x > size_y)
        return equal(x + 1, y, left);
    if (size_x < size_y)
        return equal(x, y + 1, left);
    if (equal(x + 1, y + 1, left - 1))
        return true;
    return left > 1 && x[0] == y[1] && x[1] == y[0] && equal(x + 2, y + 2, left - 2);
}

/* Likeness as one slip of the pen, 0 where there is none or more than one. */
float adlar_slip(const Rules *rules, const Side *left, const Side *right, int64_t a, int64_t b, float heard) {
    const Weights *w = &rules->weight;
    if (heard < w->somewhat || heard >= w->enough)
        return 0;
    const int32_t s = left->sound[left->sound_first[a]], t = right->sound[right->sound_first[b]];
    const int shorter = left->size[s] < right->size[t] ? left->size[s] : right->size[t];
    if (shorter < w->long_enough - 1 || count_bits(left->masks[s] ^ right->masks[t]) > w->changed_by_a_slip)
        return 0;
    const int64_t begin_a = left->letters_first[a], begin_b = right->letters_first[b];
    const int64_t size_a = left->letters_first[a + 1] - begin_a, size_b = right->letters_first[b + 1] - begin_b;
    const int64_t letters = size_a < size_b ? size_a : size_b;
    if (letters < w->long_enough || !is_one_slip(left->letters + begin_a, size_a, right->letters + begin_b, size_b))
        return 0;
    return 1.0f - w->slip_cost / (float)letters;
}
