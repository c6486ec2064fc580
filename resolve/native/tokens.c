/* The likeness of tokens: resolve.evidence.tokens, those of a name beside one other at a time. */

#include <string.h>

#include "given.h"
#include "hashes.h"
#include "tokens.h"

void adlar_begin_comparing(const Rules *rules, const Side *left, int64_t begin, int tokens, Compared *compared) {
    compared->left = left;
    compared->begin = begin;
    memset(compared->met, 0xff, sizeof compared->met);
    adlar_listen(rules, left, begin, tokens, &compared->listener);
}

static void compare(const Rules *rules, const Side *right, int32_t b, Compared *compared, Likeness *out) {
    const Side *left = compared->left;
    const int32_t *forms = left->form + compared->begin;
    const int tokens = compared->listener.tokens;
    bool open[MAX_TOKENS], any = false;
    for (int i = 0; i < tokens; i++) {
        const int32_t a = forms[i];
        out[i].same = left->fold[a] == right->fold[b];
        out[i].sensed = left->sense[a] > 0 && left->sense[a] == right->sense[b];
        out[i].nicknamed = share_given_name(left->given + (int64_t)a * MAX_GIVEN, right->given + (int64_t)b * MAX_GIVEN);
        out[i].gendered = false;
        out[i].value = 1;
        open[i] = !out[i].same && !out[i].sensed;
        any |= open[i];
    }
    if (!any)
        return;
    Sound sound[MAX_TOKENS];
    compared->heard.count = 0;
    adlar_add_voices(rules, right, b, &compared->heard);
    adlar_hear(rules, &compared->listener, open, &compared->heard, sound);
    for (int i = 0; i < tokens; i++)
        if (open[i]) {
            const float heard = sound[i].value;
            out[i].value = most(heard, adlar_slip(rules, left, right, forms[i], b, heard));
            out[i].gendered = sound[i].gendered;
        }
}

/* How alike each token of the name is to a form; good until the next form is asked for. */
const Likeness *adlar_likeness(const Rules *rules, const Side *right, int32_t form, Compared *compared) {
    const uint32_t place = home_of(form, MET_BITS);
    if (compared->met[place] != form) {
        compare(rules, right, form, compared, compared->likeness[place]);
        compared->met[place] = form;
    }
    return compared->likeness[place];
}
