/* Tokens read aloud: resolve.sound.spoken, by the rules of resolve.sound.rulebook. */

#include <stdlib.h>
#include <string.h>

#include "distinct.h"

#define LETTERS 0x2000
#define CLASSES 256
#define MOST_PLACES 8
#define MOST_READINGS 64
#define USUAL 3 /* sound strings of a token; there may be more */
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
    const uint8_t *difference;
    const uint64_t *alike;
    const int32_t *sound_first;
    const uint8_t *sound_code;
    uint8_t edge, first_digit, readings;
} Rulebook;

/* A token: its letters, and the class of each. */
typedef struct {
    const uint32_t *letters;
    const uint8_t *classes;
    int64_t size;
} Token;

/* What some readings hear at a place, and how many letters it takes; readings are bits of a number. */
typedef struct {
    uint64_t readings;
    uint8_t sound, size;
} Heard;

/* What is heard at each letter of a token: heard[first[i]], ..., of different sounds or sizes. */
typedef struct {
    Heard *heard;
    int64_t *first;
} Hearings;

/* Readings that have heard the same of a token so far. */
typedef struct {
    uint64_t readings;
    int64_t at; /* the letter where they are */
    int size;
    uint8_t last, codes[MAX_SOUNDS];
} Branch;

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

static Heard heard_at(const Rulebook *book, int reading, const Token *token, int64_t at) {
    const int32_t *first = book->rule_first + (int64_t)reading * CLASSES + token->classes[at];
    const uint32_t letter = token->letters[at];
    for (int32_t k = first[0]; k < first[1]; k++) {
        if (fits(book, book->rule[k], token, at)) {
            const Heard by_rule = {0, book->sound[book->rule[k]], book->size[book->rule[k]]};
            return by_rule;
        }
    }
    const Heard by_letter = {0, letter < LETTERS ? book->letter_sound[(int64_t)reading * LETTERS + letter] : 0, 1};
    return by_letter;
}

/* 1. What each reading hears at each letter; those that read a letter alike are asked once. */
static void hear_letters(const Rulebook *book, const Token *token, uint64_t readings, Hearings *hearings) {
    int64_t count = 0;
    for (int64_t at = 0; at < token->size; at++) {
        const uint32_t letter = token->letters[at] < LETTERS ? token->letters[at] : LETTERS;
        const uint64_t *alike = book->alike + book->difference[letter] * book->readings;
        hearings->first[at] = count;
        for (uint64_t rest = readings; rest;) {
            const int reading = __builtin_ctzll(rest);
            const Heard new = heard_at(book, reading, token, at);
            int64_t into = hearings->first[at];
            while (into < count && (hearings->heard[into].sound != new.sound || hearings->heard[into].size != new.size))
                into++;
            if (into == count)
                hearings->heard[count++] = new;
            hearings->heard[into].readings |= rest & alike[reading];
            rest &= ~alike[reading];
        }
    }
    hearings->first[token->size] = count;
}

/* Write down what a branch hears, a sound that follows itself once; digits are written each time. */
static void hear(const Rulebook *book, Branch *branch, const Heard *heard) {
    for (int32_t k = book->sound_first[heard->sound]; k < book->sound_first[heard->sound + 1]; k++) {
        const uint8_t code = book->sound_code[k];
        if ((code != branch->last || code >= book->first_digit) && branch->size < MAX_SOUNDS)
            branch->codes[branch->size++] = code;
        branch->last = code;
    }
    branch->at += heard->size;
    branch->readings &= heard->readings;
}

/* 2. Follow the readings through a token, together until they hear something different; gives how many branches they
   end in. */
static int follow(const Rulebook *book, int64_t size, uint64_t readings, const Hearings *hearings, Branch *branches) {
    const Branch start = {.readings = readings};
    int count = 1;
    branches[0] = start;
    for (int i = 0; i < count; i++) {
        Branch *const branch = &branches[i];
        while (branch->at < size && branch->size < MAX_SOUNDS) {
            const Heard *heard = hearings->heard + hearings->first[branch->at];
            while (!(branch->readings & heard->readings))
                heard++;
            uint64_t rest = branch->readings & ~heard->readings;
            for (const Heard *other = heard + 1; rest; other++)
                if (rest & other->readings) {
                    branches[count] = *branch;
                    hear(book, &branches[count++], other);
                    rest &= ~other->readings;
                }
            hear(book, branch, heard);
        }
    }
    return count;
}

/* The readings in which a token is tried, and where to write down how it sounds in each. */
typedef struct {
    const int32_t *tried; /* its own first */
    int count;
    int32_t *by_reading, *choices;
    uint8_t *chosen;
    int64_t most; /* of choices */
} Trial;

static int branch_of(const Branch *branches, int reading) {
    int found = 0;
    while (!(branches[found].readings >> reading & 1))
        found++;
    return found;
}

/* Write down what is heard in each reading, and the distinct strings in the order of the readings. */
static bool write_heard(const Rulebook *book, const Branch *branches, int count, const Trial *trial,
                        Distinct *strings) {
    int32_t heard[MOST_READINGS];
    for (int i = 0; i < count; i++)
        heard[i] = -1;
    for (int k = 0; k < trial->count; k++) {
        const int branch = branch_of(branches, trial->tried[k]);
        if (heard[branch] < 0) {
            memcpy(strings->codes + strings->count * MAX_SOUNDS, branches[branch].codes, MAX_SOUNDS);
            const int32_t row = heard[branch] = row_of(strings);
            if (!make_room(strings, strings->count + 1))
                return false;
            int known = 0;
            while (known < *trial->chosen && trial->choices[known] != row)
                known++;
            if (known == *trial->chosen && known < trial->most)
                trial->choices[(*trial->chosen)++] = row;
        }
        if (!k)
            for (int reading = 0; reading < book->readings; reading++)
                trial->by_reading[reading] = heard[branch];
        trial->by_reading[trial->tried[k]] = heard[branch];
    }
    return true;
}

/* Read n tokens. `tried` is the row of the readings of each: reading[reading_first[i]], ..., its own first.
   `by_reading` is n x readings, `choices` n x most with the distinct sound strings of each token, `chosen` how many;
   `codes` has room for a string a reading tried and two; `made` says how many there are. Gives 0, or 1 where there is
   no memory. */
int adlar_read(const Rulebook *book, const uint32_t *letters, const int64_t *first, const int32_t *tried,
               const int32_t *reading_first, const int32_t *reading, int64_t n, int64_t most, int32_t *by_reading,
               int32_t *choices, uint8_t *chosen, uint8_t *codes, int64_t *made) {
    int64_t longest = 1;
    for (int64_t i = 0; i < n; i++)
        longest = first[i + 1] - first[i] > longest ? first[i + 1] - first[i] : longest;
    uint8_t *classes = malloc((size_t)longest);
    Hearings hearings = {malloc(sizeof *hearings.heard * (size_t)(longest * book->readings)),
                         malloc(sizeof *hearings.first * (size_t)(longest + 1))};
    Distinct strings = {codes, NULL, 0, 0};
    Branch branches[MOST_READINGS];
    bool failed = !classes || !hearings.heard || !hearings.first || !make_room(&strings, USUAL * n + 1);
    memset(codes, 0, MAX_SOUNDS);
    if (!failed)
        row_of(&strings); /* row 0: nothing is heard */
    for (int64_t i = 0; i < n && !failed; i++) {
        const Token token = {letters + first[i], classes, first[i + 1] - first[i]};
        for (int64_t k = 0; k < token.size; k++)
            classes[k] = token.letters[k] < LETTERS ? book->letter_class[token.letters[k]] : 0;
        const int32_t begin = reading_first[tried[i]], end = reading_first[tried[i] + 1];
        const Trial trial = {reading + begin,    end - begin, by_reading + i * book->readings,
                             choices + i * most, chosen + i,  most};
        uint64_t readings = 0;
        for (int32_t k = begin; k < end; k++)
            readings |= (uint64_t)1 << reading[k];
        hear_letters(book, &token, readings, &hearings);
        const int count = follow(book, token.size, readings, &hearings, branches);
        failed = !write_heard(book, branches, count, &trial, &strings);
    }
    *made = strings.count;
    free(classes), free(hearings.heard), free(hearings.first), free(strings.place);
    return failed;
}
