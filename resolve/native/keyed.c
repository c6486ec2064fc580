/* Names that share a key with a query: resolve.candidates.keyed, a block of queries at a time.

   What a key leads to lies anywhere in tables that no cache holds. So a block goes step by step through all its
   keys: each step fetches what the next one reads, and memory answers while others are asked for. */

#include <math.h>
#include <stdlib.h>

#include "keys.h"
#include "lookup.h"
#include "promising.h"

#define QUERIES_AT_ONCE 32
#define REST_BITS 16
#define ENTRY_BITS 32
#define ROUNDED 1e-3f /* more than sums of a few numbers of about 1 are wrong by */

enum { DONE, NO_MEMORY, DAMAGED };

/* A key that is searched for, and where its bucket lies. */
typedef struct {
    uint64_t key;
    int64_t begin, end;
    float worth;
    int32_t query;
} Probe;

typedef struct {
    Lead *leads;
    int64_t count, room;
} Leads;

/* What a glance needs of all queries; see resolve.candidates.glance. */
typedef struct {
    const uint64_t *outline;
    const uint8_t *kind;
} Glance;

typedef struct {
    Probe *probes;
    int64_t probed;
    Leads targets, names;
    Choosing choosing;
    float sure[QUERIES_AT_ONCE]; /* how promising the best name of a query is at least */
} Scratch;

static bool push(Leads *to, Lead lead) {
    if (to->count == to->room) {
        const int64_t room = to->room ? 2 * to->room : 256;
        Lead *larger = realloc(to->leads, sizeof *larger * (size_t)room);
        if (!larger)
            return false;
        to->leads = larger;
        to->room = room;
    }
    to->leads[to->count++] = lead;
    return true;
}

/* 1. The keys of a block of queries, and which bucket each is in. */
static void make_probes(const Read *read, const KeyRules *by, const Lookup *ix, const Bounds *bounds, int64_t begin,
                        int64_t end, Scratch *scratch) {
    Key keys[2 + MAX_ORTHOGRAPHIES * (2 + MAX_TOKENS)];
    scratch->probed = 0;
    for (int64_t query = begin; query < end; query++) {
        const int count = adlar_keys_of(read, by, query, keys);
        for (int i = 0; i < count; i++) {
            const int64_t bucket = (int64_t)(keys[i].key >> (64 - ix->bucket_bits));
            const Probe new = {keys[i].key, bucket, 0, bounds->key_worth[keys[i].level], (int32_t)(query - begin)};
            __builtin_prefetch(ix->bucket + bucket);
            scratch->probes[scratch->probed++] = new;
        }
    }
}

/* 2. Where the keys of each bucket lie. */
static int find_buckets(const Lookup *ix, Scratch *scratch) {
    for (int64_t i = 0; i < scratch->probed; i++) {
        Probe *probe = &scratch->probes[i];
        const int64_t begin = ix->bucket[probe->begin], end = ix->bucket[probe->begin + 1];
        if (begin < 0 || end < begin || end > ix->keys)
            return DAMAGED;
        probe->begin = begin;
        probe->end = end;
        __builtin_prefetch(ix->rest + begin);
        __builtin_prefetch(ix->rest + end);
        __builtin_prefetch(ix->entry + begin);
        __builtin_prefetch(ix->entry + end);
    }
    return DONE;
}

static void fetch_name(const Lookup *ix, int64_t name) {
    __builtin_prefetch(ix->outline + name);
    __builtin_prefetch(ix->kind + name);
}

/* 3. What the keys that are in their buckets lead to. */
static int find_targets(const Lookup *ix, Scratch *scratch) {
    const int bits = ix->target_bits;
    scratch->targets.count = 0;
    for (int64_t i = 0; i < scratch->probed; i++) {
        const Probe *probe = &scratch->probes[i];
        const uint64_t after = probe->key << ix->bucket_bits;
        const uint16_t rest = (uint16_t)(after >> (64 - REST_BITS));
        const uint32_t more = (uint32_t)((after << REST_BITS) >> (64 - ENTRY_BITS + bits));
        for (int64_t at = probe->begin; at < probe->end; at++) {
            if (ix->rest[at] != rest || ix->entry[at] >> bits != more)
                continue;
            const uint32_t target = ix->entry[at] & (((uint32_t)1 << bits) - 1);
            const Lead found = {(int32_t)target, probe->query, probe->worth};
            if ((int64_t)(target >> 1) >= (target & 1 ? ix->listed : ix->names))
                return DAMAGED;
            if (target & 1)
                __builtin_prefetch(ix->lists + (target >> 1));
            else
                fetch_name(ix, target >> 1);
            if (!push(&scratch->targets, found))
                return NO_MEMORY;
        }
    }
    return DONE;
}

/* 4. The first names of lists: they tell whether others are worth a look. */
static int fetch_lists(const Lookup *ix, const Scratch *scratch) {
    for (int64_t i = 0; i < scratch->targets.count; i++) {
        const int32_t number = scratch->targets.leads[i].number;
        const int64_t place = number >> 1;
        if (!(number & 1))
            continue;
        const int64_t length = ix->lists[place];
        if (length < 1 || place + length >= ix->listed)
            return DAMAGED;
        const int64_t first = ix->lists[place + 1];
        if (first < 0 || first >= ix->names)
            return DAMAGED;
        fetch_name(ix, first);
    }
    return DONE;
}

/* 5. How promising the best name of each query is at least. */
static void look_at_first(const Lookup *ix, const Bounds *bounds, const Glance *glance, int64_t begin,
                          Scratch *scratch) {
    for (int query = 0; query < QUERIES_AT_ONCE; query++)
        scratch->sure[query] = -INFINITY;
    for (int64_t i = 0; i < scratch->targets.count; i++) {
        const Lead target = scratch->targets.leads[i];
        const int64_t place = target.number >> 1, row = begin + target.query;
        const int32_t name = target.number & 1 ? ix->lists[place + 1] : (int32_t)place;
        const float worth = worth_of(ix, bounds, glance->outline[row], glance->kind[row], name, target.worth);
        scratch->sure[target.query] = most(scratch->sure[target.query], worth);
    }
}

/* 6. The names of all targets by query, but of those whose names are too far behind the best, however like they are. */
static int find_names(const Lookup *ix, const Bounds *bounds, Scratch *scratch) {
    const float likest = bounds->outline_worth + (float)bounds->kind_worth + bounds->prominence_worth + ROUNDED;
    scratch->names.count = 0;
    for (int64_t i = 0; i < scratch->targets.count; i++) {
        const Lead target = scratch->targets.leads[i];
        const int64_t place = target.number >> 1;
        if (target.worth + likest < scratch->sure[target.query] - bounds->keyed_gap)
            continue;
        if (!(target.number & 1)) {
            const Lead lead = {(int32_t)place, target.query, target.worth};
            if (!push(&scratch->names, lead))
                return NO_MEMORY;
            continue;
        }
        for (int64_t at = place + 1; at <= place + ix->lists[place]; at++) {
            const Lead lead = {ix->lists[at], target.query, target.worth};
            if (lead.number < 0 || lead.number >= ix->names)
                return DAMAGED;
            fetch_name(ix, lead.number);
            if (!push(&scratch->names, lead))
                return NO_MEMORY;
        }
    }
    return DONE;
}

/* All steps for a block of queries; the last is to choose among the names of each. */
static int search_block(const Read *read, const KeyRules *by, const Lookup *ix, const Bounds *bounds,
                        const Glance *glance, int64_t begin, int64_t end, Scratch *scratch, int64_t *count,
                        int64_t *query, int64_t *name) {
    make_probes(read, by, ix, bounds, begin, end, scratch);
    int failed = find_buckets(ix, scratch);
    failed = failed ? failed : find_targets(ix, scratch);
    failed = failed ? failed : fetch_lists(ix, scratch);
    if (failed)
        return failed;
    look_at_first(ix, bounds, glance, begin, scratch);
    failed = find_names(ix, bounds, scratch);
    if (failed)
        return failed;
    for (int64_t first = 0, last = 0; first < scratch->names.count; first = last) {
        Lead *leads = scratch->names.leads;
        while (last < scratch->names.count && leads[last].query == leads[first].query)
            last++;
        if (!adlar_room_to_choose(&scratch->choosing, last - first))
            return NO_MEMORY;
        const int64_t row = begin + leads[first].query;
        const int kept = adlar_promising(ix, bounds, glance->outline[row], glance->kind[row], leads + first,
                                         last - first, &scratch->choosing, name + *count);
        for (int i = 0; i < kept; i++)
            query[*count + i] = row;
        *count += kept;
    }
    return DONE;
}

/* Pairs of a query and a name that share a key, those that are likest at a glance, by query and name. The columns that
   are filled have room for keyed_kept names a query; `count` is how many there are, -1 if the index is damaged. Gives
   0, or 1 where there is no memory. */
int adlar_keyed(const Read *read, const KeyRules *by, const Lookup *ix, const Bounds *bounds, const uint64_t *outline,
                const uint8_t *kind, int64_t *count, int64_t *query, int64_t *name) {
    const Glance glance = {outline, kind};
    Scratch scratch = {0};
    const int64_t block = read->names < QUERIES_AT_ONCE ? read->names : QUERIES_AT_ONCE;
    int failed = DONE;
    *count = 0;
    scratch.probes = malloc(sizeof *scratch.probes * (size_t)(block * adlar_most_keys(read, by) + 1));
    if (!scratch.probes)
        failed = NO_MEMORY;
    for (int64_t begin = 0; begin < read->names && !failed; begin += QUERIES_AT_ONCE) {
        const int64_t end = begin + QUERIES_AT_ONCE < read->names ? begin + QUERIES_AT_ONCE : read->names;
        failed = search_block(read, by, ix, bounds, &glance, begin, end, &scratch, count, query, name);
    }
    free(scratch.probes), free(scratch.targets.leads), free(scratch.names.leads);
    free(scratch.choosing.choices), free(scratch.choosing.slots);
    if (failed == DAMAGED)
        *count = -1;
    return failed == NO_MEMORY;
}

/* The sizes of the structures, so that a library that was compiled for others is not used. */
void adlar_key_layout(int64_t *sizes) {
    sizes[0] = sizeof(Read);
    sizes[1] = sizeof(KeyRules);
    sizes[2] = sizeof(Lookup);
    sizes[3] = sizeof(Bounds);
}
