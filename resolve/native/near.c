/* Names near to queries: resolve.candidates.near, a block of queries at a time.

   What a step reads lies anywhere in tables that no cache holds; each step fetches what the next one reads, and memory
   answers while the other queries of the block take theirs. */

#include <math.h>
#include <stdlib.h>

#include "keys.h"
#include "near.h"
#include "rising.h"

#define QUERIES_AT_ONCE 8
#define NAMES_A_LINE 16 /* of memory */
#define NAMES_FETCHED 48

/* The shapes near to one that was searched for before; `found` is one more than they are, 0 for none. */
typedef struct {
    uint64_t shape;
    int32_t found;
    Near near[];
} Remembered;

/* A query on its way: the shapes near to those of each of its tokens, as shape and falling cosine. */
typedef struct {
    int64_t query;
    int tokens, voters;
    int end[MAX_TOKENS];
    uint64_t *near;
    Voter *voter;
} Way;

typedef struct {
    Counts counts;
    Way way[QUERIES_AT_ONCE];
    int remembered_bits;
    size_t remembered_size;
    char *remembered; /* 2 ** remembered_bits entries; what falls on the same one takes the place of the other */
    uint64_t *near, *order, *spare;
    Voter *voter, *draft;
    Voted *voted;
    Chosen *chosen;
    int32_t *names;
} Scratch;

/* The coarse string of sounds: resolve.sound.alphabet.coarse. */
static void write_coarse(const Limits *by, const uint8_t *sounds, uint8_t *out) {
    int end = 0;
    memset(out, 0, MAX_SOUNDS);
    for (int i = 0; i < MAX_SOUNDS && sounds[i]; i++) {
        const uint8_t class = by->coarse[sounds[i]];
        if (class && (!end || out[end - 1] != class))
            out[end++] = class;
    }
}

static Remembered *place_of_shape(const Scratch *scratch, uint64_t shape) {
    return (Remembered *)(scratch->remembered + (shape >> (64 - scratch->remembered_bits)) * scratch->remembered_size);
}

static const Remembered *recall(const Read *read, const Shapes *ix, const Limits *by, int32_t sound, Scratch *scratch) {
    const uint64_t shape = read->shapes[sound];
    Remembered *found = place_of_shape(scratch, shape);
    if (!found->found || found->shape != shape) {
        uint8_t coarse[MAX_SOUNDS];
        write_coarse(by, read->codes + (int64_t)sound * MAX_SOUNDS, coarse);
        found->shape = shape;
        found->found = 1 + adlar_near_shapes(ix, by, coarse, &scratch->counts, found->near);
    }
    return found;
}

/* 1. Ask for what is remembered of the shapes of a query's names proper. */
static void fetch_remembered(const Read *read, const Limits *by, const Scratch *scratch, int64_t query) {
    for (int64_t k = read->first[query]; k < read->first[query + 1]; k++) {
        if (!by->proper[read->role[k]])
            continue;
        const int64_t last = read->sound_first[read->form[k] + 1];
        for (int64_t i = read->sound_first[read->form[k]]; i < last; i++) {
            const char *found = (const char *)place_of_shape(scratch, read->shapes[read->sound[i]]);
            __builtin_prefetch(found);
            __builtin_prefetch(found + scratch->remembered_size - 1);
        }
    }
}

/* 2. The shapes near to them. */
static void find_shapes(const Read *read, const Shapes *ix, const Limits *by, Scratch *scratch, Way *way) {
    int end = 0;
    way->tokens = 0;
    for (int64_t k = read->first[way->query]; k < read->first[way->query + 1] && way->tokens < MAX_TOKENS; k++) {
        if (!by->proper[read->role[k]])
            continue;
        const int64_t first = read->sound_first[read->form[k]], last = read->sound_first[read->form[k] + 1];
        uint64_t met[READINGS];
        int shapes = 0;
        for (int64_t i = first; i < last && shapes < READINGS; i++) {
            const uint64_t shape = read->shapes[read->sound[i]];
            int same = 0;
            while (same < shapes && met[same] != shape)
                same++;
            if (same < shapes)
                continue;
            met[shapes++] = shape;
            const Remembered *found = recall(read, ix, by, read->sound[i], scratch);
            for (int j = 0; j < found->found - 1; j++) {
                uint32_t cosine;
                memcpy(&cosine, &found->near[j].cosine, sizeof cosine);
                way->near[end++] = (uint64_t)found->near[j].shape << 32 | (uint32_t)~cosine;
                __builtin_prefetch(ix->shape_rarity + found->near[j].shape);
                __builtin_prefetch(ix->shape_held + found->near[j].shape);
                __builtin_prefetch(ix->name_first + found->near[j].shape);
            }
        }
        way->end[way->tokens++] = end;
    }
}

/* What it costs to ask for a shape that is worth so much: the more names hold it, the more. */
static float cost_of(const Shapes *ix, const Limits *by, int64_t shape, float worth) {
    const float least = most(worth, by->least_worth);
    return (float)((double)ix->shape_held[shape] / (double)(least * least));
}

/* Fetch the first of the names that a shape may vote for; what follows comes by itself. */
static void fetch_names(const Shapes *ix, const Voter *voter) {
    for (int64_t at = 0; at < voter->size && at < NAMES_FETCHED; at += NAMES_A_LINE)
        __builtin_prefetch(ix->name + voter->begin + at);
}

/* 3. The shapes to ask for, and how many names of each are read: those that cost the least go first while there is
   room. They are put down by token, the best of each first. */
static void choose_voters(const Shapes *ix, const Limits *by, Scratch *scratch, Way *way) {
    int rows = 0, begin = 0;
    for (int token = 0; token < way->tokens; begin = way->end[token++]) {
        sort_rising(way->near + begin, way->end[token] - begin, scratch->spare);
        for (int i = begin; i < way->end[token]; i++) {
            const int64_t shape = (int64_t)(way->near[i] >> 32);
            /* A shape that is near in two readings goes by the nearer one. */
            if (i > begin && (int64_t)(way->near[i - 1] >> 32) == shape)
                continue;
            const uint32_t bits = ~(uint32_t)way->near[i];
            float cosine;
            memcpy(&cosine, &bits, sizeof cosine);
            const float units = rintf(cosine * ix->shape_rarity[shape] / by->vote_unit);
            const float cost = cost_of(ix, by, shape, units * by->vote_unit);
            const int64_t first = ix->name_first[shape];
            const Voter new = {first, ix->name_first[shape + 1] - first, token, (int32_t)units};
            fetch_names(ix, &new);
            scratch->order[rows] = (uint64_t)~four_digits(1.0f / (1.0f + cost)) << 32 | (uint32_t)rows;
            scratch->draft[rows++] = new;
        }
    }
    int64_t room = by->name_budget;
    way->voters = 0;
    sort_rising(scratch->order, rows, scratch->spare);
    for (int i = 0; i < rows && room; i++) {
        Voter *next = &scratch->draft[(uint32_t)scratch->order[i]];
        next->size = next->size < room ? next->size : room;
        room -= next->size;
        const uint64_t place = (uint64_t)next->token << 24 | (0xFFFFFFu - (uint32_t)next->units);
        scratch->order[way->voters++] = place << 16 | (uint16_t)scratch->order[i];
    }
    sort_rising(scratch->order, way->voters, scratch->spare);
    for (int i = 0; i < way->voters; i++)
        way->voter[i] = scratch->draft[(uint16_t)scratch->order[i]];
}

static void remember_in(const Limits *by, char *remembered, int64_t bytes, Scratch *scratch) {
    scratch->remembered = remembered;
    scratch->remembered_size = sizeof(Remembered) + sizeof(Near) * (size_t)by->near_tokens;
    scratch->remembered_bits = 1;
    while (scratch->remembered_size << (scratch->remembered_bits + 1) <= (size_t)bytes)
        scratch->remembered_bits++;
}

static bool room_for(const Limits *by, Scratch *scratch) {
    const size_t rows = (size_t)(MAX_TOKENS * READINGS * by->near_tokens);
    scratch->near = malloc(sizeof(uint64_t) * rows * QUERIES_AT_ONCE);
    scratch->order = malloc(sizeof(uint64_t) * rows);
    scratch->spare = malloc(sizeof(uint64_t) * rows);
    scratch->voter = malloc(sizeof(Voter) * rows * QUERIES_AT_ONCE);
    scratch->draft = malloc(sizeof(Voter) * rows);
    scratch->voted = malloc(sizeof(Voted) * 2 * (size_t)by->name_budget);
    scratch->chosen = malloc(sizeof(Chosen) * (size_t)by->near_limit);
    scratch->names = malloc(sizeof(int32_t) * (size_t)by->near_limit);
    if (!scratch->near || !scratch->order || !scratch->spare || !scratch->voter || !scratch->draft || !scratch->voted ||
        !scratch->chosen || !scratch->names)
        return false;
    for (size_t i = 0; i < QUERIES_AT_ONCE; i++) {
        scratch->way[i].near = scratch->near + i * rows;
        scratch->way[i].voter = scratch->voter + i * rows;
    }
    begin_counts(&scratch->counts);
    return true;
}

static void give_back(Scratch *scratch) {
    if (!scratch)
        return;
    free(scratch->near), free(scratch->order), free(scratch->spare), free(scratch->voter), free(scratch->draft);
    free(scratch->voted), free(scratch->chosen), free(scratch->names), free(scratch);
}

/* Names near to n queries, those numbered by `wanted`, which rises: pairs of a query and a name, by both. There is room
   for near_limit names a query; `count` is how many pairs there are. `remembered` is for this index what the calls
   before left in it, at first zeros; one call at a time may use it. Gives 0, or 1 where there is no memory. */
int adlar_near(const Read *read, const Shapes *ix, const Limits *by, const uint64_t *outline, const uint8_t *kind,
               const int64_t *wanted, int64_t n, char *remembered, int64_t bytes, int64_t *count, int64_t *query,
               int64_t *name) {
    Scratch *scratch = calloc(1, sizeof *scratch);
    const bool failed = !scratch || !room_for(by, scratch);
    *count = 0;
    if (!failed)
        remember_in(by, remembered, bytes, scratch);
    for (int64_t begin = 0; begin < n && !failed; begin += QUERIES_AT_ONCE) {
        const int size = n - begin < QUERIES_AT_ONCE ? (int)(n - begin) : QUERIES_AT_ONCE;
        for (int i = 0; i < size; i++)
            fetch_remembered(read, by, scratch, wanted[begin + i]);
        for (int i = 0; i < size; i++) {
            scratch->way[i].query = wanted[begin + i];
            find_shapes(read, ix, by, scratch, &scratch->way[i]);
        }
        for (int i = 0; i < size; i++)
            choose_voters(ix, by, scratch, &scratch->way[i]);
        for (int i = 0; i < size; i++) {
            const Way *way = &scratch->way[i];
            const int found = adlar_vote(ix, by, way->voter, way->voters, outline[way->query], kind[way->query],
                                         &scratch->counts, scratch->voted, scratch->chosen, scratch->names);
            for (int k = 0; k < found; k++) {
                query[*count] = way->query;
                name[(*count)++] = scratch->names[k];
            }
        }
    }
    give_back(scratch);
    return failed;
}

/* The numbers of the sources that this library was compiled from, and of those among them that read names. */
void adlar_stamp(uint32_t *numbers) { numbers[0] = ADLAR_STAMP, numbers[1] = ADLAR_READING; }

/* The sizes of the structures, so that a library that was compiled for others is not used. */
void adlar_layout(int64_t *sizes) {
    sizes[0] = sizeof(Rules);
    sizes[1] = sizeof(Side);
    sizes[2] = sizeof(Shapes);
    sizes[3] = sizeof(Limits);
    adlar_layout_of_score(sizes + 4);
    adlar_layout_of_ranking(sizes + 6);
    adlar_layout_of_reasons(sizes + 7);
}
