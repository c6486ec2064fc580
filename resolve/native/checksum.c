/* Checksums of arrays: resolve.index.checksum in one pass. */

#include "hashes.h"

#include <string.h>

/* Puts into `sum` what the eight bytes at each place of a content add up to, the last ones filled up with zeros. */
void adlar_checksum(const uint8_t *content, int64_t size, uint64_t *sum) {
    uint64_t total = finish((uint64_t)size), place = 0, word;
    int64_t at = 0;
    for (; at + (int64_t)sizeof word <= size; at += (int64_t)sizeof word) {
        memcpy(&word, content + at, sizeof word);
        total += finish(word + (place += MIX));
    }
    if (at < size) {
        word = 0;
        memcpy(&word, content + at, (size_t)(size - at));
        total += finish(word + (place += MIX));
    }
    *sum = total;
}
