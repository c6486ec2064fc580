/* What is worth more than what: floats compared by their first digits, as resolve.index.runs.best_of_each does. */

#ifndef ADLAR_WORTH_H
#define ADLAR_WORTH_H

#include <stdint.h>
#include <string.h>

#define WORTH_DROPPED 9 /* bits */

/* The digits of worth that count in an order; it is 0 or more. */
static inline uint32_t four_digits(float worth) {
    uint32_t bits;
    memcpy(&bits, &worth, sizeof bits);
    return bits >> WORTH_DROPPED;
}

#endif
