/* Keys in order, each with its name; names of equal keys stay as they stand.

   Keys are spread evenly, so a few of their highest bits part them into runs so short that they can be sorted by
   insertion. Where they are not, a run is parted again by the next bits. */

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define SHORT 24     /* keys of a run that is sorted by insertion */
#define MOST_BITS 11 /* by which a run is parted at once */
#define LEAST_BITS 3
#define KEY_BITS 64

typedef struct {
    uint64_t *key;
    int32_t *name;
} Run;

static Run from(Run run, int64_t at) {
    const Run later = {run.key + at, run.name + at};
    return later;
}

static bool in_order(const uint64_t *key, int64_t count) {
    for (int64_t i = 1; i < count; i++)
        if (key[i - 1] > key[i])
            return false;
    return true;
}

static void insert_each(Run run, int64_t count) {
    for (int64_t i = 1; i < count; i++) {
        const uint64_t key = run.key[i];
        const int32_t name = run.name[i];
        int64_t at = i;
        while (at && run.key[at - 1] > key) {
            run.key[at] = run.key[at - 1];
            run.name[at] = run.name[at - 1];
            at--;
        }
        run.key[at] = key;
        run.name[at] = name;
    }
}

/* Sort a run whose keys agree in their highest `done` bits, and leave it where it is, or in the other place. */
static void sort_run(Run run, Run other, int64_t count, int done, bool stays) {
    int64_t begin[1 << MOST_BITS];
    const bool brief = count <= SHORT || in_order(run.key, count);
    if (brief) {
        insert_each(run, count);
        if (!stays && count) {
            memcpy(other.key, run.key, sizeof *run.key * (size_t)count);
            memcpy(other.name, run.name, sizeof *run.name * (size_t)count);
        }
        return;
    }
    int bits = LEAST_BITS;
    while (bits < MOST_BITS && count >> (bits + LEAST_BITS))
        bits++;
    bits = bits < KEY_BITS - done ? bits : KEY_BITS - done;
    const uint64_t mask = ((uint64_t)1 << bits) - 1;
    const int shift = KEY_BITS - done - bits, parts = 1 << bits;
    memset(begin, 0, sizeof *begin << bits);
    for (int64_t i = 0; i < count; i++)
        begin[(run.key[i] >> shift) & mask]++;
    for (int64_t part = 0, before = 0; part < parts; part++) {
        const int64_t size = begin[part];
        begin[part] = before;
        before += size;
    }
    for (int64_t i = 0; i < count; i++) {
        const int64_t at = begin[(run.key[i] >> shift) & mask]++;
        other.key[at] = run.key[i];
        other.name[at] = run.name[i];
    }
    /* Each part now begins where the one before it ends. */
    for (int64_t part = 0, first = 0; part < parts; first = begin[part++])
        sort_run(from(other, first), from(run, first), begin[part] - first, done + bits, !stays);
}

/* Take those of n keys whose highest byte is at least `low` and less than `high`; what is filled has room for as many as
   there are of them. */
void adlar_pick_keys(const uint64_t *key, const int32_t *name, int64_t n, int64_t low, int64_t high, uint64_t *to_key,
                     int32_t *to_name) {
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++) {
        const int64_t byte = (int64_t)(key[i] >> (KEY_BITS - 8));
        if (byte >= low && byte < high) {
            to_key[count] = key[i];
            to_name[count++] = name[i];
        }
    }
}

/* Sort n keys; the scratch has room for as many. */
void adlar_sort_keys(uint64_t *key, int32_t *name, int64_t n, uint64_t *scratch_key, int32_t *scratch_name) {
    const Run run = {key, name}, scratch = {scratch_key, scratch_name};
    sort_run(run, scratch, n, 0, true);
}
