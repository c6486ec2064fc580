/* The keys of names: resolve.keys, one name at a time. */

#include "keys.h"

#include "hashes.h"

#define NAMES_AHEAD 6 /* names between fetching forms and fetching their sounds, and between that and their use */

/* What a token is in every reading if its sense is known, else 0: then it is what it sounds. */
static uint64_t sense_of(const Read *read, const KeyRules *by, int64_t token) {
    const int32_t sense = read->sense[read->form[token]];
    return sense > 0 && by->by_sense[read->role[token]] ? finish((uint64_t)sense ^ by->sense) : 0;
}

int64_t adlar_most_keys(const Read *read, const KeyRules *by) { return 2 + read->readings * (2 + by->most_for_parts); }

static int add(Key *keys, int count, uint64_t key, uint8_t level) {
    keys[count].key = key;
    keys[count].level = level;
    return count + 1;
}

/* Sort keys, and keep of equal ones that which holds the most of its name. */
static int distinct(Key *keys, int count) {
    for (int i = 1; i < count; i++) {
        const Key now = keys[i];
        int at = i;
        while (at && (keys[at - 1].key > now.key || (keys[at - 1].key == now.key && keys[at - 1].level > now.level))) {
            keys[at] = keys[at - 1];
            at--;
        }
        keys[at] = now;
    }
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (!kept || keys[kept - 1].key != keys[i].key)
            keys[kept++] = keys[i];
    return kept;
}

/* The skeleton of a name's tokens written together, in its own reading. */
static uint64_t joined(const Read *read, const KeyRules *by, int64_t begin, int64_t end) {
    uint8_t codes[MAX_SOUNDS];
    int size = 0;
    for (int64_t token = begin; token < end; token++) {
        if (!by->proper[read->role[token]])
            continue;
        const int32_t sound = read->by_reading[(int64_t)read->form[token] * read->readings];
        for (int i = 0; i < read->size[sound] && size < MAX_SOUNDS; i++)
            codes[size++] = read->codes[(int64_t)sound * MAX_SOUNDS + i];
    }
    return skeleton_of(codes, size, by->skeleton_class, by->devoiced, by->is_vowel);
}

/* Whether an earlier reading gives all tokens that count the same sounds; `different` are those that do not so. */
static bool read_before(const Read *read, const int64_t *row, int tokens, const int *different, int count,
                        int reading) {
    for (int i = 0; i < count; i++) {
        int token = 0;
        while (token < tokens &&
               read->by_reading[row[token] + different[i]] == read->by_reading[row[token] + reading])
            token++;
        if (token == tokens)
            return true;
    }
    return false;
}

int adlar_keys_of(const Read *read, const KeyRules *by, int64_t name, Key *keys) {
    const int64_t begin = read->first[name];
    const int64_t end = read->first[name + 1] - begin > MAX_TOKENS ? begin + MAX_TOKENS : read->first[name + 1];
    int64_t row[MAX_TOKENS];
    uint64_t sensed[MAX_TOKENS], skeleton[MAX_TOKENS], fine = 0;
    int tokens = 0, count = 0, readings = 0, different[MAX_ORTHOGRAPHIES];
    for (int64_t token = begin; token < end; token++) {
        fine += finish(read->fold[read->form[token]] ^ by->fine);
        if (by->proper[read->role[token]]) {
            row[tokens] = (int64_t)read->form[token] * read->readings;
            sensed[tokens++] = sense_of(read, by, token);
        }
    }
    if (!tokens)
        return 0;
    count = add(keys, count, fine, by->of_fine);
    for (int reading = 0; reading < read->readings && readings < MAX_ORTHOGRAPHIES; reading++) {
        if (read_before(read, row, tokens, different, readings, reading))
            continue;
        different[readings++] = reading;
        uint64_t skeletons = 0, coarse = 0;
        for (int i = 0; i < tokens; i++) {
            const int32_t sound = read->by_reading[row[i] + reading];
            skeleton[i] = sensed[i] ? sensed[i] : read->skeletons[sound];
            skeletons += skeleton[i];
            coarse += sensed[i] ? sensed[i] : finish(read->shapes[sound] ^ by->coarse);
        }
        count = add(keys, count, skeletons, by->of_skeleton);
        count = add(keys, count, coarse, by->of_coarse);
        if (tokens >= by->least_for_parts && tokens <= by->most_for_parts)
            for (int i = 0; i < tokens; i++)
                count = add(keys, count, skeletons - skeleton[i], by->of_part);
    }
    if (tokens > 1 && tokens <= by->least_for_parts)
        count = add(keys, count, joined(read, by, begin, end), by->of_part);
    return distinct(keys, count);
}

void adlar_fetch_forms(const Read *read, int64_t name) {
    for (int64_t token = read->first[name]; token < read->first[name + 1]; token++) {
        const int64_t form = read->form[token], row = form * read->readings;
        __builtin_prefetch(read->fold + form);
        __builtin_prefetch(read->sense + form);
        __builtin_prefetch(read->by_reading + row);
        __builtin_prefetch(read->by_reading + row + read->readings - 1);
    }
}

void adlar_fetch_sounds(const Read *read, int64_t name) {
    for (int64_t token = read->first[name]; token < read->first[name + 1]; token++) {
        const int32_t *sound = read->by_reading + (int64_t)read->form[token] * read->readings;
        __builtin_prefetch(read->codes + (int64_t)sound[0] * MAX_SOUNDS);
        __builtin_prefetch(read->size + sound[0]);
        for (int64_t reading = 0; reading < read->readings; reading++) {
            if (reading && sound[reading] == sound[reading - 1])
                continue;
            __builtin_prefetch(read->skeletons + sound[reading]);
            __builtin_prefetch(read->shapes + sound[reading]);
        }
    }
}

/* The keys of the names from `begin` to `end`. The columns that are filled have room for adlar_most_keys a name;
   `count` is how many there are. */
void adlar_keys(const Read *read, const KeyRules *by, int64_t begin, int64_t end, int64_t *row, uint64_t *key,
                uint8_t *level, int64_t *count) {
    Key keys[2 + MAX_ORTHOGRAPHIES * (2 + MAX_TOKENS)];
    int64_t at = 0;
    for (int64_t name = begin; name < end; name++) {
        if (name + 2 * NAMES_AHEAD < end)
            adlar_fetch_forms(read, name + 2 * NAMES_AHEAD);
        if (name + NAMES_AHEAD < end)
            adlar_fetch_sounds(read, name + NAMES_AHEAD);
        const int found = adlar_keys_of(read, by, name, keys);
        for (int i = 0; i < found; i++, at++) {
            row[at] = name;
            key[at] = keys[i].key;
            level[at] = keys[i].level;
        }
    }
    *count = at;
}
