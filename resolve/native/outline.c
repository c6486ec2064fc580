/* The outlines of names: resolve.names.outline, one name at a time. */

#include "keys.h"

#define BITS 4
#define CLASSES 16 /* more than there are */

/* The outlines of all names: of each class of sounds as many bits, of four, as there are sounds of it. */
void adlar_outlines(const Read *read, const uint8_t *proper, const uint8_t *coarse_class, int64_t classes,
                    uint64_t *outline) {
    for (int64_t name = 0; name < read->names; name++) {
        uint16_t held[CLASSES] = {0};
        for (int64_t token = read->first[name]; token < read->first[name + 1]; token++) {
            if (!proper[read->role[token]])
                continue;
            const int64_t sound = read->sound[read->sound_first[read->form[token]]];
            const uint8_t *codes = read->codes + sound * MAX_SOUNDS;
            for (int i = 0; i < MAX_SOUNDS && codes[i]; i++)
                held[coarse_class[codes[i]] % CLASSES]++;
        }
        uint64_t found = 0;
        for (int64_t class = 0; class < classes && class + 1 < CLASSES; class++) {
            const int count = held[class + 1] < BITS ? held[class + 1] : BITS;
            found |= (((uint64_t)1 << count) - 1) << (BITS * class);
        }
        outline[name] = found;
    }
}
