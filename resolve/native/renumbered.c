/* Packed keys whose names get other numbers: resolve.index.renumbered, list after list and entry after entry.

   Nothing is trusted that an index tells: what leads beyond a column is wild, and ends the work. */

#include "moved.h"

#include <stdbool.h>

/* Packed keys: entries, whose targets take the lowest `bits` bits, the lists that some lead to, of which full ones
   have `most` names, and the number that each name has now, -1 if it is no more, see moved.h. */
typedef struct {
    const uint32_t *entry;
    const int32_t *lists, *place, *shift;
    int64_t entries, size, names, bits, most;
} Packed;

/* resolve.index.renumbered lays it out by hand. */
_Static_assert(sizeof(Packed) == 72, "every field has eight bytes");

static uint32_t low_bits(int64_t bits) { return (uint32_t)((UINT64_C(1) << bits) - 1); }

static bool leads_to_list(uint32_t target) { return target & 1; }

static bool is_wild(const Packed *packed, uint32_t target) {
    return (int64_t)(target >> 1) >= (leads_to_list(target) ? packed->size : packed->names);
}

static bool is_wild_name(const Packed *packed, int32_t name) { return name < 0 || name >= packed->names; }

/* How many places the list takes that begins at one; 0 if it is wild. */
static int64_t room_of(const Packed *packed, int64_t at) {
    const int64_t shown = packed->lists[at], left = packed->size - at;
    if (shown < 1 || shown > packed->most || 1 + shown > left)
        return 0;
    if (shown < packed->most)
        return 1 + shown;
    if (2 + shown > left || packed->lists[at + 1 + shown] < 0)
        return 0;
    const int64_t room = 2 + shown + (packed->lists[at + 1 + shown] >> 1);
    return room <= left ? room : 0;
}

/* Whether a place of a list tells how many names are behind it, and is no name itself. */
static bool is_count(const Packed *packed, int64_t place) { return place == packed->most + 1; }

/* Whether each entry leads to a name that is no more; a list that does is noted in `of_list` where it begins. */
void adlar_touched_entries(const Packed *packed, uint8_t *of_list, uint8_t *touched, int64_t *wild) {
    int64_t room;
    *wild = 1;
    for (int64_t at = 0; at < packed->size; at += room) {
        if (!(room = room_of(packed, at)))
            return;
        for (int64_t i = 1; i < room; i++) {
            const int32_t name = packed->lists[at + i];
            if (is_count(packed, i))
                continue;
            if (is_wild_name(packed, name))
                return;
            of_list[at] |= packed->place[name] < 0;
        }
    }
    for (int64_t i = 0; i < packed->entries; i++) {
        const uint32_t target = packed->entry[i] & low_bits(packed->bits);
        if (is_wild(packed, target))
            return;
        touched[i] = leads_to_list(target) ? of_list[target >> 1] : packed->place[target >> 1] < 0;
    }
    *wild = 0;
}

/* Notes in `used`, where they begin, the lists that untouched entries lead to. */
static bool note_lists(const Packed *packed, const uint8_t *touched, uint8_t *used) {
    for (int64_t i = 0; i < packed->entries; i++) {
        const uint32_t target = packed->entry[i] & low_bits(packed->bits);
        if (is_wild(packed, target))
            return false;
        if (leads_to_list(target) && !touched[i])
            used[target >> 1] = 1;
    }
    return true;
}

/* Copies a list with the numbers that its names have now; gives whether none is wild. */
static bool copy_list(const Packed *packed, int64_t at, int64_t room, int32_t *copy) {
    copy[0] = packed->lists[at];
    for (int64_t i = 1; i < room; i++) {
        const int32_t held = packed->lists[at + i];
        if (!is_count(packed, i) && is_wild_name(packed, held))
            return false;
        copy[i] = is_count(packed, i) ? held : moved(packed->place, packed->shift, (uint32_t)held);
    }
    return true;
}

/* The lists that untouched entries lead to, one after the other, with the numbers that their names have now. `start`
   tells where each begins now, and `shift` how far those of a block of places moved; `used` is 0 before. Gives how
   much room they take, -1 if something is wild. */
void adlar_renumber_lists(const Packed *packed, const uint8_t *touched, uint8_t *used, int32_t *start, int32_t *shift,
                          int32_t *kept, int64_t *end) {
    int64_t room, written = 0, block = -1;
    *end = -1;
    if (!note_lists(packed, touched, used))
        return;
    for (int64_t at = 0; at < packed->size; at += room) {
        if (!(room = room_of(packed, at)))
            return;
        if (!used[at])
            continue;
        if (!copy_list(packed, at, room, kept + written))
            return;
        const int32_t by = (int32_t)(written - at);
        if (at >> BLOCK_BITS != block)
            shift[block = at >> BLOCK_BITS] = by;
        else if (shift[block] != by)
            shift[block] = MIXED;
        start[at] = (int32_t)written;
        written += room;
    }
    *end = written;
}

/* The entries that no change touches with their targets of now, which take `now` bits; of the others only what is
   above these. That none is wild, `adlar_renumber_lists` has made sure of. */
void adlar_renumber_entries(const Packed *packed, const uint8_t *touched, const int32_t *start, const int32_t *shift,
                            int64_t now, uint32_t *renumbered) {
    const int32_t *const place_of[] = {packed->place, start}, *const shift_of[] = {packed->shift, shift};
    for (int64_t i = 0; i < packed->entries; i++) {
        const uint32_t target = packed->entry[i] & low_bits(packed->bits), is_list = leads_to_list(target);
        renumbered[i] = packed->entry[i] & ~low_bits(now);
        if (!touched[i])
            renumbered[i] |= (uint32_t)moved(place_of[is_list], shift_of[is_list], target >> 1) << 1 | is_list;
    }
}
