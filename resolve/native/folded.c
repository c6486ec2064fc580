/* Texts with accents folded, their UTF-16 units and hashes: resolve.names.folded. */

#include "engine.h"
#include "hashes.h"

#define LETTERS 0x2020 /* letters below fold by themselves, each to two at most */
#define HASHED_BYTES 40

/* The bytes of a text that are hashed; what lies beyond the last counts by its length only. */
typedef struct {
    uint8_t byte[HASHED_BYTES];
    int64_t size;
} Bytes;

static void put(Bytes *bytes, uint32_t byte) {
    if (bytes->size < HASHED_BYTES - 1)
        bytes->byte[bytes->size] = (uint8_t)byte;
    bytes->size++;
}

static void put_utf8(Bytes *bytes, uint32_t c) {
    if (c < 0x80) {
        put(bytes, c);
    } else if (c < 0x800) {
        put(bytes, 0xC0 | c >> 6), put(bytes, 0x80 | (c & 63));
    } else if (c >= 0xD800 && c < 0xE000) {
        put(bytes, '?'); /* half of a surrogate pair is no character */
    } else if (c < 0x10000) {
        put(bytes, 0xE0 | c >> 12), put(bytes, 0x80 | (c >> 6 & 63)), put(bytes, 0x80 | (c & 63));
    } else {
        put(bytes, 0xF0 | c >> 18), put(bytes, 0x80 | (c >> 12 & 63));
        put(bytes, 0x80 | (c >> 6 & 63)), put(bytes, 0x80 | (c & 63));
    }
}

static uint64_t hash_of(const Bytes *bytes, const uint64_t *zeros) {
    const int64_t size = bytes->size < HASHED_BYTES - 1 ? bytes->size : HASHED_BYTES - 1;
    uint64_t hash = 0;
    for (int64_t i = 0; i < size; i++)
        hash = (hash + bytes->byte[i]) * MIX;
    hash *= zeros[HASHED_BYTES - 1 - size];
    return finish((hash + (uint8_t)bytes->size) * MIX);
}

static uint16_t *put_utf16(uint16_t *out, uint32_t c) {
    if (c < 0x10000) {
        *out++ = (uint16_t)c;
    } else {
        *out++ = (uint16_t)(0xD7C0 + (c >> 10));
        *out++ = (uint16_t)(0xDC00 | (c & 0x3FF));
    }
    return out;
}

/* Fold n texts. `folds` gives two letters for each below LETTERS, 0 for none; texts that are `folded` stay as they are.
   `units` has room for two a character, `units_first` is n + 1. */
void adlar_fold(const uint16_t *folds, const uint32_t *text, const int64_t *first, const uint8_t *folded, int64_t n,
                uint16_t *units, int64_t *units_first, uint64_t *hash) {
    uint16_t *out = units;
    uint64_t zeros[HASHED_BYTES];
    powers_of_mix(zeros, HASHED_BYTES - 1);
    for (int64_t i = 0; i < n; i++) {
        Bytes bytes = {.size = 0};
        units_first[i] = out - units;
        for (int64_t k = first[i]; k < first[i + 1]; k++) {
            const bool by_table = !folded[i] && text[k] < LETTERS;
            for (int place = 0; place < (by_table ? 2 : 1); place++) {
                const uint32_t c = by_table ? folds[2 * text[k] + place] : text[k];
                if (by_table && !c)
                    break;
                put_utf8(&bytes, c);
                out = put_utf16(out, c);
            }
        }
        hash[i] = hash_of(&bytes, zeros);
    }
    units_first[n] = out - units;
}
