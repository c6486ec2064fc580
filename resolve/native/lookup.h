/* The parts of an index that keys and shapes lead to; see resolve.index.layout, resolve.index.keyed and
   resolve.native.keyed, which fills it. */

#ifndef ADLAR_LOOKUP_H
#define ADLAR_LOOKUP_H

#include <stdint.h>

typedef struct {
    const int32_t *bucket; /* 2 ** bucket_bits + 1 offsets into rest and entry */
    const uint16_t *rest;
    const uint32_t *entry;
    const int32_t *lists;
    const int32_t *entity;   /* of each name */
    const uint64_t *outline; /* of each name */
    const uint8_t *kind;     /* of the entity of each name */
    const uint64_t *shape;   /* hashes, rising */
    const int32_t *name_first;
    const int32_t *name;
    int64_t keys, listed, names, shapes;
    int32_t bucket_bits, target_bits;
} Lookup;

/* The limits of the search; what each means stands beside its name in resolve.candidates. */
typedef struct {
    int32_t keyed_kept, names_an_entity, bearers_read, bearer_limit, person;
    float keyed_gap, prominence_worth, outline_worth, key_worth[4];
    double kind_worth;
} Bounds;

#endif
