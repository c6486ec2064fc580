/* The distance of two sound strings: resolve.sound.distance, one pair at a time. */

#include <stdlib.h>

#include "engine.h"

/* The cheapest way from x to y, in sounds; what costs more than `limit` hundredths is only known to be long. */
float adlar_distance(const Rules *rules, const uint8_t *x, int size_x, const uint8_t *y, int size_y, int limit) {
    const Weights *w = &rules->weight;
    const int band = w->band, far_away = w->far_away;
    int rows[2][MAX_SOUNDS + 1];
    int *above = rows[0], *row = rows[1];
    if (abs(size_x - size_y) > band)
        return (float)far_away / 100.0f;
    above[0] = 0;
    for (int j = 0; j < size_y; j++)
        above[j + 1] = above[j] + w->drop[y[j]];
    for (int i = 0; i < size_x; i++) {
        const int16_t *swap = w->swap + 64 * x[i];
        const int gone = w->drop[x[i]];
        const int first = i > band ? i - band : 0;
        const int last = i + band + 1 < size_y ? i + band + 1 : size_y;
        /* What lies beside the band is too far to come from. */
        row[first] = first == 0 ? above[0] + gone : far_away;
        if (0 < i && i < size_y - band)
            above[last] = far_away;
        int nearest = row[first];
        for (int j = first; j < last; j++) {
            const int swapped = above[j] + swap[y[j]], without = above[j + 1] + gone;
            const int either = swapped < without ? swapped : without, added = row[j] + w->drop[y[j]];
            const int best = either < added ? either : added;
            row[j + 1] = best;
            nearest = best < nearest ? best : nearest;
        }
        if (nearest > limit)
            return (float)far_away / 100.0f;
        int *used = above;
        above = row;
        row = used;
    }
    return (float)above[size_y] / 100.0f;
}
