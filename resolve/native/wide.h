/* Functions that are compiled twice: for any machine, and for those that count bits in one step and need no copies
   of what they shift. The loader chooses, where it can. ADLAR_NARROW leaves that out. */

#ifndef ADLAR_WIDE_H
#define ADLAR_WIDE_H

#include <stdint.h> /* tells which C library this is */

#if !defined(ADLAR_NARROW) && defined(__x86_64__) && defined(__GLIBC__) && \
    (!defined(__clang__) || __clang_major__ >= 14)
#define WIDE __attribute__((target_clones("default", "avx2")))
#else
#define WIDE
#endif

#endif
