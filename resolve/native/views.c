/* The views of sound strings: resolve.sound.alphabet, one string at a time. */

#include "engine.h"
#include "hashes.h"

/* Add one of a class to a letter mask: three bits a class, filled from the lowest. */
static uint64_t counted(uint64_t mask, uint8_t class) {
    const int shift = 3 * (class - 1);
    const uint64_t filled = (mask >> shift) & 7;
    return mask | ((filled << 1 | 1) & 7) << shift;
}

/* The views of n sound strings of `codes`, n x MAX_SOUNDS; `coarse` comes in as zeros. */
void adlar_views(const uint8_t *coarse_class, const uint8_t *skeleton_class, const uint8_t *devoiced,
                 const uint8_t *is_vowel, const uint8_t *codes, int64_t n, uint8_t *size, uint64_t *masks,
                 uint64_t *skeletons, uint8_t *coarse, uint64_t *shapes) {
    uint64_t zeros[MAX_SOUNDS + 1];
    powers_of_mix(zeros, MAX_SOUNDS);
    for (int64_t row = 0; row < n; row++, codes += MAX_SOUNDS, coarse += MAX_SOUNDS) {
        uint64_t mask = 0, hash = 0;
        uint8_t last = 0;
        int sounds = 0, end = 0;
        while (sounds < MAX_SOUNDS && codes[sounds]) {
            const uint8_t class = coarse_class[codes[sounds++]];
            if (!class)
                continue;
            mask = counted(mask, class);
            if (class != last) {
                coarse[end++] = last = class;
                hash = (hash + class) * MIX;
            }
        }
        size[row] = (uint8_t)sounds;
        masks[row] = mask;
        skeletons[row] = skeleton_of(codes, sounds, skeleton_class, devoiced, is_vowel);
        shapes[row] = finish(hash * zeros[MAX_SOUNDS - end]);
    }
}
