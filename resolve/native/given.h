/* Given names that one person may go by: resolve.text.equivalents. */

#ifndef ADLAR_GIVEN_H
#define ADLAR_GIVEN_H

#include "engine.h"

/* Whether two forms are of one given name; those of each are MAX_GIVEN at most, and zeros after them. */
static inline bool share_given_name(const uint16_t *names, const uint16_t *others) {
    for (int i = 0; i < MAX_GIVEN && names[i]; i++)
        for (int j = 0; j < MAX_GIVEN && others[j]; j++)
            if (names[i] == others[j])
                return true;
    return false;
}

#endif
