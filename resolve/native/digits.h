/* Whole numbers written out. */

#ifndef ADLAR_DIGITS_H
#define ADLAR_DIGITS_H

#include <stdint.h>

#define DIGITS_AT_MOST 19 /* of a number of 64 bits */

/* Write the digits of a number that is not negative before `end`; gives where they begin. */
static inline uint8_t *digits_before(uint8_t *end, int64_t number) {
    do
        *--end = (uint8_t)('0' + number % 10);
    while (number /= 10);
    return end;
}

#endif
