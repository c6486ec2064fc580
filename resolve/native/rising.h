/* Short columns of numbers in rising order. */

#ifndef ADLAR_RISING_H
#define ADLAR_RISING_H

#include <stdint.h>

/* Shell's sort, with the gaps of Ciura: as quick as any for a few dozen, and no worse than it must be for hundreds. */
static inline void sort_rising(uint64_t *numbers, int count) {
    static const int gaps[] = {301, 132, 57, 23, 10, 4, 1};
    for (int g = 0; g < 7; g++)
        for (int i = gaps[g]; i < count; i++) {
            const uint64_t moved = numbers[i];
            int at = i;
            for (; at >= gaps[g] && numbers[at - gaps[g]] > moved; at -= gaps[g])
                numbers[at] = numbers[at - gaps[g]];
            numbers[at] = moved;
        }
}

#endif
