/* What the letters of a token show: resolve.text.signs. */

#include <string.h>

#include "engine.h"

#define LETTERS 0x2020 /* letters below are known one by one; those above are of another script */
#define SHORT_SIZE 2

/* Members of resolve.text.signs.Sign. */
enum { LATIN = 1, OTHER_SCRIPT = 2, BRIEF = 4, FATHER = 8, COMPOUND = 16, ROMAN = 32 };

/* What each letter shows by itself; beginnings and endings of tokens, one after the other: what each shows, how many
   letters stand on its other side at least, and whether it is an ending. */
typedef struct {
    const uint8_t *letter;
    const uint32_t *characters;
    const int64_t *first;
    const uint8_t *sign, *least, *ends;
    int64_t affixes;
} Signs;

static uint8_t by_letters(const Signs *signs, const uint32_t *text, int64_t size) {
    uint8_t any = 0, all = ROMAN;
    for (int64_t i = 0; i < size; i++) {
        const uint8_t shown = text[i] < LETTERS ? signs->letter[text[i]] : OTHER_SCRIPT;
        any |= shown;
        all &= shown;
    }
    const bool brief = size <= SHORT_SIZE || all || any & OTHER_SCRIPT || (text[0] >= '0' && text[0] <= '9');
    return (uint8_t)((any & (LATIN | OTHER_SCRIPT)) | (brief ? BRIEF : 0));
}

static uint8_t by_affixes(const Signs *signs, const uint32_t *text, int64_t size) {
    uint8_t found = 0;
    for (int64_t i = 0; i < signs->affixes; i++) {
        const uint32_t *affix = signs->characters + signs->first[i];
        const int64_t length = signs->first[i + 1] - signs->first[i];
        /* The letter at the token's edge is seldom the right one. */
        const int64_t edge = signs->ends[i] ? length - 1 : 0;
        if (size < length + signs->least[i] || affix[edge] != text[signs->ends[i] ? size - 1 : 0])
            continue;
        if (!memcmp(text + (signs->ends[i] ? size - length : 0), affix, sizeof *text * (size_t)length))
            found |= signs->sign[i];
    }
    return found;
}

/* What each of n tokens shows. */
void adlar_signs(const Signs *signs, const uint32_t *characters, const int64_t *first, int64_t n, uint8_t *found) {
    for (int64_t i = 0; i < n; i++) {
        const uint32_t *const text = characters + first[i];
        const int64_t size = first[i + 1] - first[i];
        found[i] = size ? (uint8_t)(by_letters(signs, text, size) | by_affixes(signs, text, size)) : BRIEF;
    }
}
