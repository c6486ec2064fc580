/* What the native stages share: the columns of a side, and the numbers that the rules give.

   Every array stands as it does in resolve.sides.Side; nothing is allocated or freed here but scratch. The
   results are those of the stages in Python to the last bit, which tests compare: floats are single, sums run
   from left to right. */

#ifndef ADLAR_ENGINE_H
#define ADLAR_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#define CODES 48 /* room for the codes of sounds, and 0 for none */
#define MAX_SOUNDS 24
#define MAX_TOKENS 12
#define MAX_GIVEN 5
#define READINGS 4 /* of a form: resolve.sound.spoken.MAX_READINGS */
#define ROLES 10

/* One side of a comparison. See resolve/native/structs.py, which fills it. */
typedef struct {
    const int32_t *first;         /* names + 1: tokens of name i are [first[i], first[i + 1]) */
    const int32_t *form;          /* of each token */
    const uint8_t *role;          /* of each token */
    const uint64_t *fold;         /* of each form */
    const int32_t *sense;         /* of each form */
    const uint16_t *given;        /* forms x MAX_GIVEN */
    const uint64_t *initials;     /* of each form */
    const float *rarity;          /* of each form */
    const int32_t *sound_first;   /* forms + 1: readings of form i are sound[sound_first[i]], ... */
    const int32_t *sound;
    const uint16_t *letters;      /* folded letters of all forms, UTF-16 units */
    const int32_t *letters_first; /* forms + 1 */
    const uint8_t *codes;         /* sounds x MAX_SOUNDS */
    const uint8_t *size;          /* of each sound string */
    const uint64_t *masks;
    const uint64_t *skeletons;
    const uint8_t *kind;          /* of each name */
} Side;

/* Where each feature stands in a row of evidence. */
typedef struct {
    int32_t features, likeness, slip, onset, same, exact, tiny, conflict, stranger, missing, surplus, several,
        length, rarity, crossed, initial, father_conflict, gender, parted, type_same, type_conflict, type_one,
        named_after;
} Places;

/* Numbers of roles, kinds and sounds that the stages speak of. */
typedef struct {
    int32_t initial, number, generic, patronymic, mark, person, unknown_kind, final_a;
} Numbers;

/* Thresholds and weights; what each means stands beside its name in resolve.evidence. */
typedef struct {
    float foreign, shortest, somewhat, enough, slip_cost, gendered, nicknamed, begins, least_likeness,
        least_generic, least_father, least_together, common, counted, worst_slip, tiny, short_length, long_length,
        small, same_place, role_weight[ROLES];
    int32_t long_enough, changed_by_a_slip, shortest_together, band, senses_after;
    int16_t saved[CODES * CODES], drop[CODES], in_band[2 * MAX_SOUNDS + 8];
    /* Marks that may differ, by the sounds of each; -1 where their numbers alone are too far apart. */
    int8_t hopeless[MAX_SOUNDS + 1][MAX_SOUNDS + 1];
    uint8_t like_roles[ROLES * ROLES], generic_one[ROLES * ROLES], proper[ROLES];
    uint8_t coarse[256], feminine_after[256];
    const int32_t *named_after; /* senses_after of them */
} Weights;

typedef struct {
    Places place;
    Numbers number;
    Weights weight;
} Rules;

#define INLINE inline __attribute__((always_inline))

static inline float least(float a, float b) { return a < b ? a : b; }
static inline float most(float a, float b) { return a > b ? a : b; }
static inline float within(float value, float low, float high) { return least(most(value, low), high); }

/* How many tokens of a name are compared. */
static inline int tokens_of(const Side *side, int64_t name) {
    const int32_t count = side->first[name + 1] - side->first[name];
    return count < MAX_TOKENS ? count : MAX_TOKENS;
}

static inline int count_bits(uint64_t x) {
    x -= (x >> 1) & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + ((x >> 2) & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (int)((x * 0x0101010101010101u) >> 56);
}

void adlar_layout_of_score(int64_t *sizes);
void adlar_layout_of_ranking(int64_t *sizes);
void adlar_layout_of_reasons(int64_t *sizes);

#endif
