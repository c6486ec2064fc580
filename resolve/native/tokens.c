/* The likeness of two tokens: resolve.evidence.tokens, one pair at a time. */

#include <stdlib.h>
#include <string.h>

#include "hashes.h"
#include "tokens.h"

static bool is_nickname(const uint16_t *names, const uint16_t *others) {
    for (int i = 0; i < MAX_GIVEN && names[i]; i++)
        for (int j = 0; j < MAX_GIVEN && others[j]; j++)
            if (names[i] == others[j])
                return true;
    return false;
}

/* Whether the longer of two sound strings is the shorter with an -a after v or n. */
static bool differs_by_ending(const Rules *rules, const uint8_t *x, int size_x, const uint8_t *y, int size_y) {
    const int shorter = size_x < size_y ? size_x : size_y;
    if (shorter <= 3 || abs(size_x - size_y) != 1)
        return false;
    const uint8_t *long_one = size_x > size_y ? x : y, *short_one = size_x > size_y ? y : x;
    return long_one[shorter] == rules->number.final_a && rules->weight.feminine_after[short_one[shorter - 1]];
}

void adlar_begin_hearing(Hearing *hearing) {
    memset(hearing->sound, 0xff, sizeof hearing->sound);
    memset(hearing->forms, 0xff, sizeof hearing->forms);
}

static const Prepared *prepared(const Rules *rules, const Side *left, int32_t sound, Hearing *hearing) {
    Prepared *found = &hearing->prepared[sound % KEPT];
    if (hearing->sound[sound % KEPT] != sound) {
        adlar_prepare(rules, left->codes + (int64_t)sound * MAX_SOUNDS, left->size[sound], found);
        hearing->sound[sound % KEPT] = sound;
    }
    return found;
}

/* The readings of a form. */
typedef struct {
    const int32_t *sound;
    int count;
} Readings;

static Readings readings_of(const Side *side, int64_t form) {
    const int32_t first = side->sound_first[form], count = side->sound_first[form + 1] - first;
    const Readings found = {side->sound + first, count < READINGS ? count : READINGS};
    return found;
}

/* Which readings are compared, bit i * READINGS + j for reading i of the one and j of the other: those that are
   not hopeless by their sounds alone; where two agree, only such, and the first of both. */
static uint32_t worth_comparing(const Rules *rules, const Side *left, const Side *right, Readings a, Readings b) {
    uint32_t agree = 0, hopeful = 0;
    for (int i = 0; i < a.count; i++) {
        const int32_t s = a.sound[i];
        for (int j = 0; j < b.count; j++) {
            const int32_t t = b.sound[j];
            const uint32_t bit = (uint32_t)1 << (i * READINGS + j);
            const int apart = count_bits(left->masks[s] ^ right->masks[t]);
            agree |= left->skeletons[s] == right->skeletons[t] ? bit : 0;
            hopeful |= apart <= rules->weight.hopeless[left->size[s] + right->size[t]] ? bit : 0;
        }
    }
    return hopeful & (agree ? agree | 1 : ~(uint32_t)0);
}

/* The best likeness over the readings of both forms; `gendered` is set if it differs by a feminine ending. */
static float hear(const Rules *rules, const Side *left, const Side *right, int64_t a, int64_t b, Hearing *hearing,
                  bool *gendered) {
    const Weights *w = &rules->weight;
    const Readings ways_a = readings_of(left, a), ways_b = readings_of(right, b);
    const uint32_t compared = worth_comparing(rules, left, right, ways_a, ways_b);
    float best = 0, by_ending = -1;
    for (int i = 0; i < ways_a.count; i++) {
        const int32_t s = ways_a.sound[i];
        const uint8_t *x = left->codes + (int64_t)s * MAX_SOUNDS;
        const int size_x = left->size[s];
        for (int j = 0; j < ways_b.count; j++) {
            const float foreign = w->foreign * (float)((i > 0) + (j > 0));
            /* No distance makes more of it; and what differs by an ending is less than this. */
            if (!(compared >> (i * READINGS + j) & 1) || 1.0f - foreign <= best)
                continue;
            const int32_t t = ways_b.sound[j];
            const uint8_t *y = right->codes + (int64_t)t * MAX_SOUNDS;
            const int size_y = right->size[t];
            const float length = most((float)(size_x + size_y) / 2.0f, w->shortest);
            const float apart = adlar_distance(rules, prepared(rules, left, s, hearing), y, size_y);
            const float value = most(0.0f, 1.0f - apart / length - foreign);
            best = most(best, value);
            if (value > by_ending && differs_by_ending(rules, x, size_x, y, size_y))
                by_ending = value;
        }
    }
    *gendered = by_ending >= best;
    return best;
}

static bool equal(const uint16_t *x, const uint16_t *y, int64_t size) {
    for (int64_t i = 0; i < size; i++)
        if (x[i] != y[i])
            return false;
    return true;
}

/* Whether one letter added, left out, changed or exchanged with its neighbour makes x of y. */
static bool is_one_slip(const uint16_t *x, int64_t size_x, const uint16_t *y, int64_t size_y) {
    const int64_t shorter = size_x < size_y ? size_x : size_y;
    if (llabs(size_x - size_y) > 1)
        return false;
    int64_t same = 0;
    while (same < shorter && x[same] == y[same])
        same++;
    if (same == size_x && same == size_y)
        return false;
    x += same, y += same;
    const int64_t left = shorter - same;
    if (size_x > size_y)
        return equal(x + 1, y, left);
    if (size_x < size_y)
        return equal(x, y + 1, left);
    if (equal(x + 1, y + 1, left - 1))
        return true;
    return left > 1 && x[0] == y[1] && x[1] == y[0] && equal(x + 2, y + 2, left - 2);
}

/* Likeness as one slip of the pen, 0 where there is none or more than one. */
static float slip(const Rules *rules, const Side *left, const Side *right, int64_t a, int64_t b, float heard) {
    const Weights *w = &rules->weight;
    if (heard < w->somewhat || heard >= w->enough)
        return 0;
    const int32_t s = left->sound[left->sound_first[a]], t = right->sound[right->sound_first[b]];
    const int shorter = left->size[s] < right->size[t] ? left->size[s] : right->size[t];
    if (shorter < w->long_enough - 1 || count_bits(left->masks[s] ^ right->masks[t]) > w->changed_by_a_slip)
        return 0;
    const int64_t begin_a = left->letters_first[a], begin_b = right->letters_first[b];
    const int64_t size_a = left->letters_first[a + 1] - begin_a, size_b = right->letters_first[b + 1] - begin_b;
    const int64_t letters = size_a < size_b ? size_a : size_b;
    if (letters < w->long_enough || !is_one_slip(left->letters + begin_a, size_a, right->letters + begin_b, size_b))
        return 0;
    return 1.0f - w->slip_cost / (float)letters;
}

static Likeness compare(const Rules *rules, const Side *left, const Side *right, int64_t a, int64_t b,
                        Hearing *hearing) {
    Likeness found = {0};
    found.same = left->fold[a] == right->fold[b];
    found.sensed = left->sense[a] > 0 && left->sense[a] == right->sense[b];
    found.nicknamed = is_nickname(left->given + a * MAX_GIVEN, right->given + b * MAX_GIVEN);
    if (found.same || found.sensed) {
        found.value = 1;
        return found;
    }
    const float heard = hear(rules, left, right, a, b, hearing, &found.gendered);
    found.value = most(heard, slip(rules, left, right, a, b, heard));
    return found;
}

Likeness adlar_likeness(const Rules *rules, const Side *left, const Side *right, int64_t a, int64_t b,
                        Hearing *hearing) {
    const int64_t forms = a << 32 | b;
    const uint64_t place = ((uint64_t)forms * MIX >> 32) % REMEMBERED;
    if (hearing->forms[place] != forms) {
        hearing->likeness[place] = compare(rules, left, right, a, b, hearing);
        hearing->forms[place] = forms;
    }
    return hearing->likeness[place];
}
