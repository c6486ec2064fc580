/* What each token does in its name: resolve.names.roles, one name after the other. */

#include "engine.h"

/* The members of resolve.text.words.Role that the rules speak of. */
enum { CORE, GENERIC, QUALIFIER, PARTICLE, TITLE, LEGAL, MARK, PATRONYMIC, INITIAL };

static int cores(const uint8_t *role, int64_t size) {
    int count = 0;
    for (int64_t k = 0; k < size; k++)
        count += role[k] == CORE;
    return count;
}

/* Rules 1 and 2: what is a name in a person's name, and what an office is. */
static void by_kind(uint8_t *role, const uint8_t *sensed, int64_t size, bool person, bool body) {
    int64_t last = -1;
    for (int64_t k = 0; k < size; k++) {
        const uint8_t is = role[k];
        if (person && (is == GENERIC || is == QUALIFIER || is == LEGAL || (is == PARTICLE && sensed[k])))
            role[k] = CORE;
        else if (is == TITLE && sensed[k] && body)
            role[k] = QUALIFIER;
        if (role[k] == CORE || role[k] == INITIAL)
            last = k;
    }
    for (int64_t k = last + 1; k < size; k++)
        if (role[k] == TITLE && sensed[k])
            role[k] = CORE;
}

/* Rules 3 and 4: fathers' names, before a mark and by their ending. */
static void by_father(uint8_t *role, int64_t size) {
    const bool several = cores(role, size) > 2;
    uint8_t before = size ? role[0] : CORE;
    bool father[MAX_TOKENS] = {false};
    for (int64_t k = 1; k < size; k++) {
        const uint8_t is = role[k];
        if (is == MARK && before == CORE && several)
            role[k - 1] = PATRONYMIC, father[k - 1] = true;
        before = is;
    }
    if (cores(role, size) < 2)
        for (int64_t k = 0; k < size; k++)
            if (role[k] == PATRONYMIC && !father[k])
                role[k] = CORE;
}

/* Put right the roles of the tokens of n names, each at most MAX_TOKENS. `person` and `body` tell of each name whether
   it is known to be a person's, or of something else; `alone` of each role whether it is a name where no token is. */
void adlar_roles(uint8_t *role, const uint8_t *sensed, const int64_t *first, const uint8_t *person,
                 const uint8_t *body, int64_t n, const uint8_t *alone) {
    for (int64_t i = 0; i < n; i++) {
        uint8_t *const of_name = role + first[i];
        const int64_t size = first[i + 1] - first[i] < MAX_TOKENS ? first[i + 1] - first[i] : MAX_TOKENS;
        by_kind(of_name, sensed + first[i], size, person[i], body[i]);
        by_father(of_name, size);
        if (!cores(of_name, size))
            for (int64_t k = 0; k < size; k++)
                if (alone[of_name[k]])
                    of_name[k] = CORE;
    }
}
