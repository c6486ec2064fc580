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
#include "wide.h"

#define DIGITS 32 /* codes from here on are of digits, or of none */

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

/* What the sounds of a block save where one of eight others is heard for them. */
static INLINE void prepare_eight(const Rules *rules, const uint8_t *block, int first, Lanes *saved) {
    for (int i = 0; i < LANES; i++)
        memcpy(saved + i, rules->weight.saved + CODES * block[i] + first, sizeof *saved);
    turn(saved);
}

/* The sounds have MAX_SOUNDS places, beyond their end 0. Digits save nothing but where there are digits. */
WIDE void adlar_prepare(const Rules *rules, const uint8_t *sounds, int size, Prepared *out) {
    for (int block = 0; block < blocks_of(size); block++) {
        const uint8_t *here = sounds + block * LANES;
        uint8_t highest = 0;
        for (int i = 0; i < LANES; i++)
            highest = here[i] > highest ? here[i] : highest;
        for (int first = 0; first < DIGITS; first += LANES)
            prepare_eight(rules, here, first, out->saved[block] + first);
        if (highest < DIGITS)
            memset(out->saved[block] + DIGITS, 0, (CODES - DIGITS) * sizeof(Lanes));
        for (int first = DIGITS; first < CODES && highest >= DIGITS; first += LANES)
            prepare_eight(rules, here, first, out->saved[block] + first);
    }
}

/* Save a few at once, which costs hardly more time than one: each step of one waits for the step before. The
   numbers of strings and blocks are known where this is built in; beyond the end of a string nothing is saved. */
static INLINE void save_abreast(const Rules *rules, Pairings *pairings, int from, int abreast, int blocks) {
    const Lanes none = {0};
    const Prepared *x[ABREAST];
    const uint8_t *y[ABREAST];
    Lanes column[ABREAST][BLOCKS] = {{{0}}};
    for (int k = 0; k < abreast; k++)
        x[k] = pairings->ready + pairings->one[from + k], y[k] = pairings->others[pairings->other[from + k]];
    for (int j = 0; j < pairings->longest; j++)
        for (int k = 0; k < abreast; k++) {
            Lanes left_below = none, below = none;
            for (int b = 0; b < blocks; b++) {
                const Lanes left = column[k][b], here = x[k]->saved[b][y[k][j]] & in_band(rules, b, j);
                const Lanes up = b ? moved_up(left) | last(left_below) : moved_up(left);
                Lanes now = rising(greater(left, up + here));
                if (b)
                    now = greater(now, PICK(below, below, 7, 7, 7, 7, 7, 7, 7, 7));
                left_below = left, below = now;
                column[k][b] = now;
            }
        }
    for (int k = 0; k < abreast; k++)
        pairings->saved[from + k] = column[k][blocks - 1][LANES - 1];
}

/* Find what each of some pairs saves; all that were made ready have so many blocks. */
WIDE void adlar_save(const Rules *rules, Pairings *pairings, int blocks) {
    /* The last pair stands for those that the last few lack. */
    for (int k = 0; k < ABREAST && pairings->count; k++) {
        pairings->one[pairings->count + k] = pairings->one[pairings->count - 1];
        pairings->other[pairings->count + k] = pairings->other[pairings->count - 1];
    }
    for (int k = 0; blocks == 1 && k < pairings->count; k += ABREAST)
        save_abreast(rules, pairings, k, ABREAST, 1);
    for (int k = 0; blocks == 2 && k < pairings->count; k += 2)
        save_abreast(rules, pairings, k, 2, 2);
    for (int k = 0; blocks == BLOCKS && k < pairings->count; k++)
        save_abreast(rules, pairings, k, 1, BLOCKS);
}
