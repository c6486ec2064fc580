/* What is known besides the names, and the log odds of all evidence: resolve.evidence.measure.with_context,
   resolve.score and resolve.ranking.Measured.of, one pair after the other. */

#include <math.h>
#include <stdlib.h>

#include "engine.h"

#define CONTRADICTIONS 6
#define LACKS 3

/* What is known of each name; the columns are those of resolve.sides.Side. */
typedef struct {
    const int32_t *sense;
    const uint8_t *kind;
    const uint16_t *country;
    const int16_t *birth_year;
    const uint16_t *language;
    const uint8_t *abbreviation;
} Facts;

typedef struct {
    const double *values;  /* features x points; the first of a curve is 0, beyond its last infinity */
    const double *odds;    /* of each point */
    const double *slope;   /* from each point to the next, 0 from the last */
    const uint8_t *is_context; /* of each feature: whether it is of what is known besides the names */
    double bias;
    float least_bearing;
    int32_t birth_tolerance, unknown_kind, person, points;
    /* Where each feature stands in a row of evidence. */
    int32_t features, likeness, slip, same, equivalent, own_slip, abbreviation, abbreviation_same, kind_open,
        kind_same, kind_conflict, country_same, country_conflict, birth_same, birth_conflict, borne;
    int32_t contradicts[CONTRADICTIONS], lacks[LACKS];
} Model;

static bool any(const float *value, const int32_t *features, int count) {
    for (int i = 0; i < count; i++)
        if (value[features[i]] != 0)
            return true;
    return false;
}

static bool may_bear(const Model *model, const float *value, bool partial) {
    return partial && value[model->likeness] >= model->least_bearing &&
           !any(value, model->contradicts, CONTRADICTIONS);
}

/* Most queries bring nothing besides a name, and then the gazetteer's side is not read: it lies in other lines of
   memory for each pair. The features come in as 0. */

static void add_kind(const Model *model, const Facts *left, const Facts *right, int64_t a, int64_t b, float *value) {
    value[model->kind_open] = (float)(left->kind[a] == model->unknown_kind);
    if (left->kind[a] != model->unknown_kind && right->kind[b] != model->unknown_kind)
        value[left->kind[a] == right->kind[b] ? model->kind_same : model->kind_conflict] = 1;
}

static void add_country(const Model *model, const Facts *left, const Facts *right, int64_t a, int64_t b,
                        float *value) {
    if (left->country[a] != 0 && right->country[b] != 0)
        value[left->country[a] == right->country[b] ? model->country_same : model->country_conflict] = 1;
}

static void add_birth(const Model *model, const Facts *left, const Facts *right, int64_t a, int64_t b, float *value) {
    if (left->birth_year[a] == 0 || right->birth_year[b] == 0)
        return;
    const bool same = abs(left->birth_year[a] - right->birth_year[b]) <= model->birth_tolerance;
    value[same ? model->birth_same : model->birth_conflict] = 1;
}

/* Add to a row of evidence what is known besides the names; whether the entity may bear the query's name. */
static bool add_context(const Model *model, const Facts *left, const Facts *right, int64_t a, int64_t b,
                        float *value, bool partial) {
    const bool alike = value[model->same] == 1;
    const bool equivalent = left->sense[a] > 0 && left->sense[a] == right->sense[b];
    const bool own = left->language[a] != 0 && left->language[a] == right->language[b];
    const bool abbreviation = right->abbreviation[b];
    value[model->equivalent] = (float)equivalent;
    value[model->own_slip] = value[model->slip] * (float)own;
    value[model->abbreviation] = (float)(abbreviation && !alike && !equivalent);
    value[model->abbreviation_same] = (float)(abbreviation && alike && left->abbreviation[a]);
    add_kind(model, left, right, a, b, value);
    add_country(model, left, right, a, b, value);
    add_birth(model, left, right, a, b, value);
    const bool bearing = may_bear(model, value, partial);
    value[model->borne] = (float)(bearing && right->kind[b] == model->person);
    return bearing;
}

/* What a value of a feature adds: numpy.interp over the points of its curve. Which of them are passed is hard to
   foretell, and so nothing branches on it. */
static double at_curve(const Model *model, int feature, double value) {
    const int curve = feature * model->points;
    const double *values = model->values + curve;
    int point = 0;
    for (int i = 1; i < model->points; i++)
        point += values[i] <= value;
    return model->slope[curve + point] * (value - values[point]) + model->odds[curve + point];
}

/* Weigh n pairs; `values` gets its columns of context, which come in as 0. */
void adlar_weigh(const Model *model, const Facts *left, const Facts *right, int64_t n, const int64_t *query,
                 const int64_t *name, const uint8_t *partial, float *values, float *odds, float *sure,
                 uint8_t *bearing, uint8_t *same) {
    for (int64_t pair = 0; pair < n; pair++, values += model->features) {
        bearing[pair] = add_context(model, left, right, query[pair], name[pair], values, partial[pair]);
        same[pair] = values[model->same] == 1 && !any(values, model->lacks, LACKS);
        /* From left to right, as in Python; what is 0 adds 0. */
        double all = model->bias, of_names = model->bias;
        for (int feature = 0; feature < model->features; feature++) {
            if (values[feature] == 0)
                continue;
            const double added = at_curve(model, feature, values[feature]);
            all += added;
            if (!model->is_context[feature])
                of_names += added;
        }
        odds[pair] = (float)all;
        sure[pair] = partial[pair] ? -INFINITY : least((float)of_names, (float)all);
    }
}

void adlar_layout_of_score(int64_t *sizes) {
    sizes[0] = sizeof(Model);
    sizes[1] = sizeof(Facts);
}
