// Writing into the ring, for the hooks.

#ifndef ASSAY_RING_H
#define ASSAY_RING_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define OBSERVE_HIDDEN __attribute__((visibility("hidden")))
#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)

// Whether there is a ring; before and without it every hook just passes on.
OBSERVE_HIDDEN extern struct observe_head *observe_ring;

// What the environment said when the program began, as `NAME=value`; empty when it did not.
OBSERVE_HIDDEN extern char observe_variable[64];
// The path of this library, as LD_PRELOAD has it.
OBSERVE_HIDDEN extern char observe_library[4096];

// Records what was done to one path, or two; a relative one starts in the folder `at`.
OBSERVE_HIDDEN void observe_path(uint16_t kind, uint32_t flags, int at, const char *path);
OBSERVE_HIDDEN void observe_paths(
    uint16_t kind, int at, const char *path, int second_at, const char *second);
// Records what a process, this one or another, is about.
OBSERVE_HIDDEN void observe_process(uint16_t kind, pid_t process, const char *path);
// The working folder is another one now.
OBSERVE_HIDDEN void observe_moved(void);

// System calls that leave errno alone, and that nobody else hooks.
OBSERVE_HIDDEN long observe_call(long number, long a, long b, long c, long d);

#endif
