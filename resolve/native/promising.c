/* Which of the names that keys lead to are worth a closer look: `_promising` of resolve.candidates.keyed. */

#include "promising.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashes.h"
#include "worth.h"

#define WORTH_MASK 0x3FFFFF
#define NAME_MASK 0xFFFFFFFFu

bool adlar_room_to_choose(Choosing *choosing, int64_t names) {
    if (names > choosing->room) {
        int bits = 8;
        while ((int64_t)1 << bits < 2 * names)
            bits++;
        Choice *choices = realloc(choosing->choices, sizeof *choices << (bits - 1));
        if (choices)
            choosing->choices = choices;
        int32_t *slots = realloc(choosing->slots, sizeof *slots << bits);
        if (slots)
            choosing->slots = slots;
        if (!choices || !slots)
            return false;
        memset(slots, 0xff, sizeof *slots << bits);
        choosing->slot_bits = bits;
        choosing->room = (int64_t)1 << (bits - 1);
    }
    return true;
}

/* Join leads to one name, which keeps the most that any was worth; gives how many names there are. */
static int64_t join_leads(Choosing *choosing, Lead *leads, int64_t count) {
    const uint32_t mask = ((uint32_t)1 << choosing->slot_bits) - 1;
    int64_t names = 0;
    for (int64_t i = 0; i < count; i++) {
        const Lead lead = leads[i];
        uint32_t at = home_of(lead.number, choosing->slot_bits);
        while (choosing->slots[at] >= 0 && leads[choosing->slots[at]].number != lead.number)
            at = (at + 1) & mask;
        if (choosing->slots[at] < 0) {
            choosing->slots[at] = (int32_t)names;
            leads[names++] = lead;
        } else
            leads[choosing->slots[at]].worth = most(leads[choosing->slots[at]].worth, lead.worth);
    }
    for (int64_t i = 0; i < names; i++) {
        uint32_t at = home_of(leads[i].number, choosing->slot_bits);
        while (choosing->slots[at] >= 0) {
            choosing->slots[at] = -1;
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

/* Put a name among those that rise. */
static void insert(int64_t *names, int count, int64_t name) {
    while (count && names[count - 1] > name) {
        names[count] = names[count - 1];
        count--;
    }
    names[count] = name;
}

/* The entities of the choices. Those of several are read from anywhere in memory: all are fetched before. */
static void look_up_entities(const Lookup *ix, Choice *choices, int64_t size) {
    for (int64_t i = 0; i < size; i++)
        __builtin_prefetch(ix->entity + (choices[i].order & NAME_MASK));
    for (int64_t i = 0; i < size; i++)
        choices[i].entity = ix->entity[choices[i].order & NAME_MASK];
}

/* Whether none has to be left out, as there are few of them, and few of each entity. */
static bool fit(const Lookup *ix, const Bounds *bounds, Choice *choices, int64_t size) {
    if (size <= bounds->names_an_entity && size <= bounds->keyed_kept)
        return true;
    look_up_entities(ix, choices, size);
    if (size > bounds->keyed_kept)
        return false;
    for (int64_t i = 0; i < size; i++) {
        int of_entity = 0;
        for (int64_t k = 0; k < size; k++)
            of_entity += choices[k].entity == choices[i].entity;
        if (of_entity > bounds->names_an_entity)
            return false;
    }
    return true;
}

/* Take the first of the choices, no more than a few of one entity; gives how many names were taken, rising. */
static int take_first(const Lookup *ix, const Bounds *bounds, Choice *heap, int64_t size, int64_t *names) {
    const Choice *taken = heap + size; /* backwards, where the heap no longer reaches */
    int kept = 0;
    if (fit(ix, bounds, heap, size)) {
        for (; kept < size; kept++)
            insert(names, kept, (int64_t)(heap[kept].order & NAME_MASK));
        return kept;
    }
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
        insert(names, kept, (int64_t)(first.order & NAME_MASK));
        heap[taken - heap - ++kept] = first;
    }
    return kept;
}

int adlar_promising(const Lookup *ix, const Bounds *bounds, uint64_t outline, uint8_t kind, Lead *leads, int64_t count,
                  Choosing *choosing, int64_t *names) {
    float best = -INFINITY;
    count = join_leads(choosing, leads, count);
    for (int64_t i = 0; i < count; i++) {
        leads[i].worth = worth_of(ix, bounds, outline, kind, leads[i].number, leads[i].worth);
        best = most(best, leads[i].worth);
    }
    int64_t close = 0;
    for (int64_t i = 0; i < count; i++) {
        if (!(leads[i].worth >= best - bounds->keyed_gap))
            continue;
        const uint64_t falling = WORTH_MASK - four_digits(leads[i].worth);
        choosing->choices[close++].order = falling << 32 | (uint32_t)leads[i].number;
    }
    return take_first(ix, bounds, choosing->choices, close, names);
}
