/* The distance of two sound strings: resolve.sound.distance, one pair at a time.

   To hear one sound for another saves something beside dropping the one and adding the other. So the cheapest way
   from one string to another costs as much as dropping all sounds of both, but for the most that can be saved by
   sounds that answer each other in their order: the sums of a longest common subsequence, weighted. Sums only grow
   from left to right and from top to bottom, and what lies beside the band saves nothing, so eight cells of a column
   are one step. */

#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "sounds.h"

#if defined(__clang__) || __GNUC__ >= 12
#define PICK(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define PICK(a, b, ...) __builtin_shuffle(a, b, (Lanes){__VA_ARGS__})
#endif

static INLINE Lanes greater(Lanes a, Lanes b) {
#ifdef __SSE2__
    return (Lanes)_mm_max_epi16((__m128i)a, (__m128i)b);
#else
    const Lanes first = a > b;
    return (a & first) | (b & ~first);
#endif
}

/* The lanes, each moved up by one. */
static INLINE Lanes moved_up(Lanes lanes) { return PICK((Lanes){0}, lanes, 7, 8, 9, 10, 11, 12, 13, 14); }

/* The last lane alone, as the first. */
static INLINE Lanes last(Lanes lanes) { return PICK(lanes, (Lanes){0}, 7, 8, 9, 10, 11, 12, 13, 14); }

/* Each lane the greatest of itself and all before it; all are 0 or more. */
static INLINE Lanes rising(Lanes lanes) {
    const Lanes none = {0};
    lanes = greater(lanes, moved_up(lanes));
    lanes = greater(lanes, PICK(none, lanes, 6, 7, 8, 9, 10, 11, 12, 13));
    return greater(lanes, PICK(none, lanes, 4, 5, 6, 7, 8, 9, 10, 11));
}

/* All ones in the lanes of a block that are within the band of column j. */
static INLINE Lanes in_band(const Rules *rules, int block, int j) {
    Lanes out;
    memcpy(&out, rules->weight.in_band + MAX_SOUNDS + block * LANES - j, sizeof out);
    return out;
}

/* Eight rows of eight turned into columns. */
static INLINE void turn(Lanes *row) {
    Lanes pairs[LANES], fours[LANES];
    for (int i = 0; i < 4; i++) {
        pairs[2 * i] = PICK(row[i], row[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
        pairs[2 * i + 1] = PICK(row[i], row[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
    for (int i = 0; i < 4; i++) {
        fours[2 * i] = PICK(pairs[i], pairs[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
        fours[2 * i + 1] = PICK(pairs[i], pairs[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
    for (int i = 0; i < 4; i++) {
        row[2 * i] = PICK(fours[i], fours[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
        row[2 * i + 1] = PICK(fours[i], fours[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
}

void adlar_prepare(const Rules *rules, const uint8_t *sounds, int size, Prepared *out) {
    out->size = size, out->blocks = size > LANES ? (size + LANES - 1) / LANES : 1, out->dropped = 0;
    for (int i = 0; i < size; i++)
        out->dropped += rules->weight.drop[sounds[i]];
    for (int block = 0; block < out->blocks; block++)
        for (int first = 0; first < CODES; first += LANES) {
            Lanes *saved = out->saved[block] + first;
            for (int i = 0; i < LANES; i++) {
                const int at = block * LANES + i;
                memcpy(saved + i, rules->weight.saved + CODES * (at < size ? sounds[at] : 0) + first, sizeof *saved);
            }
            turn(saved);
        }
}

/* The most that can be saved, for a string of more sounds than there are lanes. */
static __attribute__((noinline)) int most_saved(const Rules *rules, const Prepared *x, const uint8_t *y, int size_y) {
    const Lanes none = {0};
    Lanes column[BLOCKS] = {{0}};
    for (int j = 0; j < size_y; j++) {
        Lanes left_below = none, below = none;
        for (int b = 0; b < x->blocks; b++) {
            const Lanes left = column[b], saved = x->saved[b][y[j]] & in_band(rules, b, j);
            const Lanes highest = PICK(below, below, 7, 7, 7, 7, 7, 7, 7, 7);
            below = greater(rising(greater(left, (moved_up(left) | last(left_below)) + saved)), highest);
            left_below = left;
            column[b] = below;
        }
    }
    return column[x->blocks - 1][LANES - 1];
}

/* The cheapest way from x to y, in sounds. */
float adlar_distance(const Rules *rules, const Prepared *x, const uint8_t *y, int size_y) {
    const Weights *w = &rules->weight;
    if (abs(x->size - size_y) > w->band)
        return (float)w->far_away / 100.0f;
    int cost = x->dropped;
    for (int j = 0; j < size_y; j++)
        cost += w->drop[y[j]];
    if (x->blocks > 1)
        return (float)(cost - most_saved(rules, x, y, size_y)) / 100.0f;
    Lanes column = {0};
    for (int j = 0; j < size_y; j++) {
        const Lanes saved = x->saved[0][y[j]] & in_band(rules, 0, j);
        column = rising(greater(column, moved_up(column) + saved));
    }
    return (float)(cost - column[LANES - 1]) / 100.0f;
}
