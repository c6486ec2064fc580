/* The shapes of a gazetteer that are near to one of a query: `_near_shapes` of resolve.candidates.near. */

#include <math.h>

#include "near.h"

#define LENGTHS 32

/* The shapes that hold a 4-gram, of the lengths that may be near. */
typedef struct {
    const int32_t *shape;
    int64_t size;
    float weight;
} Postings;

/* The 4-grams of a coarse string, rising, none twice: resolve.index.grams. Gives how many. */
static int grams_of(const uint8_t *codes, int size, uint16_t *out) {
    uint8_t padded[MAX_SOUNDS + 4] = {0};
    const int windows = (size > 2 ? size : 2) - 1;
    int count = 0;
    memcpy(padded + 1, codes, (size_t)size);
    for (int i = 0; i < windows; i++) {
        const uint16_t gram =
            (uint16_t)(padded[i] << 12 | padded[i + 1] << 8 | padded[i + 2] << 4 | padded[i + 3]);
        int at = count;
        while (at && out[at - 1] >= gram)
            at--;
        if (at < count && out[at] == gram)
            continue;
        memmove(out + at + 1, out + at, (size_t)(count - at) * sizeof *out);
        out[at] = gram;
        count++;
    }
    return count;
}

/* The postings of 4-grams, the shortest first; gives the length of the vector of all their weights. */
static double find_postings(const Shapes *ix, const Limits *by, const uint16_t *grams, int count, int size,
                            Postings *postings) {
    const int slack = size > by->short_size ? 2 : 1;
    const int from = size > slack ? size - slack : 0;
    const int to = size + slack + 1 < LENGTHS ? size + slack + 1 : LENGTHS;
    double square = 0;
    for (int i = 0; i < count; i++) {
        const int32_t *first = ix->gram_first + (int64_t)ix->gram_row[grams[i]] * LENGTHS;
        const Postings new = {ix->gram_shape + first[from], first[to] - first[from], ix->gram_weight[grams[i]]};
        square += (double)new.weight * (double)new.weight;
        __builtin_prefetch(new.shape);
        int at = i;
        while (at && postings[at - 1].size > new.size) {
            postings[at] = postings[at - 1];
            at--;
        }
        postings[at] = new;
    }
    return sqrt(square);
}

/* Put a shape among those found, the nearest first, of equal nearness the lowest; gives how many there are then. */
static int keep(Near *found, int count, int limit, Near new) {
    const uint32_t nearness = four_digits(new.cosine);
    int at = count < limit ? count : limit;
    for (; at; at--) {
        const uint32_t other = four_digits(found[at - 1].cosine);
        if (other > nearness || (other == nearness && found[at - 1].shape < new.shape))
            break;
        if (at < limit)
            found[at] = found[at - 1];
    }
    if (at < limit)
        found[at] = new;
    return count < limit ? count + 1 : limit;
}

/* The least cosine that may go before another, as far as its digits count. */
static float least_of(float cosine) {
    const uint32_t bits = four_digits(cosine) << WORTH_DROPPED;
    memcpy(&cosine, &bits, sizeof bits);
    return cosine;
}

int adlar_near_shapes(const Shapes *ix, const Limits *by, const uint8_t *coarse, Counts *counts, Near *found) {
    uint16_t grams[MAX_SOUNDS];
    Postings postings[MAX_SOUNDS];
    int size = 0, met = 0, kept = 0;
    while (size < MAX_SOUNDS && coarse[size])
        size++;
    const int all = grams_of(coarse, size, grams);
    const double norm = find_postings(ix, by, grams, all, size, postings);
    int64_t read = 0;
    for (int i = 0; i < all && i < by->grams_read; i++) {
        const Postings now = postings[i];
        const uint32_t units = (uint32_t)rintf(now.weight * now.weight / by->gram_unit);
        read += now.size;
        if (read > by->gram_budget)
            break;
        for (int64_t k = 0; k < now.size; k++) {
            const uint32_t at = place_of(counts, now.shape[k]);
            counts->slot[at] = meet(counts, at, now.shape[k], &met) + units;
            __builtin_prefetch(ix->shape_norm + now.shape[k]);
        }
    }
    float least = by->least_cosine;
    for (int i = 0; i < met; i++) {
        const uint64_t slot = slot_met(counts, i);
        const double both = norm * ix->shape_norm[number_of(slot)];
        const double square = (double)((float)count_of(slot) * by->gram_unit);
        const Near new = {number_of(slot), (float)(square / (both > 1e-9 ? both : 1e-9))};
        if (new.cosine < least)
            continue;
        kept = keep(found, kept, by->near_tokens, new);
        if (kept == by->near_tokens)
            least = least_of(found[kept - 1].cosine);
    }
    empty(counts, met);
    return kept;
}
