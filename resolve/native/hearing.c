/* How alike tokens sound: `_heard` of resolve.evidence.tokens, the tokens of a name beside one other at a time. */

#include <string.h>

#include "hearing.h"
#include "wide.h"

void adlar_listen(const Rules *rules, const Side *side, int64_t begin, int tokens, Listener *listener) {
    listener->tokens = tokens;
    listener->voices.count = 0;
    for (int i = 0; i < tokens; i++) {
        const int first = listener->voices.count;
        listener->first[i] = first;
        adlar_add_voices(rules, side, side->form[begin + i], &listener->voices);
        memset(listener->token + first, i, (size_t)(listener->voices.count - first));
    }
    listener->first[tokens] = listener->voices.count;
    for (int i = 0; i < listener->voices.count; i++) {
        listener->blocks[i] = (uint8_t)blocks_of(listener->voices.size[i]);
        adlar_prepare(rules, listener->voices.codes[i], listener->voices.size[i], listener->ready + i);
    }
}

/* Of each reading of the listener, bit j for reading j that is heard: whether their skeletons agree, and whether they
   are not hopeless by their sounds alone. */
static INLINE void look(const Rules *rules, const Voices *voices, const Voices *other, uint8_t *agree, uint8_t *hopeful) {
    const int there = (1 << other->count) - 1;
    for (int i = 0; i < voices->count; i++) {
        const int8_t *hopeless = rules->weight.hopeless[voices->size[i]];
        int agreeing = 0, hoping = 0;
        for (int j = 0; j < READINGS; j++) {
            agreeing |= (voices->skeletons[i] == other->skeletons[j]) << j;
            hoping |= (count_bits(voices->masks[i] ^ other->masks[j]) <= hopeless[other->size[j]]) << j;
        }
        agree[i] = (uint8_t)(agreeing & there), hopeful[i] = (uint8_t)(hoping & there);
    }
}

/* Ask for the pairs of readings that are worth comparing: those that are not hopeless; where two of a token agree,
   only such, and the first of both. Those of the listener that fill one block, two or more stand apart. */
static INLINE void ask(const Listener *listener, const bool *open, const uint8_t *agree, const uint8_t *hopeful,
                       Pairings *pairings) {
    for (int token = 0; token < listener->tokens; token++) {
        const int first = listener->first[token], end = listener->first[token + 1];
        uint8_t any = 0;
        for (int i = first; i < end; i++)
            any |= agree[i];
        for (int i = first; i < end && open[token]; i++) {
            const int compared = hopeful[i] & (any ? agree[i] | (i == first) : 0xff);
            Pairings *list = pairings + listener->blocks[i] - 1;
            int count = list->count;
            for (int j = 0; j < READINGS; j++) {
                list->one[count] = (uint8_t)i;
                list->other[count] = (uint8_t)j;
                count += compared >> j & 1;
            }
            list->count = count;
        }
    }
}

/* The likeness of a pair of readings that were compared. */
static INLINE float judge(const Rules *rules, const Voices *voices, int i, const Voices *other, int j, int saved) {
    const Weights *w = &rules->weight;
    const int cost = voices->dropped[i] + other->dropped[j] - saved;
    const float length = most((float)(voices->size[i] + other->size[j]) / 2.0f, w->shortest);
    const float foreign = w->foreign * (float)(voices->is_other[i] + other->is_other[j]);
    return most(0.0f, 1.0f - (float)cost / 100.0f / length - foreign);
}

/* Whether the longer of two sound strings is the shorter with an -a after v or n. */
static INLINE bool differs_by_ending(const Voices *voices, int i, const Voices *other, int j) {
    return voices->before_a[i] == other->stem[j] || other->before_a[j] == voices->stem[i];
}

/* How the tokens of a listener that are open sound beside one that is heard. Of that, READINGS places are looked at,
   filled or not: so no loop is left early. */
WIDE void adlar_hear(const Rules *rules, const Listener *listener, const bool *open, const Voices *other, Sound *out) {
    const Voices *voices = &listener->voices;
    Pairings pairings[BLOCKS];
    uint8_t agree[VOICES], hopeful[VOICES];
    float best[MAX_TOKENS], by_ending[MAX_TOKENS];
    int longest = 0;
    for (int j = 0; j < other->count; j++)
        longest = other->size[j] > longest ? other->size[j] : longest;
    for (int k = 0; k < BLOCKS; k++) {
        pairings[k].ready = listener->ready, pairings[k].others = other->codes;
        pairings[k].longest = longest, pairings[k].count = 0;
    }
    look(rules, voices, other, agree, hopeful);
    ask(listener, open, agree, hopeful, pairings);
    for (int token = 0; token < listener->tokens; token++)
        best[token] = 0, by_ending[token] = -1;
    for (int k = 0; k < BLOCKS; k++) {
        adlar_save(rules, pairings + k, k + 1);
        for (int p = 0; p < pairings[k].count; p++) {
            const int i = pairings[k].one[p], j = pairings[k].other[p], token = listener->token[i];
            const float value = judge(rules, voices, i, other, j, pairings[k].saved[p]);
            best[token] = most(best[token], value);
            if (differs_by_ending(voices, i, other, j))
                by_ending[token] = most(by_ending[token], value);
        }
    }
    for (int token = 0; token < listener->tokens; token++)
        out[token] = (Sound){best[token], by_ending[token] >= best[token]};
}
