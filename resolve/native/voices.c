/* Readings of tokens side by side: see voices.h. */

#include "sounds.h"
#include "voices.h"

#define SHORTEST_STEM 4

static void add(const Rules *rules, const Side *side, int32_t sound, bool is_other, Voices *voices) {
    const Weights *w = &rules->weight;
    const int at = voices->count++, size = side->size[sound];
    const uint8_t *codes = side->codes + (int64_t)sound * MAX_SOUNDS;
    const uint8_t last = size ? codes[size - 1] : 0;
    voices->masks[at] = side->masks[sound];
    voices->skeletons[at] = side->skeletons[sound];
    voices->codes[at] = codes;
    voices->size[at] = (uint8_t)size;
    voices->is_other[at] = is_other;
    voices->stem[at] = size >= SHORTEST_STEM && w->feminine_after[last] ? (uint8_t)size : 0;
    voices->before_a[at] = size > 1 && last == rules->number.final_a ? (uint8_t)(size - 1) : WITHOUT_A;
    voices->dropped[at] = dropped(rules, codes, size);
}

/* Add the readings of a form. */
void adlar_add_voices(const Rules *rules, const Side *side, int64_t form, Voices *voices) {
    const int32_t first = side->sound_first[form], count = side->sound_first[form + 1] - first;
    for (int i = 0; i < count && i < READINGS; i++)
        add(rules, side, side->sound[first + i], i > 0, voices);
}
