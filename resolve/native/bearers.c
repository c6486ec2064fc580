/* Persons who bear a single name among others: resolve.candidates.bearers, one query at a time. */

#include "keys.h"
#include "lookup.h"
#include "spread.h"

/* The names of one shape that are looked through. */
typedef struct {
    int64_t at, end;
} Bearing;

/* The token of a name that alone is a name proper, or -1. */
static int64_t only_proper(const Read *read, const KeyRules *by, int64_t query) {
    int64_t found = -1;
    for (int64_t token = read->first[query]; token < read->first[query + 1]; token++) {
        if (!by->proper[read->role[token]])
            continue;
        if (found >= 0)
            return -1;
        found = token;
    }
    return found;
}

/* The least name of a person that some shape holds, and step over it; -1 when there is no more. */
static int64_t next_person(const Lookup *ix, const Bounds *bounds, Bearing *bearings, int shapes) {
    int64_t least = -1;
    for (int i = 0; i < shapes; i++) {
        Bearing *bearing = &bearings[i];
        while (bearing->at < bearing->end && ix->kind[ix->name[bearing->at]] != bounds->person)
            bearing->at++;
        if (bearing->at < bearing->end && (least < 0 || ix->name[bearing->at] < least))
            least = ix->name[bearing->at];
    }
    for (int i = 0; i < shapes && least >= 0; i++)
        while (bearings[i].at < bearings[i].end && ix->name[bearings[i].at] == least)
            bearings[i].at++;
    return least;
}

/* Add to pairs of a query and a name, which stand by both, the persons that bear a query's name proper, if it has but
   one: by query and name, and without those that are among the first `found` already. There is room for bearer_limit
   names a query more; `count` is how many pairs there are then. */
void adlar_bearers(const Read *read, const KeyRules *by, const Lookup *ix, const Bounds *bounds, int64_t found,
                   int64_t *count, int64_t *query, int64_t *name) {
    Bearing bearings[MAX_ORTHOGRAPHIES];
    int64_t at = found, before = 0;
    for (int64_t row = 0; row < read->names; row++) {
        const int64_t token = only_proper(read, by, row);
        if (token < 0)
            continue;
        const int32_t form = read->form[token];
        int shapes = 0;
        for (int64_t i = read->sound_first[form]; i < read->sound_first[form + 1] && shapes < MAX_ORTHOGRAPHIES; i++) {
            const int64_t place = row_among(ix->shape, ix->shapes, read->shapes[read->sound[i]]);
            if (place < 0)
                continue;
            const int64_t begin = ix->name_first[place], size = ix->name_first[place + 1] - begin;
            const Bearing new = {begin, begin + (size < bounds->bearers_read ? size : bounds->bearers_read)};
            bearings[shapes++] = new;
        }
        for (int taken = 0; taken < bounds->bearer_limit; taken++) {
            const int64_t person = next_person(ix, bounds, bearings, shapes);
            if (person < 0)
                break;
            while (before < found && (query[before] < row || (query[before] == row && name[before] < person)))
                before++;
            if (before < found && query[before] == row && name[before] == person)
                continue;
            query[at] = row;
            name[at++] = person;
        }
    }
    *count = at;
}
