/* Rows that moved: resolve.index.moved. */

#include "moved.h"

/* How far the rows of each block moved, given where each row is now. */
void adlar_shifts(const int32_t *place, int64_t rows, int32_t *shift) {
    for (int64_t begin = 0; begin < rows; begin += 1 << BLOCK_BITS) {
        const int64_t end = begin + (1 << BLOCK_BITS) < rows ? begin + (1 << BLOCK_BITS) : rows;
        const int32_t by = place[begin] - (int32_t)begin;
        int differ = 0;
        for (int64_t row = begin; row < end; row++)
            differ |= place[row] - (int32_t)row != by;
        shift[begin >> BLOCK_BITS] = differ ? MIXED : by;
    }
}

/* Where n rows are now; one beyond the last is nowhere, and ends the work with 1 in `wild`. */
void adlar_moved(const int32_t *place, const int32_t *shift, int64_t rows, const int32_t *row, int64_t n, int32_t *now,
                 int64_t *wild) {
    *wild = 1;
    for (int64_t i = 0; i < n; i++) {
        if ((uint32_t)row[i] >= rows)
            return;
        now[i] = moved(place, shift, (uint32_t)row[i]);
    }
    *wild = 0;
}
