/* Hashes: those of sounds are as resolve.sound.alphabet makes them. */

#ifndef ADLAR_HASHES_H
#define ADLAR_HASHES_H

#include <stdint.h>

#define MIX 0x9E3779B97F4A7C15u

/* Where a number belongs in a table of 2 ** bits slots. */
static inline uint32_t home_of(int32_t number, int bits) { return ((uint32_t)number * 2654435761u) >> (32 - bits); }

/* The finalizer of splitmix64. */
static inline uint64_t finish(uint64_t hash) {
    hash += MIX;
    hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9u;
    hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBu;
    return hash ^ (hash >> 31);
}

/* What a hash becomes by so many zeros: each is one multiplication. `powers` has room for one more. */
static inline void powers_of_mix(uint64_t *powers, int zeros) {
    powers[0] = 1;
    for (int i = 0; i < zeros; i++)
        powers[i + 1] = powers[i] * MIX;
}

/* The hash of a text, which begins with that of what stands before it; 0 or any other number before nothing. */
static inline uint64_t hash_of_characters(uint64_t hash, const uint32_t *begin, const uint32_t *end) {
    for (const uint32_t *at = begin; at < end; at++)
        hash = (hash ^ *at) * MIX, hash ^= hash >> 29;
    return hash;
}

static inline uint64_t skeleton_of(const uint8_t *sounds, int size, const uint8_t *classes, const uint8_t *devoiced,
                                   const uint8_t *is_vowel) {
    uint64_t hash = 0;
    uint8_t last = 0;
    for (int i = 0; i < size; i++) {
        const uint8_t sound = classes[i == size - 1 ? devoiced[sounds[i]] : sounds[i]];
        if (sound && sound != last) {
            hash = (hash + sound) * MIX;
            last = sound;
        }
    }
    return finish(hash * 2 + (size && is_vowel[sounds[0]]));
}

#endif
