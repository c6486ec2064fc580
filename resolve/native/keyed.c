/* Names that share a key with a query: resolve.candidates.keyed, a block of queries at a time.

   What a key leads to lies anywhere in tables that no cache holds. So a block goes step by step through all its
   keys: each step fetches what the next one reads, and memory answers while others are asked for. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "glance.h"
#include "keys.h"
#include "lookup.h"

#define BLOCK 64 /* queries */
#define REST_BITS 16
#define ENTRY_BITS 32
#define WORTH_DROPPED 9
#define WORTH_MASK 0x3FFFFF

enum { DONE, NO_MEMORY, DAMAGED };

/* A key that is searched for, and where its bucket lies. */
typedef struct {
    uint64_t key;
    int64_t begin, end;
    float worth;
    int32_t query;
} Probe;

/* What a key leads to: a target of `entry`, or one of its names; and what it is worth to share that key. */
typedef struct {
    int32_t number, query;
    float worth;
} Lead;

typedef struct {
    Lead *leads;
    int64_t count, room;
} Leads;

/* A name in the order of choice: the greatest worth first, of equal worth the least number. */
typedef struct {
    uint64_t order;
    int32_t entity;
} Choice;

typedef struct {
    Probe *probes;
    int64_t probed;
    Leads targets, names;
    Choice *choices; /* as many as there is room for names */
    int64_t choice_room;
    int32_t *slots; /* a table of the names of one query: a place among them, or -1 */
    int slot_bits;
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

/* Make room for the choice among as many names of one query. */
static bool room_for(Scratch *scratch, int64_t names) {
    if (names > scratch->choice_room) {
        int bits = 8;
        while ((int64_t)1 << bits < 2 * names)
            bits++;
        Choice *choices = realloc(scratch->choices, sizeof *choices << (bits - 1));
        if (choices)
            scratch->choices = choices;
        int32_t *slots = realloc(scratch->slots, sizeof *slots << bits);
        if (slots)
            scratch->slots = slots;
        if (!choices || !slots)
            return false;
        memset(slots, 0xff, sizeof *slots << bits);
        scratch->slot_bits = bits;
        scratch->choice_room = (int64_t)1 << (bits - 1);
    }
    return true;
}

/* 1. The keys of a block of queries, and which bucket each is in. */
static void make_probes(const Read *read, const KeyRules *by, const Lookup *ix, const Bounds *bounds, int64_t begin,
                        int64_t end, Scratch *scratch) {
    Key keys[2 + MAX_READINGS * (2 + MAX_TOKENS)];
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
    __builtin_prefetch(ix->entity + name);
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

/* 4. The names of these, by query. */
static int find_names(const Lookup *ix, Scratch *scratch) {
    scratch->names.count = 0;
    for (int64_t i = 0; i < scratch->targets.count; i++) {
        const Lead target = scratch->targets.leads[i];
        const int64_t place = target.number >> 1;
        if (!(target.number & 1)) {
            const Lead lead = {(int32_t)place, target.query, target.worth};
            if (!push(&scratch->names, lead))
                return NO_MEMORY;
            continue;
        }
        const int64_t length = ix->lists[place];
        if (length < 0 || place + length >= ix->listed)
            return DAMAGED;
        for (int64_t at = place + 1; at <= place + length; at++) {
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

/* Join leads to one name, which keeps the most that any was worth; gives how many names there are. */
static int64_t join_leads(Scratch *scratch, Lead *leads, int64_t count) {
    const uint32_t mask = ((uint32_t)1 << scratch->slot_bits) - 1;
    int64_t names = 0;
    for (int64_t i = 0; i < count; i++) {
        const Lead lead = leads[i];
        uint32_t at = ((uint32_t)lead.number * 2654435761u) >> (32 - scratch->slot_bits);
        while (scratch->slots[at] >= 0 && leads[scratch->slots[at]].number != lead.number)
            at = (at + 1) & mask;
        if (scratch->slots[at] < 0) {
            scratch->slots[at] = (int32_t)names;
            leads[names++] = lead;
        } else
            leads[scratch->slots[at]].worth = most(leads[scratch->slots[at]].worth, lead.worth);
    }
    for (int64_t i = 0; i < names; i++) {
        uint32_t at = ((uint32_t)leads[i].number * 2654435761u) >> (32 - scratch->slot_bits);
        while (scratch->slots[at] >= 0) {
            scratch->slots[at] = -1;
            at = (at + 1) & mask;
        }
    }
    return names;
}

static void sink(Choice *heap, int64_t size, int64_t at) {
    const Choice moved = heap[at];
    for (;;) {
        int64_t below = 2 * at + 1;
        if (below >= size)
            break;
        if (below + 1 < size && heap[below + 1].order < heap[below].order)
            below++;
        if (moved.order <= heap[below].order)
            break;
        heap[at] = heap[below];
        at = below;
    }
    heap[at] = moved;
}

/* Take the first of the choices, no more than a few of one entity; gives how many names were taken, rising. */
static int take_first(const Bounds *bounds, Choice *heap, int64_t size, int64_t *names) {
    const Choice *taken = heap + size; /* backwards, where the heap no longer reaches */
    int kept = 0;
    for (int64_t at = size / 2 - 1; at >= 0; at--)
        sink(heap, size, at);
    while (size && kept < bounds->keyed_kept) {
        const Choice first = heap[0];
        heap[0] = heap[--size];
        sink(heap, size, 0);
        int of_entity = 0;
        for (int i = 0; i < kept; i++)
            of_entity += taken[-1 - i].entity == first.entity;
        if (of_entity == bounds->names_an_entity)
            continue;
        const int64_t name = (int64_t)(first.order & 0xFFFFFFFFu);
        int at = kept;
        while (at && names[at - 1] > name) {
            names[at] = names[at - 1];
            at--;
        }
        names[at] = name;
        heap[taken - heap - ++kept] = first;
    }
    return kept;
}

/* 5. The names of one query that are worth a closer look. */
static int choose(const Lookup *ix, const Bounds *bounds, uint64_t outline, uint8_t kind, Lead *leads, int64_t count,
                  Scratch *scratch, int64_t *names) {
    const double all = ix->names > 1 ? (double)ix->names : 1.0;
    float best = -INFINITY;
    count = join_leads(scratch, leads, count);
    for (int64_t i = 0; i < count; i++) {
        const int32_t name = leads[i].number;
        const bool same_kind = kind == ix->kind[ix->entity[name]];
        const float sight =
            at_first_sight(outline, ix->outline[name], same_kind, bounds->outline_worth, bounds->kind_worth);
        // Names are numbered by prominence: of those that are as like, the lower number goes first.
        const float prominence = (float)(1 - (double)name / all);
        leads[i].worth = sight + leads[i].worth + bounds->prominence_worth * prominence;
        best = most(best, leads[i].worth);
    }
    int64_t close = 0;
    for (int64_t i = 0; i < count; i++) {
        uint32_t worth;
        if (!(leads[i].worth >= best - bounds->keyed_gap))
            continue;
        // Worth is compared to four digits, as resolve.index.runs.best_of_each does.
        memcpy(&worth, &leads[i].worth, sizeof worth);
        const uint64_t falling = WORTH_MASK - (worth >> WORTH_DROPPED);
        const Choice new = {falling << 32 | (uint32_t)leads[i].number, ix->entity[leads[i].number]};
        scratch->choices[close++] = new;
    }
    return take_first(bounds, scratch->choices, close, names);
}

static int search_block(const Read *read, const KeyRules *by, const Lookup *ix, const Bounds *bounds,
                        const uint64_t *outline, const uint8_t *kind, int64_t begin, int64_t end, Scratch *scratch,
                        int64_t *count, int64_t *query, int64_t *name) {
    make_probes(read, by, ix, bounds, begin, end, scratch);
    int failed = find_buckets(ix, scratch);
    failed = failed ? failed : find_targets(ix, scratch);
    failed = failed ? failed : find_names(ix, scratch);
    if (failed)
        return failed;
    for (int64_t first = 0, last = 0; first < scratch->names.count; first = last) {
        Lead *leads = scratch->names.leads;
        while (last < scratch->names.count && leads[last].query == leads[first].query)
            last++;
        if (!room_for(scratch, last - first))
            return NO_MEMORY;
        const int64_t row = begin + leads[first].query;
        const int kept =
            choose(ix, bounds, outline[row], kind[row], leads + first, last - first, scratch, name + *count);
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
    Scratch scratch = {0};
    const int64_t block = read->names < BLOCK ? read->names : BLOCK;
    int failed = DONE;
    *count = 0;
    scratch.probes = malloc(sizeof *scratch.probes * (size_t)(block * adlar_most_keys(read, by) + 1));
    if (!scratch.probes)
        failed = NO_MEMORY;
    for (int64_t begin = 0; begin < read->names && !failed; begin += BLOCK) {
        const int64_t end = begin + BLOCK < read->names ? begin + BLOCK : read->names;
        failed = search_block(read, by, ix, bounds, outline, kind, begin, end, &scratch, count, query, name);
    }
    free(scratch.probes), free(scratch.targets.leads), free(scratch.names.leads);
    free(scratch.choices), free(scratch.slots);
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
