/* Short columns of numbers in rising order.

   Which of two numbers is less is hard to foretell, so nothing branches on it. */

#ifndef ADLAR_RISING_H
#define ADLAR_RISING_H

#include <stdint.h>
#include <string.h>

#define RUN 16 /* numbers that are put in order by counting for each those before it */

static inline void place_run(const uint64_t *numbers, int count, uint64_t *out) {
    for (int i = 0; i < count; i++) {
        const uint64_t number = numbers[i];
        int before = 0;
        for (int k = 0; k < i; k++)
            before += numbers[k] <= number;
        for (int k = i + 1; k < count; k++)
            before += numbers[k] < number;
        out[before] = number;
    }
}

/* Merge two runs that follow each other, the second from `middle` on; it may be empty. */
static inline void merge_runs(const uint64_t *numbers, int middle, int count, uint64_t *out) {
    int i = 0, k = middle;
    while (i < middle && k < count) {
        const uint64_t one = numbers[i], other = numbers[k];
        const int later = other < one;
        *out++ = later ? other : one;
        i += !later;
        k += later;
    }
    memcpy(out, numbers + i, sizeof *out * (size_t)(middle - i));
    memcpy(out + (middle - i), numbers + k, sizeof *out * (size_t)(count - k));
}

/* Sort numbers; `spare` has room for as many. */
static inline void sort_rising(uint64_t *numbers, int count, uint64_t *spare) {
    uint64_t *from = spare, *to = numbers;
    for (int begin = 0; begin < count; begin += RUN)
        place_run(numbers + begin, count - begin < RUN ? count - begin : RUN, spare + begin);
    for (int run = RUN; run < count; run *= 2) {
        for (int begin = 0; begin < count; begin += 2 * run) {
            const int left = count - begin, size = left < 2 * run ? left : 2 * run;
            merge_runs(from + begin, size < run ? size : run, size, to + begin);
        }
        uint64_t *const merged = to;
        to = from, from = merged;
    }
    if (from != numbers)
        memcpy(numbers, from, sizeof *numbers * (size_t)count);
}

#endif
