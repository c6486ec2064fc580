/* Texts that a table has, found again by their letters: resolve.text.known. */

#include <string.h>

#include "engine.h"
#include "hashes.h"

/* The texts of a table, all different. Where each stands is told by its hash, by open addressing: a place holds the
   number of a text and one. There are `places` of them, a power of two and more than there are texts. */
typedef struct {
    const uint32_t *characters;
    const int64_t *first;
    uint64_t *hash; /* of each text */
    int32_t *place;
    int64_t places;
} KnownTexts;

/* Fill the hashes and the places, which are zeros. */
void adlar_know(const KnownTexts *known, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        const uint64_t hash =
            hash_of_characters(0, known->characters + known->first[i], known->characters + known->first[i + 1]);
        int64_t at = (int64_t)(hash & (uint64_t)(known->places - 1));
        while (known->place[at])
            at = (at + 1) & (known->places - 1);
        known->hash[i] = hash;
        known->place[at] = (int32_t)i + 1;
    }
}

/* Whether the tokens of a name, written together, are a text. */
static bool is_text(const uint32_t *text, const uint32_t *end, const uint32_t *characters, const int64_t *token_first,
                    const int32_t *token, int64_t tokens) {
    for (int64_t k = 0; k < tokens; k++) {
        const int64_t begin = token_first[token[k]], size = token_first[token[k] + 1] - begin;
        if (size > end - text || memcmp(text, characters + begin, sizeof *text * (size_t)size))
            return false;
        text += size;
    }
    return text == end;
}

/* Of n names the number of the text that their tokens are, written together; -1 where there is none. */
void adlar_find_known(const KnownTexts *known, const uint32_t *characters, const int64_t *token_first,
                      const int64_t *first, const int32_t *token, int64_t n, int32_t *number) {
    for (int64_t i = 0; i < n; i++) {
        const int32_t *const tokens = token + first[i];
        const int64_t count = first[i + 1] - first[i];
        uint64_t hash = 0;
        for (int64_t k = 0; k < count; k++)
            hash = hash_of_characters(hash, characters + token_first[tokens[k]],
                                      characters + token_first[tokens[k] + 1]);
        number[i] = -1;
        for (int64_t at = (int64_t)(hash & (uint64_t)(known->places - 1)); known->place[at] && number[i] < 0;
             at = (at + 1) & (known->places - 1)) {
            const int32_t text = known->place[at] - 1;
            if (known->hash[text] == hash && is_text(known->characters + known->first[text],
                                                     known->characters + known->first[text + 1], characters,
                                                     token_first, tokens, count))
                number[i] = text;
        }
    }
}
