/* Words put together: templates in which each place in braces takes what is said there. */

#ifndef ADLAR_WORDING_H
#define ADLAR_WORDING_H

#include <math.h>
#include <string.h>

#include "digits.h"
#include "engine.h"

/* Strings: number i is block[first[i]] up to and without block[first[i + 1] - 1]. */
typedef struct {
    const uint8_t *block;
    const int64_t *first;
} Strings;

/* Where the words go; what does not fit is only counted. */
typedef struct {
    uint8_t *at;
    int64_t size, room;
} Page;

typedef struct {
    const uint8_t *at, *end;
} Text;

static inline void put(Page *page, const uint8_t *from, int64_t size) {
    if (size <= page->room - page->size)
        memcpy(page->at + page->size, from, (size_t)size);
    page->size += size;
}

static inline Text text_of(const Strings *strings, int64_t row) {
    return (Text){strings->block + strings->first[row], strings->block + strings->first[row + 1] - 1};
}

static inline void put_text(Page *page, const Strings *strings, int64_t row) {
    const Text text = text_of(strings, row);
    put(page, text.at, text.end - text.at);
}

/* Put a template up to its next place, and go on behind that. */
static inline void put_to_place(Page *page, Text *text) {
    const uint8_t *place = memchr(text->at, '{', (size_t)(text->end - text->at));
    const uint8_t *behind = place ? memchr(place, '}', (size_t)(text->end - place)) : 0;
    put(page, text->at, (behind ? place : text->end) - text->at);
    text->at = behind ? behind + 1 : text->end;
}

static inline void put_count(Page *page, int64_t count) {
    uint8_t digits[DIGITS_AT_MOST], *const end = digits + DIGITS_AT_MOST;
    uint8_t *const from = digits_before(end, count);
    put(page, from, end - from);
}

/* A share, 0..1, with two decimal places. A hundred times a float is exact in a double, so that it is rounded as
   Python rounds it: half to even. */
static inline void put_share(Page *page, float share) {
    const int hundredths = (int)rint((double)within(share, 0, 1) * 100);
    const uint8_t digits[4] = {(uint8_t)('0' + hundredths / 100), '.', (uint8_t)('0' + hundredths / 10 % 10),
                               (uint8_t)('0' + hundredths % 10)};
    put(page, digits, 4);
}

#endif
