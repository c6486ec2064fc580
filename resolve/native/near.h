/* What the search for near names goes by, and its parts: the shapes that are near to one of the query, and the names
   that hold the most of them. */

#ifndef ADLAR_NEAR_H
#define ADLAR_NEAR_H

#include "counts.h"
#include "engine.h"
#include "worth.h"

/* The parts of an index that the search reads; see resolve.index.layout. */
typedef struct {
    const uint16_t *gram_row;
    const int32_t *gram_first;
    const int32_t *gram_shape;
    const float *gram_weight;
    const float *shape_norm;
    const float *shape_rarity;
    const int32_t *shape_held;
    const int32_t *name_first;
    const int32_t *name;
    const int32_t *entity;
    const uint16_t *weight; /* two of each name: resolve.index.weights */
    const uint64_t *outline;
    const uint8_t *kind; /* of the entity of each name */
} Shapes;

/* The limits of the search; what each means stands beside its name in resolve.candidates.near. */
typedef struct {
    int32_t near_tokens, grams_read, gram_budget, name_budget, near_read, near_limit, names_an_entity, short_size;
    float least_cosine, least_worth, prominence, outline_worth, gram_unit, vote_unit,
        share_unit, prominence_unit;
    double kind_worth;
    uint8_t coarse[256], proper[ROLES];
} Limits;

/* A shape of the gazetteer that is near to one of the query's. */
typedef struct {
    int32_t shape;
    float cosine;
} Near;

/* A shape to search by: for which of the names that hold it it votes, and for which token of the query. */
typedef struct {
    int64_t begin, size;
    int32_t token, units; /* what it is worth to hold it, in vote units */
} Voter;

/* A name that got votes: they stand above it, so that the greater goes first, of equal votes that of the lower name. */
typedef uint64_t Voted;

/* A name that is kept; that of the greater `first` goes first, of equal ones that of the greater `then`. */
typedef struct {
    uint64_t first, then;
} Chosen;

/* The shapes that are near to a coarse string, the nearest first, near_tokens at most; gives how many. */
int adlar_near_shapes(const Shapes *ix, const Limits *by, const uint8_t *coarse, Counts *counts, Near *found);

/* The names that hold the most of what is searched for, rising, near_limit at most; gives how many. The shapes of a
   token stand together, those of the greatest worth first. `voted` has room for twice name_budget names, `chosen` for
   near_limit. */
int adlar_vote(const Shapes *ix, const Limits *by, const Voter *voters, int count, uint64_t outline, uint8_t kind,
               Counts *counts, Voted *voted, Chosen *chosen, int32_t *names);

#endif
