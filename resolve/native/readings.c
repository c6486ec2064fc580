/* Tokens read aloud: resolve.sound.spoken, by the rules of resolve.sound.rulebook. */

#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "hashes.h"

#define LETTERS 0x2000
#define CLASSES 256
#define MOST_PLACES 8
#define SET_WORDS (CLASSES / 64)

/* The arrays of resolve.sound.rulebook.Rulebook. */
typedef struct {
    const uint8_t *letter_class;
    const uint64_t *sets;
    const int16_t *before;
    const uint8_t *size, *ahead;
    const int16_t *places;
    const uint8_t *sound;
    const int32_t *rule_first;
    const int16_t *rule;
    const uint8_t *letter_sound;
    const int32_t *sound_first;
    const uint8_t *sound_code;
    uint8_t edge, first_digit;
} Rulebook;

/* A token: its letters, and the class of each. */
typedef struct {
    const uint32_t *letters;
    const uint8_t *classes;
    int64_t size;
} Token;

/* Distinct sound strings, found again by open addressing; a place holds a row and one. */
typedef struct {
    uint8_t *codes;
    int32_t *place;
    int64_t places, count;
} Strings;

static bool holds(const Rulebook *book, int16_t set, uint8_t class) {
    return book->sets[set * SET_WORDS + class / 64] >> (class % 64) & 1;
}

static uint8_t class_at(const Rulebook *book, const Token *token, int64_t at) {
    return at < token->size ? token->classes[at] : book->edge;
}

static bool fits(const Rulebook *book, int16_t rule, const Token *token, int64_t at) {
    const int16_t *place = book->places + (int64_t)rule * MOST_PLACES, before = book->before[rule];
    const int places = book->size[rule] + book->ahead[rule];
    if (at + book->size[rule] > token->size)
        return false;
    /* The first place is the letter by which the rule was found. */
    for (int i = 1; i < places; i++) {
        if (at + i > token->size || !holds(book, place[i], class_at(book, token, at + i)))
            return false;
    }
    return before < 0 || holds(book, before, at ? token->classes[at - 1] : book->edge);
}

/* Write down what is heard, a sound that follows itself once; digits are written each time. */
static void hear(const Rulebook *book, uint8_t sound, uint8_t *last, uint8_t *out, int *size) {
    for (int32_t k = book->sound_first[sound]; k < book->sound_first[sound + 1]; k++) {
        const uint8_t code = book->sound_code[k];
        if ((code != *last || code >= book->first_digit) && *size < MAX_SOUNDS)
            out[(*size)++] = code;
        *last = code;
    }
}

static void read_token(const Rulebook *book, int reading, const Token *token, uint8_t *out) {
    const int32_t *first = book->rule_first + (int64_t)reading * CLASSES;
    const uint8_t *letter_sound = book->letter_sound + (int64_t)reading * LETTERS;
    uint8_t last = 0;
    int size = 0;
    memset(out, 0, MAX_SOUNDS);
    for (int64_t at = 0; at < token->size && size < MAX_SOUNDS;) {
        const uint8_t class = token->classes[at];
        int32_t k = first[class];
        while (k < first[class + 1] && !fits(book, book->rule[k], token, at))
            k++;
        if (k < first[class + 1]) {
            hear(book, book->sound[book->rule[k]], &last, out, &size);
            at += book->size[book->rule[k]];
        } else {
            if (token->letters[at] < LETTERS)
                hear(book, letter_sound[token->letters[at]], &last, out, &size);
            at++;
        }
    }
}

/* The row of the string that was written behind the last one; a new one stays there. */
static int32_t row_of(Strings *strings) {
    const uint8_t *new = strings->codes + strings->count * MAX_SOUNDS;
    uint64_t hash = 0, part;
    for (int i = 0; i < MAX_SOUNDS; i += 8) {
        memcpy(&part, new + i, sizeof part);
        hash = (hash ^ part) * MIX, hash ^= hash >> 32;
    }
    int64_t at = (int64_t)(hash & (uint64_t)(strings->places - 1));
    for (; strings->place[at]; at = (at + 1) & (strings->places - 1))
        if (!memcmp(strings->codes + (int64_t)(strings->place[at] - 1) * MAX_SOUNDS, new, MAX_SOUNDS))
            return strings->place[at] - 1;
    strings->place[at] = (int32_t)strings->count + 1;
    return (int32_t)strings->count++;
}

static bool grown(Strings *strings) {
    if (2 * (strings->count + 1) < strings->places)
        return true;
    Strings wider = {strings->codes, NULL, strings->places ? 4 * strings->places : 1024, 0};
    wider.place = calloc((size_t)wider.places, sizeof *wider.place);
    if (!wider.place)
        return false;
    while (wider.count < strings->count)
        row_of(&wider);
    free(strings->place);
    *strings = wider;
    return true;
}

/* Read n tokens. `tried` is the row of the readings of each: reading[reading_first[i]], ..., its own first. `by_reading`
   is n x readings, `choices` n x most with the distinct sound strings of each token, `count` how many; `codes` has room
   for a string a reading tried and one; `made` says how many there are. Gives 0, or 1 where there is no memory. */
int adlar_read(const Rulebook *book, const uint32_t *letters, const int64_t *first, const int32_t *tried,
               const int32_t *reading_first, const int32_t *reading, int64_t n, int64_t readings, int64_t most,
               int32_t *by_reading, int32_t *choices, uint8_t *count, uint8_t *codes, int64_t *made) {
    int64_t longest = 1;
    for (int64_t i = 0; i < n; i++)
        longest = first[i + 1] - first[i] > longest ? first[i + 1] - first[i] : longest;
    uint8_t *classes = malloc((size_t)longest);
    Strings strings = {codes, NULL, 0, 0};
    bool failed = !classes || !grown(&strings);
    memset(codes, 0, MAX_SOUNDS);
    if (!failed)
        row_of(&strings); /* row 0: nothing is heard */
    for (int64_t i = 0; i < n && !failed; i++) {
        const Token token = {letters + first[i], classes, first[i + 1] - first[i]};
        for (int64_t k = 0; k < token.size; k++)
            classes[k] = token.letters[k] < LETTERS ? book->letter_class[token.letters[k]] : 0;
        int32_t *row = by_reading + i * readings, *choice = choices + i * most;
        for (int32_t k = reading_first[tried[i]]; k < reading_first[tried[i] + 1] && !failed; k++) {
            read_token(book, reading[k], &token, codes + strings.count * MAX_SOUNDS);
            const int32_t heard = row_of(&strings);
            failed = !grown(&strings);
            if (k == reading_first[tried[i]])
                for (int64_t r = 0; r < readings; r++)
                    row[r] = heard;
            row[reading[k]] = heard;
            int known = 0;
            while (known < count[i] && choice[known] != heard)
                known++;
            if (known == count[i] && count[i] < most)
                choice[count[i]++] = heard;
        }
    }
    *made = strings.count;
    free(classes), free(strings.place);
    return failed;
}
