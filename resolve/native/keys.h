/* The keys of one name, and what they are made from; see resolve.keys. */

#ifndef ADLAR_KEYS_H
#define ADLAR_KEYS_H

#include <stdint.h>

#include "engine.h"

#define MAX_ORTHOGRAPHIES 64

/* Names with their forms and sounds, as they were read; see resolve.names.compiled, which fills it. */
typedef struct {
    const int64_t *first;       /* names + 1: tokens of name i are [first[i], first[i + 1]) */
    const int32_t *form;        /* of each token */
    const uint8_t *role;        /* of each token */
    const uint64_t *fold;       /* of each form */
    const int32_t *sense;       /* of each form */
    const int64_t *sound_first; /* forms + 1: readings of form i are sound[sound_first[i]], ... */
    const int32_t *sound;
    const int32_t *by_reading;  /* forms x readings: a sound string each */
    const uint8_t *codes;       /* sounds x MAX_SOUNDS */
    const uint8_t *size;        /* of each sound string */
    const uint64_t *skeletons;
    const uint64_t *shapes;
    int64_t names, readings;    /* MAX_ORTHOGRAPHIES at most */
} Read;

/* What keys are made by; what each means stands beside its name in resolve.keys. */
typedef struct {
    uint64_t fine, coarse, sense;
    int32_t least_for_parts, most_for_parts;
    uint8_t of_fine, of_coarse, of_skeleton, of_part; /* levels */
    uint8_t proper[ROLES], by_sense[ROLES];
    uint8_t skeleton_class[256], devoiced[256], is_vowel[256];
} KeyRules;

typedef struct {
    uint64_t key;
    uint8_t level;
} Key;

/* How many keys a name may have before those that are equal are joined. */
int64_t adlar_most_keys(const Read *read, const KeyRules *by);

/* The keys of one name, rising, none twice; gives how many they are. */
int adlar_keys_of(const Read *read, const KeyRules *by, int64_t name, Key *keys);

/* Fetch what a name's keys are made from, some names before it is used: its forms, and later their sounds. */
void adlar_fetch_forms(const Read *read, int64_t name);
void adlar_fetch_sounds(const Read *read, int64_t name);

#endif
