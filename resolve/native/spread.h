/* Hashes in rising order: as they are spread evenly, each tells about where it stands. */

#ifndef ADLAR_SPREAD_H
#define ADLAR_SPREAD_H

#include <stdint.h>

static inline int64_t about_where(uint64_t hash, int64_t count) {
    return (int64_t)(((hash >> 32) * (uint64_t)count) >> 32);
}

/* The row of a hash, or -1. */
static inline int64_t row_among(const uint64_t *hashes, int64_t count, uint64_t hash) {
    int64_t low = about_where(hash, count), high = low;
    for (int64_t step = 8; low > 0 && hashes[low] >= hash; step *= 8)
        low = low > step ? low - step : 0;
    for (int64_t step = 8; high < count && hashes[high] < hash; step *= 8)
        high = high + step < count ? high + step : count;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (hashes[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && hashes[low] == hash ? low : -1;
}

#endif
