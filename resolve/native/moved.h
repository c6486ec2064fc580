/* Numbers of rows that moved: nearly all of a block moved by as much, which is looked up where the cache has it. */

#ifndef ADLAR_MOVED_H
#define ADLAR_MOVED_H

#include <stdint.h>

enum { BLOCK_BITS = 8 };

/* In place of how far the rows of a block moved, if not all moved by as much. */
#define MIXED INT32_MIN

static inline int32_t moved(const int32_t *place, const int32_t *shift, uint32_t row) {
    const int32_t by = shift[row >> BLOCK_BITS];
    return by == MIXED ? place[row] : (int32_t)row + by;
}

#endif
