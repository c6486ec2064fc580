/* Texts of packed columns, taken together: resolve.index.texts in two steps, where they lie and their bytes, and
   resolve.index.ids, whose texts end in a number. */

#include <stdint.h>
#include <string.h>

#include "digits.h"

static int64_t size_of(const void *sizes, int64_t width, int64_t row) {
    switch (width) {
    case 1:
        return ((const uint8_t *)sizes)[row];
    case 2:
        return ((const uint16_t *)sizes)[row];
    default:
        return ((const uint32_t *)sizes)[row];
    }
}

/* Where n texts begin, and how many bytes each has. Of every `stride`th text the beginning is in `start`. */
void adlar_place_texts(const int32_t *start, const void *sizes, int64_t width, int64_t stride, int64_t n,
                       const int64_t *rows, int64_t *begin, int64_t *size) {
    for (int64_t i = 0; i < n; i++) {
        int64_t at = start[rows[i] / stride];
        for (int64_t row = rows[i] / stride * stride; row < rows[i]; row++)
            at += size_of(sizes, width, row);
        begin[i] = at;
        size[i] = size_of(sizes, width, rows[i]);
    }
}

/* The bytes of n texts, a separator after each. */
void adlar_copy_texts(const uint8_t *block, int64_t n, const int64_t *begin, const int64_t *size, int64_t separator,
                      uint8_t *out) {
    for (int64_t i = 0; i < n; i++) {
        memcpy(out, block + begin[i], (size_t)size[i]);
        out += size[i];
        *out++ = (uint8_t)separator;
    }
}

/* n IDs, each a text of `texts` and a number after it, if that is not negative; a separator after each. */
void adlar_copy_ids(const uint8_t *texts, const int64_t *texts_first, int64_t n, const int64_t *text,
                    const int64_t *number, int64_t separator, uint8_t *out, int64_t *first) {
    uint8_t *const begin = out;
    for (int64_t i = 0; i < n; i++) {
        const int64_t size = texts_first[text[i] + 1] - 1 - texts_first[text[i]];
        memcpy(out, texts + texts_first[text[i]], (size_t)size);
        out += size;
        if (number[i] >= 0) {
            uint8_t digits[DIGITS_AT_MOST], *const end = digits + DIGITS_AT_MOST;
            uint8_t *const from = digits_before(end, number[i]);
            memcpy(out, from, (size_t)(end - from));
            out += end - from;
        }
        *out++ = (uint8_t)separator;
        first[i + 1] = out - begin;
    }
}
