/* Asking for what a side has of the names of pairs before it is needed. */

#ifndef ADLAR_AHEAD_H
#define ADLAR_AHEAD_H

#include "engine.h"

#define PAIRS_AT_ONCE 16 /* of which the names are asked for */
#define STEPS 5          /* from a name to all that is read of it */

/* Ask for what a side has of the names of some pairs: their tokens lie far apart in two dozen columns, and most of the
   time would go by waiting for one after the other. Each step reads what the one before asked for. A function that
   only asks has no effect in the eyes of a compiler, which leaves out calls of it: so it is no call. */
static INLINE void fetch(const Side *side, const int64_t *names, int64_t begin, int64_t end, int step) {
    for (int64_t p = begin; p < end; p++) {
        const int64_t name = names[p];
        if (p > begin && name == names[p - 1])
            continue;
        if (step == 0) {
            __builtin_prefetch(side->first + name);
            __builtin_prefetch(side->kind + name);
            continue;
        }
        if (step == 1) {
            __builtin_prefetch(side->form + side->first[name]);
            __builtin_prefetch(side->role + side->first[name]);
            continue;
        }
        for (int32_t k = side->first[name]; k < side->first[name + 1]; k++) {
            const int64_t form = side->form[k];
            if (step == 2) {
                __builtin_prefetch(side->fold + form);
                __builtin_prefetch(side->sense + form);
                __builtin_prefetch(side->given + form * MAX_GIVEN);
                __builtin_prefetch(side->rarity + form);
                __builtin_prefetch(side->sound_first + form);
                __builtin_prefetch(side->letters_first + form);
                continue;
            }
            if (step == 3) {
                __builtin_prefetch(side->sound + side->sound_first[form]);
                __builtin_prefetch(side->letters + side->letters_first[form]);
                continue;
            }
            /* The readings of a form mostly lie side by side. */
            const int64_t one = side->sound[side->sound_first[form]];
            const int64_t last = side->sound[side->sound_first[form + 1] - 1];
            __builtin_prefetch(side->size + one);
            __builtin_prefetch(side->masks + one);
            __builtin_prefetch(side->masks + last);
            __builtin_prefetch(side->skeletons + one);
            __builtin_prefetch(side->skeletons + last);
            __builtin_prefetch(side->codes + one * MAX_SOUNDS);
            __builtin_prefetch(side->codes + last * MAX_SOUNDS);
            __builtin_prefetch(side->codes + last * MAX_SOUNDS + MAX_SOUNDS - 1);
        }
    }
}

/* Before a block is measured, the last step for it, and for each block after it one step less. */
static INLINE void fetch_ahead(const Side *side, const int64_t *names, int64_t block, int64_t n) {
    for (int step = 0; step < STEPS; step++) {
        const int64_t ahead = block + (STEPS - 1 - step) * PAIRS_AT_ONCE, end = ahead + PAIRS_AT_ONCE;
        fetch(side, names, block ? ahead : 0, end < n ? end : n, step);
    }
}

#endif
