/* The ranking of candidates: resolve.ranking.rank, one query after the other. */

#include <math.h>
#include <stdlib.h>

#include "engine.h"

/* Rows up to which putting each in its place is quicker than qsort. */
#define FEW 24
#define PAIRS_AHEAD 32

/* What ranking reads of a gazetteer, and by which numbers it goes. See resolve/native/ranking.py. */
typedef struct {
    const int32_t *entity;      /* of each name */
    const uint8_t *preferred;   /* of each name */
    const float *prominence;    /* of each entity */
    double nil;                 /* odds that the entity is not in the gazetteer */
    float sharpness, weight, level, standing, preferred_worth, rival_share, odds_limit, share_limit;
} Contest;

/* One candidate: at first a name, then the entity for which it speaks. */
typedef struct {
    int64_t pair, name;
    int32_t entity;
    float odds, worth, standing, score;
} Row;

typedef int Order(const void *, const void *);

static int by_entity(const void *one, const void *other) {
    const Row *a = one, *b = other;
    if (a->entity != b->entity)
        return a->entity < b->entity ? -1 : 1;
    if (a->worth != b->worth)
        return a->worth > b->worth ? -1 : 1;
    return (a->name > b->name) - (a->name < b->name);
}

static int by_score(const void *one, const void *other) {
    const Row *a = one, *b = other;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->odds != b->odds)
        return a->odds > b->odds ? -1 : 1;
    return (a->entity > b->entity) - (a->entity < b->entity);
}

/* Sort rows of which no two are equal. */
static void sort(Row *rows, int64_t n, Order *order) {
    if (n > FEW) {
        qsort(rows, (size_t)n, sizeof *rows, order);
        return;
    }
    for (int64_t i = 1; i < n; i++) {
        const Row row = rows[i];
        int64_t at = i;
        for (; at > 0 && order(&row, rows + at - 1) < 0; at--)
            rows[at] = rows[at - 1];
        rows[at] = row;
    }
}

/* Keep the best name of each entity, a preferred one before others as good; how many are left. */
static int64_t keep_best_names(Row *rows, int64_t n) {
    int64_t kept = 0;
    sort(rows, n, by_entity);
    for (int64_t i = 0; i < n; i++)
        if (!kept || rows[kept - 1].entity != rows[i].entity)
            rows[kept++] = rows[i];
    return kept;
}

/* The share of each candidate in the odds of its query: resolve.score.shares. */
static void share(const Contest *contest, Row *rows, int64_t n, double *shares) {
    float best = rows[0].odds, highest = 0;
    for (int64_t i = 1; i < n; i++)
        best = most(best, rows[i].odds);
    for (int64_t i = 0; i < n; i++)
        if (rows[i].odds >= best - contest->level)
            highest = most(highest, rows[i].standing);
    double whole = 0;
    for (int64_t i = 0; i < n; i++) {
        const float relative = least(rows[i].standing - highest, 0);
        const float total = contest->sharpness * rows[i].odds + contest->weight * relative;
        whole += shares[i] = exp((double)within(total, -contest->share_limit, contest->share_limit));
    }
    whole += contest->nil;
    for (int64_t i = 0; i < n; i++)
        rows[i].score = (float)(shares[i] / whole);
}

static float probability(const Contest *contest, float odds) {
    return (float)(1 / (1 + exp(-(double)within(odds, -contest->odds_limit, contest->odds_limit))));
}

/* Rank the candidates of one query, whose pairs are named in rows; how many there are. */
static int64_t rank_one(const Contest *contest, const int64_t *name, const float *odds, Row *rows, int64_t n,
                        double *shares) {
    for (int64_t i = 0; i < n; i++) {
        Row *row = rows + i;
        row->name = name[row->pair];
        row->odds = odds[row->pair];
        row->entity = contest->entity[row->name];
        const float preferred = (float)contest->preferred[row->name];
        row->worth = row->odds + contest->preferred_worth * preferred;
        row->standing = contest->prominence[row->entity] + contest->standing * preferred;
    }
    n = keep_best_names(rows, n);
    share(contest, rows, n, shares);
    sort(rows, n, by_score);
    return n;
}

/* Group n pairs by query: those of query i are pairs[first[i]] to pairs[first[i + 1]], in their order. `first` has
   q + 2 places of zeros, for each place is moved on by its own pairs. Returns the most of one query. */
static int64_t group(int64_t q, int64_t n, const int64_t *query, int64_t *first, int64_t *pairs) {
    int64_t greatest = 0;
    for (int64_t i = 0; i < n; i++)
        first[query[i] + 2]++;
    for (int64_t i = 2; i < q + 2; i++) {
        greatest = first[i] > greatest ? first[i] : greatest;
        first[i] += first[i - 1];
    }
    for (int64_t i = 0; i < n; i++)
        pairs[first[query[i] + 1]++] = i;
    return greatest;
}

/* Ask for what ranking reads of the names of later pairs, which lie far apart in memory. */
static INLINE void fetch_ahead(const Contest *contest, const int64_t *name, const int64_t *pairs, int64_t begin,
                               int64_t end, int64_t n) {
    for (int64_t at = begin + PAIRS_AHEAD; at < end + PAIRS_AHEAD && at < n; at++) {
        __builtin_prefetch(contest->entity + name[pairs[at]]);
        __builtin_prefetch(contest->preferred + name[pairs[at]]);
    }
    for (int64_t at = begin + PAIRS_AHEAD / 2; at < end + PAIRS_AHEAD / 2 && at < n; at++)
        __builtin_prefetch(contest->prominence + contest->entity[name[pairs[at]]]);
}

/* Rank n pairs for q queries. `first` has q + 1 places, `rivals` q; both come in as zeros. `pair` to `similarity`
   have n, of which those before first[q] are filled. 1 where there is no memory. */
int adlar_rank(const Contest *contest, int64_t q, int64_t n, const int64_t *query, const int64_t *name,
               const float *odds, int64_t *first, int64_t *pair, int32_t *entity, float *score, float *similarity,
               int64_t *rivals) {
    int64_t *begin = calloc((size_t)q + 2, sizeof *begin), *pairs = malloc((size_t)(n + 1) * sizeof *pairs);
    const int64_t most_pairs = begin && pairs ? group(q, n, query, begin, pairs) : 0;
    Row *rows = malloc((size_t)(most_pairs + 1) * sizeof *rows);
    double *shares = malloc((size_t)(most_pairs + 1) * sizeof *shares);
    const bool failed = !begin || !pairs || !rows || !shares;
    for (int64_t i = 0; i < q && !failed; i++) {
        int64_t found = begin[i + 1] - begin[i];
        fetch_ahead(contest, name, pairs, begin[i], begin[i + 1], n);
        for (int64_t k = 0; k < found; k++)
            rows[k].pair = pairs[begin[i] + k];
        if (found)
            found = rank_one(contest, name, odds, rows, found, shares);
        const int64_t at = first[i];
        for (int64_t k = 0; k < found; k++) {
            pair[at + k] = rows[k].pair;
            entity[at + k] = rows[k].entity;
            score[at + k] = rows[k].score;
            similarity[at + k] = probability(contest, rows[k].odds);
            rivals[i] += k && similarity[at + k] >= contest->rival_share * similarity[at];
        }
        first[i + 1] = at + found;
    }
    free(begin), free(pairs), free(rows), free(shares);
    return failed;
}

void adlar_layout_of_ranking(int64_t *sizes) { sizes[0] = sizeof(Contest); }
