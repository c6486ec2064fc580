/* Reasons put into words: resolve.reasons, one query after the other. The words come from there too: templates in
   which each place in braces takes what is said of the query. */

#include "given.h"
#include "wording.h"

/* The templates, in the order of resolve.native.reasons.WORDS. */
enum {
    SAME_TEXT, NOTHING_ANSWERS, UNANSWERED, ANSWERED, SAME_WORD, OTHER_FORM, ONE_INITIAL, SOUNDS_THE_SAME,
    SOUNDS_ALIKE, NOT_SURE, AHEAD, LOW, PARTIAL, UNDECIDED, ONE_BEARER, BEARERS, MORE, NAMED, NOTHING_NEAR,
    NO_LETTERS, COMMA
};

/* How a query was decided: resolve.decide.Ground but for the last, a low score. */
enum { ON_NOTHING_NEAR, ON_NOT_A_FULL_NAME, ON_CLEAR, ON_RIVALS, ON_UNSURE };

/* What is told of queries. See resolve/native/reasons.py, which fills it. */
typedef struct {
    Strings words, left_texts, right_texts, names, ids;
    const int64_t *left_name, *right_name; /* of each pair that is told of */
    const int8_t *answer;                  /* pairs x MAX_TOKENS */
    const float *value;                    /* pairs x MAX_TOKENS */
    const uint8_t *same;                   /* pairs x MAX_TOKENS */
    const int64_t *right_text;             /* of each pair, where the texts of the right name's tokens begin */
    const int8_t *ground;                  /* of each query */
    const uint8_t *letters;                /* of each query, whether it has any */
    const int64_t *pair;                   /* of each query, what tells how it is like its best candidate; -1: same */
    const float *number;                   /* of each query, the score, or the lead on the next candidate */
    const int64_t *count;                  /* of each query, how many other candidates are told of */
    const int64_t *named;                  /* of each query, where the names of these begin */
    int64_t most_named;
    double clear;
    int32_t initial;
} Telling;

/* In what way a token answers another that is not the same. */
static int how(const Telling *t, const Side *left, const Side *right, int64_t token, int64_t other, float value) {
    const int32_t form = left->form[token], form_r = right->form[other];
    if (left->sense[form] && left->sense[form] == right->sense[form_r])
        return SAME_WORD;
    if (share_given_name(left->given + (int64_t)form * MAX_GIVEN, right->given + (int64_t)form_r * MAX_GIVEN))
        return OTHER_FORM;
    if (left->role[token] == t->initial || right->role[other] == t->initial)
        return ONE_INITIAL;
    return (double)value >= t->clear ? SOUNDS_THE_SAME : SOUNDS_ALIKE;
}

static void put_comma(Page *page, const Telling *t, int64_t begin) {
    if (page->size > begin)
        put_text(page, &t->words, COMMA);
}

/* How a token answers another. */
static void put_answer(Page *page, const Telling *t, const Side *left, const Side *right, int64_t pair, int i,
                       int64_t token, int64_t other) {
    const float value = t->value[pair * MAX_TOKENS + i];
    const int way = how(t, left, right, token, other, value);
    Text told = text_of(&t->words, ANSWERED), named = text_of(&t->words, way);
    put_to_place(page, &told);
    put_text(page, &t->left_texts, left->form[token]);
    put_to_place(page, &told);
    put_text(page, &t->right_texts, t->right_text[pair] + t->answer[pair * MAX_TOKENS + i]);
    put_to_place(page, &told);
    put_to_place(page, &named);
    if (way == SOUNDS_ALIKE)
        put_share(page, value);
    put_to_place(page, &named);
    put_to_place(page, &told);
}

/* The tokens of both names that nothing answers. */
static void put_alone(Page *page, const Telling *t, const Side *left, const Side *right, int64_t pair) {
    const int64_t begin_l = left->first[t->left_name[pair]], begin = page->size;
    const int count_l = tokens_of(left, t->left_name[pair]), count_r = tokens_of(right, t->right_name[pair]);
    const int8_t *answer = t->answer + pair * MAX_TOKENS;
    bool taken[MAX_TOKENS] = {false};
    for (int i = 0; i < count_l; i++) {
        if (answer[i] >= 0) {
            taken[answer[i]] = true;
            continue;
        }
        put_comma(page, t, begin);
        put_text(page, &t->left_texts, left->form[begin_l + i]);
    }
    for (int j = 0; j < count_r; j++)
        if (!taken[j]) {
            put_comma(page, t, begin);
            put_text(page, &t->right_texts, t->right_text[pair] + j);
        }
}

/* How the names of a pair are alike, token by token. */
static void put_ways(Page *page, const Telling *t, const Side *left, const Side *right, int64_t pair) {
    const int64_t begin_l = left->first[t->left_name[pair]], begin_r = right->first[t->right_name[pair]];
    const int count_l = tokens_of(left, t->left_name[pair]), count_r = tokens_of(right, t->right_name[pair]);
    const int8_t *answer = t->answer + pair * MAX_TOKENS;
    int answered = 0;
    for (int i = 0; i < count_l; i++)
        answered += answer[i] >= 0;
    if (!answered) {
        put_text(page, &t->words, NOTHING_ANSWERS);
        return;
    }
    Text whole = text_of(&t->words, UNANSWERED);
    const bool any_alone = answered < count_l || answered < count_r;
    if (any_alone)
        put_to_place(page, &whole);
    const int64_t begin = page->size;
    for (int i = 0; i < count_l; i++)
        if (answer[i] >= 0 && !t->same[pair * MAX_TOKENS + i]) {
            put_comma(page, t, begin);
            put_answer(page, t, left, right, pair, i, begin_l + i, begin_r + answer[i]);
        }
    if (page->size == begin)
        put_text(page, &t->words, SAME_TEXT);
    if (any_alone) {
        put_to_place(page, &whole);
        put_alone(page, t, left, right, pair);
        put_to_place(page, &whole);
    }
}

/* How many bear the name of a query, and the first of them. */
static void put_bearers(Page *page, const Telling *t, int64_t query) {
    const int64_t count = t->count[query], shown = count < t->most_named ? count : t->most_named;
    Text told = text_of(&t->words, count == 1 ? ONE_BEARER : BEARERS);
    put_to_place(page, &told);
    if (count != 1) {
        put_count(page, count);
        put_to_place(page, &told);
    }
    for (int64_t i = t->named[query]; i < t->named[query] + shown; i++) {
        Text bearer = text_of(&t->words, NAMED);
        if (i > t->named[query])
            put_text(page, &t->words, COMMA);
        put_to_place(page, &bearer);
        put_text(page, &t->names, i);
        put_to_place(page, &bearer);
        put_text(page, &t->ids, i);
        put_to_place(page, &bearer);
    }
    put_to_place(page, &told);
    if (count > shown) {
        Text more = text_of(&t->words, MORE);
        put_to_place(page, &more);
        put_count(page, count - shown);
        put_to_place(page, &more);
    }
}

static void put_alike(Page *page, const Telling *t, const Side *left, const Side *right, int64_t query) {
    if (t->pair[query] < 0)
        put_text(page, &t->words, SAME_TEXT);
    else
        put_ways(page, t, left, right, t->pair[query]);
}

static void put_unsure(Page *page, const Telling *t, const Side *left, const Side *right, int64_t query) {
    Text told = text_of(&t->words, t->count[query] ? AHEAD : NOT_SURE);
    put_to_place(page, &told);
    put_alike(page, t, left, right, query);
    put_to_place(page, &told);
    if (!t->count[query])
        return;
    put_share(page, t->number[query]);
    put_to_place(page, &told);
    put_text(page, &t->names, t->named[query]);
    put_to_place(page, &told);
    put_text(page, &t->ids, t->named[query]);
    put_to_place(page, &told);
}

static void put_reason(Page *page, const Telling *t, const Side *left, const Side *right, int64_t query) {
    Text told;
    switch (t->ground[query]) {
    case ON_NOTHING_NEAR:
        put_text(page, &t->words, t->letters[query] ? NOTHING_NEAR : NO_LETTERS);
        break;
    case ON_CLEAR:
        put_alike(page, t, left, right, query);
        break;
    case ON_UNSURE:
        put_unsure(page, t, left, right, query);
        break;
    case ON_NOT_A_FULL_NAME:
    case ON_RIVALS:
        told = text_of(&t->words, t->ground[query] == ON_RIVALS ? UNDECIDED : PARTIAL);
        put_to_place(page, &told);
        put_bearers(page, t, query);
        put_to_place(page, &told);
        break;
    default:
        told = text_of(&t->words, LOW);
        put_to_place(page, &told);
        put_share(page, t->number[query]);
        put_to_place(page, &told);
    }
}

/* The reasons of n queries, each with `separator` after it: number i begins at first[i] of `out`. If first[n] is
   more than there is room, not all are there. */
void adlar_reasons(const Telling *telling, const Side *left, const Side *right, int64_t n, int64_t separator,
                   uint8_t *out, int64_t room, int64_t *first) {
    const uint8_t end = (uint8_t)separator;
    Page page = {out, 0, room};
    for (int64_t query = 0; query < n; query++) {
        first[query] = page.size;
        put_reason(&page, telling, left, right, query);
        put(&page, &end, 1);
    }
    first[n] = page.size;
}

void adlar_layout_of_reasons(int64_t *sizes) { sizes[0] = sizeof(Telling); }
