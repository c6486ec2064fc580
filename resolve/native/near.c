/* Names near to a query: resolve.candidates.near, one shape and one query at a time. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"

#define LENGTHS 32
#define SLOTS 4096 /* of a table of what one search counts; more than twice what may be read */
#define WORTH_DROPPED 9

/* The parts of an index that the search reads; see resolve.index.layout. */
typedef struct {
    const uint16_t *gram_row;
    const int32_t *gram_first;
    const int32_t *gram_shape;
    const float *gram_weight;
    const float *shape_norm;
    const float *shape_rarity;
    const int32_t *name_first;
    const int32_t *name;
    const int32_t *entity;
    const float *name_rarity;
    const uint64_t *outline;
    const float *prominence;
    const uint8_t *kind;
} Shapes;

/* The limits of the search; what each means stands beside its name in resolve.candidates.near. */
typedef struct {
    int32_t near_tokens, grams_read, gram_budget, name_budget, near_read, near_limit, names_an_entity, short_size;
    float least_cosine, commonest, prominence, outline_worth, gram_unit, vote_unit;
    double kind_worth;
} Limits;

/* A count for each number that was met, by open addressing; it is emptied by walking what was met. */
typedef struct {
    int32_t key[SLOTS];
    float sum[SLOTS], best[SLOTS];
    int32_t token[SLOTS];
    int32_t met[SLOTS];
    int count;
} Tally;

static int slot_of(Tally *tally, int32_t number) {
    uint32_t at = ((uint32_t)number * 2654435761u) >> 20;
    while (tally->key[at] != number) {
        if (tally->key[at] < 0) {
            tally->key[at] = number;
            tally->sum[at] = tally->best[at] = 0;
            tally->token[at] = -1;
            tally->met[tally->count++] = (int32_t)at;
            break;
        }
        at = (at + 1) % SLOTS;
    }
    return (int)at;
}

static void empty(Tally *tally) {
    for (int i = 0; i < tally->count; i++)
        tally->key[tally->met[i]] = -1;
    tally->count = 0;
}

static Tally *new_tally(void) {
    Tally *tally = malloc(sizeof(Tally));
    if (tally) {
        memset(tally->key, 0xff, sizeof tally->key);
        tally->count = 0;
    }
    return tally;
}

/* One row of a choice: the greatest `worth` first, of equal worth the least `place`. */
typedef struct {
    uint32_t worth;
    int64_t place;
    int32_t row;
} Choice;

/* Worth is compared to four digits, as resolve.index.runs.best_of_each does. */
static uint32_t to_four_digits(float worth) {
    uint32_t bits;
    memcpy(&bits, &worth, sizeof bits);
    return bits >> WORTH_DROPPED;
}

static bool goes_before(const Choice *a, const Choice *b) {
    return a->worth != b->worth ? a->worth > b->worth : a->place < b->place;
}

/* Keep the best `most` of the rows that are offered one by one, in a heap whose first is the least of them. */
static void offer(Choice *heap, int *size, int limit, Choice new) {
    int at;
    if (*size < limit) {
        at = (*size)++;
        while (at && goes_before(&heap[(at - 1) / 2], &new)) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = new;
        return;
    }
    if (!goes_before(&new, &heap[0]))
        return;
    at = 0;
    for (;;) {
        int below = 2 * at + 1;
        if (below >= limit)
            break;
        if (below + 1 < limit && goes_before(&heap[below], &heap[below + 1]))
            below++;
        if (!goes_before(&new, &heap[below]))
            break;
        heap[at] = heap[below];
        at = below;
    }
    heap[at] = new;
}

static int by_choice(const void *a, const void *b) {
    return goes_before(a, b) ? -1 : goes_before(b, a) ? 1 : 0;
}

/* The 4-grams of a coarse string, rising, none twice: resolve.index.grams. Gives how many. */
static int grams_of(const uint8_t *codes, int size, uint16_t *out) {
    uint8_t padded[MAX_SOUNDS + 4] = {0};
    const int windows = (size > 2 ? size : 2) - 1;
    int count = 0;
    memcpy(padded + 1, codes, (size_t)size);
    for (int i = 0; i < windows; i++) {
        const uint16_t gram =
            (uint16_t)(padded[i] << 12 | padded[i + 1] << 8 | padded[i + 2] << 4 | padded[i + 3]);
        int at = count;
        while (at && out[at - 1] >= gram)
            at--;
        if (at < count && out[at] == gram)
            continue;
        memmove(out + at + 1, out + at, (size_t)(count - at) * sizeof *out);
        out[at] = gram;
        count++;
    }
    return count;
}

/* For each of n coarse strings, the shapes near to it: `found` and `cosine` are n x near_tokens, the nearest first,
   `count` says how many there are of each. Gives 0, or 1 where there is no memory. */
int adlar_near_shapes(const Shapes *ix, const Limits *by, const uint8_t *codes, int64_t n, int32_t *count,
                      int32_t *found, float *cosine) {
    Tally *tally = new_tally();
    Choice *heap = malloc(sizeof(Choice) * (size_t)by->near_tokens);
    if (!tally || !heap) {
        free(tally), free(heap);
        return 1;
    }
    for (int64_t source = 0; source < n; source++) {
        const uint8_t *shape = codes + source * MAX_SOUNDS;
        uint16_t grams[MAX_SOUNDS];
        int64_t begin[MAX_SOUNDS], size_of[MAX_SOUNDS];
        int order[MAX_SOUNDS], size = 0, kept = 0;
        while (size < MAX_SOUNDS && shape[size])
            size++;
        const int grams_count = grams_of(shape, size, grams);
        const int slack = size > by->short_size ? 2 : 1;
        double norm = 0;
        for (int i = 0; i < grams_count; i++) {
            const double weight = ix->gram_weight[grams[i]];
            const int64_t place = (int64_t)ix->gram_row[grams[i]] * LENGTHS;
            norm += weight * weight;
            begin[i] = ix->gram_first[place + (size > slack ? size - slack : 0)];
            size_of[i] = ix->gram_first[place + (size + slack + 1 < LENGTHS ? size + slack + 1 : LENGTHS)] - begin[i];
            int at = i;
            while (at && size_of[order[at - 1]] > size_of[i]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
        norm = sqrt(norm);
        int64_t read = 0;
        for (int k = 0; k < grams_count && k < by->grams_read; k++) {
            const int i = order[k];
            if (read + size_of[i] > by->gram_budget)
                break;
            read += size_of[i];
            const float weight = ix->gram_weight[grams[i]];
            const float square = rintf(weight * weight / by->gram_unit) * by->gram_unit;
            for (int64_t at = begin[i]; at < begin[i] + size_of[i]; at++)
                tally->sum[slot_of(tally, ix->gram_shape[at])] += square;
        }
        for (int i = 0; i < tally->count; i++) {
            const int32_t target = tally->key[tally->met[i]];
            const double both = norm * ix->shape_norm[target];
            const float like = (float)((double)tally->sum[tally->met[i]] / (both > 1e-9 ? both : 1e-9));
            if (like >= by->least_cosine) {
                const Choice new = {to_four_digits(like), target, tally->met[i]};
                offer(heap, &kept, by->near_tokens, new);
            }
        }
        qsort(heap, (size_t)kept, sizeof *heap, by_choice);
        for (int i = 0; i < kept; i++) {
            const int32_t target = (int32_t)heap[i].place;
            const double both = norm * ix->shape_norm[target];
            found[source * by->near_tokens + i] = target;
            cosine[source * by->near_tokens + i] =
                (float)((double)tally->sum[heap[i].row] / (both > 1e-9 ? both : 1e-9));
        }
        count[source] = kept;
        empty(tally);
    }
    free(tally), free(heap);
    return 0;
}

/* What a glance says of a query and a name: resolve.candidates.glance. */
static float at_a_glance(const Shapes *ix, const Limits *by, uint64_t outline, uint8_t kind, int32_t name) {
    const uint64_t other = ix->outline[name];
    const float apart = (float)count_bits(outline ^ other);
    const float both = (float)count_bits(outline) + (float)count_bits(other);
    const float unlike = apart / most(both, 1.0f);
    const double same_kind = kind == ix->kind[ix->entity[name]];
    return (float)((double)(by->outline_worth * (1.0f - unlike)) + by->kind_worth * same_kind);
}

static int by_number(const void *a, const void *b) {
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* A shape to search by: how many of its names are read, and for which token. */
typedef struct {
    int64_t token, row, begin, size;
} Reading;

static int by_token(const void *a, const void *b) {
    const Reading *x = a, *y = b;
    return x->token != y->token ? (x->token > y->token ? 1 : -1) : (x->row > y->row) - (x->row < y->row);
}

/* Sum up for each name the best worth of each token; names are read while there is room, rows in their order. */
static void sum_up(const Shapes *ix, const Limits *by, const int64_t *token, const int64_t *shape, const float *worth,
                   int64_t rows, Reading *readings, Tally *tally) {
    int64_t room = by->name_budget;
    for (int64_t row = 0; row < rows; row++) {
        const int64_t begin = ix->name_first[shape[row]], all = ix->name_first[shape[row] + 1] - begin;
        const Reading new = {token[row], row, begin, all < room ? all : room};
        room -= new.size;
        readings[row] = new;
    }
    qsort(readings, (size_t)rows, sizeof *readings, by_token);
    for (int64_t i = 0; i < rows; i++) {
        const Reading *now = &readings[i];
        const float by_this = worth[now->row];
        for (int64_t at = now->begin; at < now->begin + now->size; at++) {
            const int32_t name = ix->name[at];
            const int slot = slot_of(tally, name);
            __builtin_prefetch(ix->name_rarity + name);
            __builtin_prefetch(ix->entity + name);
            const float before = tally->token[slot] == now->token ? tally->best[slot] : 0;
            if (by_this > before) {
                tally->sum[slot] += by_this - before;
                tally->best[slot] = by_this;
                tally->token[slot] = (int32_t)now->token;
            }
        }
    }
}

/* Of equal worth, the name of the first entity goes first, and among its names that which was chosen first. */
static int by_entity(const void *a, const void *b) {
    const Choice *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return x->worth != y->worth ? (x->worth > y->worth ? -1 : 1) : (x->row > y->row) - (x->row < y->row);
}

/* For each of n queries, the names that hold the most of what is rare. The shapes to search by of query i are the rows
   first[i] to first[i + 1] of token, shape and worth, those to be read first before others. `found` is n x near_limit,
   rising; `count` says how many there are of each. Gives 0, or 1 where there is no memory. */
int adlar_vote(const Shapes *ix, const Limits *by, int64_t n, const int64_t *first, const int64_t *token,
               const int64_t *shape, const float *worth, const uint64_t *outline, const uint8_t *kind, int32_t *count,
               int32_t *found) {
    int64_t most_rows = 1;
    for (int64_t q = 0; q < n; q++)
        most_rows = first[q + 1] - first[q] > most_rows ? first[q + 1] - first[q] : most_rows;
    Tally *tally = new_tally();
    Choice *heap = malloc(sizeof *heap * (size_t)(2 * by->near_read + by->near_limit));
    Reading *readings = malloc(sizeof *readings * (size_t)most_rows);
    if (!tally || !heap || !readings) {
        free(tally), free(heap), free(readings);
        return 1;
    }
    Choice *looked_at = heap + by->near_read, *chosen = looked_at + by->near_read;
    for (int64_t q = 0; q < n; q++) {
        int read = 0, kept = 0;
        const int64_t rows = first[q + 1] - first[q];
        sum_up(ix, by, token + first[q], shape + first[q], worth + first[q], rows, readings, tally);
        for (int i = 0; i < tally->count; i++) {
            const int slot = tally->met[i];
            const int32_t name = tally->key[slot];
            const float rarity = most(ix->name_rarity[name], by->commonest);
            const float prominence = by->prominence * ix->prominence[ix->entity[name]];
            tally->sum[slot] = tally->sum[slot] / sqrtf(rarity) + prominence;
            const Choice new = {to_four_digits(tally->sum[slot]), name, slot};
            offer(heap, &read, by->near_read, new);
        }
        qsort(heap, (size_t)read, sizeof *heap, by_choice);
        for (int i = 0; i < read; i++) {
            const int32_t name = (int32_t)heap[i].place;
            const float votes = tally->sum[heap[i].row] + at_a_glance(ix, by, outline[q], kind[q], name);
            const Choice new = {to_four_digits(votes), ix->entity[name], i};
            looked_at[i] = new;
        }
        qsort(looked_at, (size_t)read, sizeof *looked_at, by_entity);
        for (int i = 0, of_entity = 0; i < read; i++) {
            of_entity = i && looked_at[i].place == looked_at[i - 1].place ? of_entity + 1 : 0;
            if (of_entity < by->names_an_entity) {
                const Choice new = {looked_at[i].worth, i, (int32_t)heap[looked_at[i].row].place};
                offer(chosen, &kept, by->near_limit, new);
            }
        }
        int32_t *out = found + q * by->near_limit;
        for (int i = 0; i < kept; i++)
            out[i] = chosen[i].row;
        qsort(out, (size_t)kept, sizeof *out, by_number);
        count[q] = kept;
        empty(tally);
    }
    free(tally), free(heap), free(readings);
    return 0;
}

/* The sizes of the structures, so that a library that was compiled for others is not used. */
void adlar_layout(int64_t *sizes) {
    sizes[0] = sizeof(Rules);
    sizes[1] = sizeof(Side);
    sizes[2] = sizeof(Shapes);
    sizes[3] = sizeof(Limits);
    adlar_layout_of_score(sizes + 4);
    adlar_layout_of_ranking(sizes + 6);
}
