/* A glance at a query and a name: resolve.candidates.glance. */

#ifndef ADLAR_GLANCE_H
#define ADLAR_GLANCE_H

#include "engine.h"

/* What they are worth at first sight; `same_kind` says whether their kinds agree. */
static inline float at_first_sight(uint64_t outline, uint64_t other, bool same_kind, float outline_worth,
                                   double kind_worth) {
    const float apart = (float)count_bits(outline ^ other);
    const float both = (float)count_bits(outline) + (float)count_bits(other);
    const float unlike = apart / most(both, 1.0f);
    return (float)((double)(outline_worth * (1.0f - unlike)) + kind_worth * (double)same_kind);
}

#endif
