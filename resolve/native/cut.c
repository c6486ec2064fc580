/* Names cut into tokens: resolve.text.cut, one name after the other. */

#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "hashes.h"

#define CHARACTERS 0x2020 /* characters below are known to the table; none above is plain */
#define NEVER_FULLER_THAN 2 /* of a table of tokens, one place in so many is filled at most */

/* What a character may be: bits of resolve.text.plain.Kind. */
enum { LATIN = 1, CYRILLIC = 2, LETTER = 4, PARTS = 8, APOSTROPHE = 16, STOP = 32, HYPHEN = 64, SMALL = 128 };

/* Characters by their number, and the surroundings of hyphens that need a closer look: three characters each, the one
   before, the one after and the next; 0 stands for any. */
typedef struct {
    const uint8_t *kind, *plain;
    const uint16_t *lower;
    const uint16_t *hyphens;
    int64_t hyphens_count;
} Letters;

/* The distinct tokens that were met, each of one language; their characters follow each other. */
typedef struct {
    uint32_t *characters;
    int64_t *first;
    int32_t *lang;
} Tokens;

/* Where tokens are found again by their hashes: open addressing, a place holds a token's number and one. */
typedef struct {
    int32_t *place;
    uint64_t *hash; /* of each token */
    int64_t places, room, count;
} Finder;

static uint8_t kind_of(const Letters *letters, uint32_t c) { return c < CHARACTERS ? letters->kind[c] : 0; }
static uint32_t small(const Letters *letters, uint32_t c) { return c < CHARACTERS ? letters->lower[c] : c; }

/* Whether a hyphen may join a mark or a case ending, or stand in an abbreviation: then it parts no tokens. */
static bool joins(const Letters *letters, const uint32_t *at, const uint32_t *begin, const uint32_t *end) {
    const uint32_t before = at > begin ? small(letters, at[-1]) : 0;
    const uint32_t after = at + 1 < end ? small(letters, at[1]) : 0;
    const uint32_t next = at + 2 < end ? small(letters, at[2]) : 0;
    for (int64_t i = 0; i < letters->hyphens_count; i++) {
        const uint16_t *around = letters->hyphens + 3 * i;
        if ((!around[0] || around[0] == before) && around[1] == after && (!around[2] || around[2] == next))
            return true;
    }
    return false;
}

/* Whether a small ending follows capitals: resolve.text.tokenize.without_acronym_suffix may cut it. */
static bool ends_capitals(const Letters *letters, const uint32_t *at, const uint32_t *begin, const uint32_t *end) {
    if (at == begin || at + 1 == end)
        return false;
    const uint8_t before = kind_of(letters, at[-1]), after = kind_of(letters, at[1]);
    return before & LETTER && !(before & SMALL) && after & LETTER && small(letters, at[1]) == at[1];
}

static bool is_plain(const Letters *letters, const uint32_t *begin, const uint32_t *end, int64_t longest) {
    uint8_t met = 0;
    if (end - begin > longest)
        return false;
    for (const uint32_t *at = begin; at < end; at++) {
        if (*at >= CHARACTERS || !letters->plain[*at])
            return false;
        const uint8_t kind = letters->kind[*at];
        met |= kind;
        if (kind & (HYPHEN | APOSTROPHE) &&
            ((kind & HYPHEN && joins(letters, at, begin, end)) || ends_capitals(letters, at, begin, end)))
            return false;
    }
    const bool dotted = end - begin > 1 && kind_of(letters, begin[0]) & LETTER && kind_of(letters, begin[1]) & STOP;
    return met & LETTER && !(met & LATIN && met & CYRILLIC) && !dotted;
}

static bool grown(Finder *finder) {
    if (finder->count == finder->room) {
        const int64_t room = finder->room ? 2 * finder->room : 512;
        uint64_t *hash = realloc(finder->hash, sizeof *hash * (size_t)room);
        if (!hash)
            return false;
        finder->hash = hash, finder->room = room;
    }
    if (NEVER_FULLER_THAN * finder->count < finder->places)
        return true;
    const int64_t places = finder->places ? 2 * finder->places : 1024;
    int32_t *place = calloc((size_t)places, sizeof *place);
    if (!place)
        return false;
    for (int64_t number = 0; number < finder->count; number++) {
        int64_t at = (int64_t)(finder->hash[number] & (uint64_t)(places - 1));
        while (place[at])
            at = (at + 1) & (places - 1);
        place[at] = (int32_t)number + 1;
    }
    free(finder->place);
    finder->place = place, finder->places = places;
    return true;
}

/* The number of the token whose characters were written behind the last one; a new one stays there. -1: no memory. */
static int32_t number_of(Finder *finder, Tokens *tokens, const uint32_t *end, int32_t lang) {
    if (!grown(finder))
        return -1;
    const uint32_t *begin = tokens->characters + tokens->first[finder->count];
    const int64_t size = end - begin;
    const uint64_t hash = hash_of_characters((uint64_t)lang + 1, begin, end);
    int64_t at = (int64_t)(hash & (uint64_t)(finder->places - 1));
    for (; finder->place[at]; at = (at + 1) & (finder->places - 1)) {
        const int32_t number = finder->place[at] - 1;
        const int64_t known = tokens->first[number];
        if (finder->hash[number] == hash && tokens->lang[number] == lang && tokens->first[number + 1] - known == size &&
            !memcmp(tokens->characters + known, begin, sizeof *begin * (size_t)size))
            return number;
    }
    const int32_t new = (int32_t)finder->count++;
    finder->place[at] = new + 1;
    finder->hash[new] = hash;
    tokens->lang[new] = lang;
    tokens->first[new + 1] = end - tokens->characters;
    return new;
}

/* Write the next token of a name; give what follows it. A token keeps one full stop, and loses its apostrophes. */
static const uint32_t *write_token(const Letters *letters, bool plain, const uint32_t *at, const uint32_t *end,
                                   uint32_t **out) {
    while (at < end && (plain ? kind_of(letters, *at) & PARTS : *at == ' '))
        at++;
    uint32_t *const begin = *out;
    for (; at < end && !(plain ? kind_of(letters, *at) & PARTS : *at == ' '); at++)
        if (!plain || !(kind_of(letters, *at) & APOSTROPHE))
            *(*out)++ = plain ? small(letters, *at) : *at;
    if (plain && *out > begin && at < end && kind_of(letters, *at) & STOP)
        *(*out)++ = *at++;
    return at;
}

static bool all_plain(const Letters *letters, const uint32_t *text, const int64_t *begin, int64_t n, int64_t longest,
                      uint8_t *plain) {
    bool all = true;
    for (int64_t i = 0; i < n; i++)
        all &= plain[i] = is_plain(letters, text + begin[i], text + begin[i + 1], longest);
    return all;
}

/* Cut n names. Where `told` is 0 it is not known yet which are plain: `plain` then says it, and they are cut only if
   all are; else `count` is -1. The tokens of those that are not stand in `others`, one name after the other, with a
   blank between two tokens. `first` is n + 1; `token`, `characters` and `token_lang` have room for one each a
   character, `token_first` for one more; `count` is how many distinct tokens there are. Gives 0, or 1 where there is no
   memory. */
int adlar_cut(const Letters *letters, const uint32_t *text, const int64_t *text_first, const uint32_t *others,
              const int64_t *others_first, const int32_t *lang, int64_t n, int64_t longest, int64_t told,
              uint8_t *plain, int64_t *first, int32_t *token, uint32_t *characters, int64_t *token_first,
              int32_t *token_lang, int64_t *count) {
    Tokens tokens = {characters, token_first, token_lang};
    Finder finder = {0};
    int64_t written = 0, other = 0;
    bool failed = false;
    *count = -1;
    if (!told && !all_plain(letters, text, text_first, n, longest, plain))
        return 0;
    first[0] = token_first[0] = 0;
    for (int64_t i = 0; i < n && !failed; i++) {
        const uint32_t *at = plain[i] ? text + text_first[i] : others + others_first[other];
        const uint32_t *const end = plain[i] ? text + text_first[i + 1] : others + others_first[other + 1];
        other += !plain[i];
        while (at < end && !failed) {
            uint32_t *const start = characters + token_first[finder.count], *out = start;
            at = write_token(letters, plain[i], at, end, &out);
            if (out == start)
                continue;
            const int32_t number = number_of(&finder, &tokens, out, lang[i]);
            failed = number < 0;
            token[written++] = number;
        }
        first[i + 1] = written;
    }
    *count = finder.count;
    free(finder.place), free(finder.hash);
    return failed;
}
