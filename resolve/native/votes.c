/* The names that hold the most of what is rare: `_vote` of resolve.candidates.near, one query at a time. */

#include "glance.h"
#include "near.h"

/* A sum of votes, and above it the number of the token that voted last, from 1. */
#define UNITS 0x00FFFFFFu
#define LAST_TOKEN 0xFF000000u
#define TOKEN_SHIFT 24

#define BUCKETS 64

/* Sum up for each name what the best of its shapes is worth for each token; gives how many names there are. */
static int sum_up(const Shapes *ix, const Voter *voters, int count, Counts *counts) {
    int met = 0;
    for (int i = 0; i < count; i++) {
        const uint32_t token = (uint32_t)voters[i].token + 1, units = (uint32_t)voters[i].units;
        for (int64_t at = voters[i].begin; at < voters[i].begin + voters[i].size; at++) {
            const int32_t name = ix->name[at];
            __builtin_prefetch(ix->weight + 2 * (int64_t)name);
            const uint32_t place = place_of(counts, name);
            const uint64_t slot = meet(counts, place, name, &met);
            const uint64_t with_this = ((slot & ~(uint64_t)LAST_TOKEN) + units) | token << TOKEN_SHIFT;
            counts->slot[place] = (slot & LAST_TOKEN) >> TOKEN_SHIFT == token ? slot : with_this;
        }
    }
    return met;
}

static Voted voted_for(int32_t name, float votes) { return (uint64_t)four_digits(votes) << 32 | (uint32_t)~name; }

static int32_t name_of(Voted voted) { return (int32_t)~(uint32_t)voted; }

static float votes_of(Voted voted) {
    const uint32_t bits = (uint32_t)(voted >> 32) << WORTH_DROPPED;
    float votes;
    memcpy(&votes, &bits, sizeof votes);
    return votes;
}

/* Votes count the more the less there is in a name besides, and the more prominent it is. */
static void weigh(const Shapes *ix, const Limits *by, const Counts *counts, int met, Voted *voted) {
    for (int i = 0; i < met; i++) {
        const uint64_t slot = slot_met(counts, i);
        const int32_t name = number_of(slot);
        const uint16_t *weight = ix->weight + 2 * (int64_t)name;
        const float shared = (float)(count_of(slot) & UNITS) * by->vote_unit;
        const float counted = shared * ((float)weight[0] * by->share_unit);
        voted[i] = voted_for(name, counted + by->prominence * ((float)weight[1] * by->prominence_unit));
    }
}

/* Bring those that go first to the front, in any order; gives how many they are, `wanted` at most. What lies about the
   limit is parted by the leading bits in which it differs, until no more are left than are wanted. */
static int keep_first(Voted *voted, int count, int wanted, Voted *open) {
    const Voted *from = voted;
    int kept = 0;
    while (kept + count > wanted) {
        uint64_t low = *from, high = low;
        int held[BUCKETS] = {0}, shift = 0, bucket = BUCKETS, above = kept, left = 0;
        for (int i = 0; i < count; i++) {
            low = from[i] < low ? from[i] : low;
            high = from[i] > high ? from[i] : high;
        }
        while ((high - low) >> shift >= BUCKETS)
            shift++;
        for (int i = 0; i < count; i++)
            held[(from[i] - low) >> shift]++;
        while (above + held[bucket - 1] <= wanted)
            above += held[--bucket];
        /* Those above the bucket that would be too much are kept; those in it are still open. */
        const uint64_t least = low + ((uint64_t)bucket << shift), least_open = least - ((uint64_t)1 << shift);
        for (int i = 0; i < count; i++) {
            const Voted now = from[i];
            voted[kept] = open[left] = now;
            kept += now >= least;
            left += now >= least_open && now < least;
        }
        from = open;
        count = kept < wanted ? left : 0;
    }
    if (from == open)
        memcpy(voted + kept, open, sizeof *voted * (size_t)count);
    return kept + count;
}

static bool goes_before(Chosen a, Chosen b) { return a.first != b.first ? a.first > b.first : a.then > b.then; }

/* Put a name among those chosen, the best first, with no more of its entity than may be; gives how many there are. */
static int choose(const Limits *by, Chosen *chosen, int count, Chosen new) {
    int of_entity = 0, out = count;
    if (count == by->near_limit && goes_before(chosen[count - 1], new))
        return count;
    for (int i = 0; i < count; i++)
        if ((uint32_t)chosen[i].first == (uint32_t)new.first) {
            of_entity++;
            out = i;
        }
    if (of_entity == by->names_an_entity) {
        if (goes_before(chosen[out], new))
            return count;
    } else if (count == by->near_limit)
        out = count - 1;
    else
        out = count++;
    for (; out && goes_before(new, chosen[out - 1]); out--)
        chosen[out] = chosen[out - 1];
    chosen[out] = new;
    return count;
}

int adlar_vote(const Shapes *ix, const Limits *by, const Voter *voters, int count, uint64_t outline, uint8_t kind,
               Counts *counts, Voted *voted, Chosen *chosen, int32_t *names) {
    int kept = 0;
    const int met = sum_up(ix, voters, count, counts);
    weigh(ix, by, counts, met, voted);
    empty(counts, met);
    const int read = keep_first(voted, met, by->near_read, voted + by->name_budget);
    for (int i = 0; i < read; i++) {
        const int32_t name = name_of(voted[i]);
        __builtin_prefetch(ix->entity + name);
        __builtin_prefetch(ix->outline + name);
        __builtin_prefetch(ix->kind + name);
    }
    for (int i = 0; i < read; i++) {
        const int32_t name = name_of(voted[i]);
        const float sight = at_first_sight(outline, ix->outline[name], kind == ix->kind[name], by->outline_worth,
                                           by->kind_worth);
        const uint32_t votes = four_digits(votes_of(voted[i]) + sight);
        const Chosen new = {(uint64_t)votes << 32 | (uint32_t)~ix->entity[name], voted[i]};
        kept = choose(by, chosen, kept, new);
    }
    for (int i = 0; i < kept; i++) {
        const int32_t name = name_of(chosen[i].then);
        int at = i;
        for (; at && names[at - 1] > name; at--)
            names[at] = names[at - 1];
        names[at] = name;
    }
    return kept;
}
