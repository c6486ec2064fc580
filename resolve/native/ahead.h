/* Asking for what a gazetteer has of the names of pairs before it is needed.

   The tokens of a name lie far apart in a dozen columns, and most of the time would go by waiting for one after the
   other. Pairs are walked in blocks, some blocks ahead: each step reads what the one before asked for, a block
   earlier. A function that only asks has no effect in the eyes of a compiler, which leaves out calls of it: so none
   of these is called. */

#ifndef ADLAR_AHEAD_H
#define ADLAR_AHEAD_H

#include <string.h>

#include "engine.h"
#include "hashes.h"

#define BLOCK 8 /* pairs of which the names are asked for at once */
#define ASKED_BITS 8
#define UNDER_WAY 3 /* blocks whose forms are asked for step by step */

typedef struct {
    int32_t asked[1 << ASKED_BITS]; /* a form, in a place that follows from its number: most are met again soon */
    int32_t forms[UNDER_WAY][BLOCK * MAX_TOKENS];
    int count[UNDER_WAY];
} Ahead;

static inline void begin_ahead(Ahead *ahead) { memset(ahead, 0xff, sizeof ahead->asked); }

static INLINE void ask_for_names(const Side *side, const int64_t *names, int64_t begin, int64_t end) {
    for (int64_t p = begin; p < end; p++) {
        __builtin_prefetch(side->first + names[p]);
        __builtin_prefetch(side->kind + names[p]);
    }
}

static INLINE void ask_for_tokens(const Side *side, const int64_t *names, int64_t begin, int64_t end) {
    for (int64_t p = begin; p < end; p++) {
        __builtin_prefetch(side->form + side->first[names[p]]);
        __builtin_prefetch(side->role + side->first[names[p]]);
    }
}

/* Ask for the forms of a block that were not asked for lately, and note them. */
static INLINE void ask_for_forms(const Side *side, const int64_t *names, int64_t begin, int64_t end, Ahead *ahead,
                                 int64_t block) {
    int32_t *forms = ahead->forms[block % UNDER_WAY];
    int count = 0;
    for (int64_t p = begin; p < end; p++) {
        const int32_t first = side->first[names[p]], tokens = side->first[names[p] + 1] - first;
        for (int k = 0; k < tokens && k < MAX_TOKENS; k++) {
            const int32_t form = side->form[first + k];
            int32_t *asked = ahead->asked + home_of(form, ASKED_BITS);
            if (*asked == form)
                continue;
            *asked = forms[count++] = form;
            __builtin_prefetch(side->fold + form);
            __builtin_prefetch(side->sense + form);
            __builtin_prefetch(side->given + (int64_t)form * MAX_GIVEN);
            __builtin_prefetch(side->rarity + form);
            __builtin_prefetch(side->sound_first + form);
        }
    }
    ahead->count[block % UNDER_WAY] = count;
}

static INLINE void ask_for_readings(const Side *side, const Ahead *ahead, int64_t block) {
    const int32_t *forms = ahead->forms[block % UNDER_WAY];
    for (int k = 0; k < ahead->count[block % UNDER_WAY]; k++)
        __builtin_prefetch(side->sound + side->sound_first[forms[k]]);
}

/* The readings of a form mostly lie side by side. */
static INLINE void ask_for_sounds(const Side *side, const Ahead *ahead, int64_t block) {
    const int32_t *forms = ahead->forms[block % UNDER_WAY];
    for (int k = 0; k < ahead->count[block % UNDER_WAY]; k++) {
        const int64_t first = side->sound[side->sound_first[forms[k]]];
        const int64_t last = side->sound[side->sound_first[forms[k] + 1] - 1];
        __builtin_prefetch(side->size + first);
        __builtin_prefetch(side->masks + first);
        __builtin_prefetch(side->masks + last);
        __builtin_prefetch(side->skeletons + first);
        __builtin_prefetch(side->skeletons + last);
        __builtin_prefetch(side->codes + first * MAX_SOUNDS);
        __builtin_prefetch(side->codes + last * MAX_SOUNDS);
    }
}

/* Ask for what block number `block` of n pairs needs last, and for each block after it what is needed a step before;
   for the first, ask for all that comes before it. */
static INLINE void ask_ahead(const Side *side, const int64_t *names, int64_t block, int64_t n, Ahead *ahead) {
    for (int64_t at = block ? block : block - 4; at <= block; at++) {
        for (int step = 0; step < 5; step++) {
            const int64_t then = at + 4 - step, begin = then * BLOCK < n ? then * BLOCK : n;
            const int64_t end = begin + BLOCK < n ? begin + BLOCK : n;
            if (then < 0)
                continue;
            if (step == 0)
                ask_for_names(side, names, begin, end);
            else if (step == 1)
                ask_for_tokens(side, names, begin, end);
            else if (step == 2)
                ask_for_forms(side, names, begin, end, ahead, then);
            else if (step == 3)
                ask_for_readings(side, ahead, then);
            else
                ask_for_sounds(side, ahead, then);
        }
    }
}

#endif
