/* Rows of hashes that are looked up by the column: resolve.sides. */

#include "spread.h"

#define HASHES_AHEAD 12 /* hashes between fetching what stands about where one should, and looking for it */

/* Of n hashes the row of each among those that are known, which rise; -1 where it is none of them. */
void adlar_rows_of(const uint64_t *known, int64_t count, const uint64_t *hashes, int64_t n, int64_t *row) {
    for (int64_t i = 0; i < n; i++) {
        if (i + HASHES_AHEAD < n)
            __builtin_prefetch(known + about_where(hashes[i + HASHES_AHEAD], count));
        row[i] = row_among(known, count, hashes[i]);
    }
}
