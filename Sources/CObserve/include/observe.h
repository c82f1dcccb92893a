// What the observer and `assay run` share: a ring of records in memory that both have mapped.
//
// The observer is loaded into programs that Assay did not write. It allocates nothing, takes no lock,
// never waits and never changes errno; what finds no place in the ring is counted and left out.
//
// `Sources/Observation/Ring/RingLayout.swift` says the same in Swift: whoever reads trusts none of it.

#ifndef ASSAY_OBSERVE_H
#define ASSAY_OBSERVE_H

#include <stdint.h>

#define OBSERVE_MAGIC 0x3152534259415341ull
#define OBSERVE_VERSION 1u
#define OBSERVE_ENVIRONMENT "ASSAY_OBSERVE"

#define OBSERVE_HEAD_SIZE 4096u
#define OBSERVE_SLOT_SIZE 128u
#define OBSERVE_RECORD_HEAD_SIZE 32u
// No path that the kernel takes is longer; a record has two.
#define OBSERVE_PATH_MAX 8191u

// At the beginning of the ring, each on a cache line of its own.
struct observe_head {
    uint64_t magic;
    uint32_t version;
    // A power of two.
    uint32_t slot_count;
    uint8_t padding0[48];
    // Slots handed out so far; only grows.
    _Atomic uint64_t head;
    uint8_t padding1[56];
    // Slots that were read and may be written again.
    _Atomic uint64_t tail;
    uint8_t padding2[56];
    // Records that found no place.
    _Atomic uint64_t dropped;
    // Records whose path could not be made out.
    _Atomic uint64_t unresolved;
};

// At the beginning of a record's first slot; its paths follow, on into the slots after it.
struct observe_record {
    // The number of the slot, counted from 1 over all rounds: written last.
    _Atomic uint64_t sequence;
    uint32_t process;
    uint16_t kind;
    uint16_t reserved;
    // Of `open`; what else it is for, the kind says.
    uint32_t flags;
    uint16_t first_size;
    uint16_t second_size;
    // CLOCK_REALTIME_COARSE, the clock that the kernel stamps files by.
    int64_t nanoseconds;
};

enum observe_kind {
    // A program began with the observer in it: its path.
    OBSERVE_HELLO = 1,
    // A process forked and goes on as it is.
    OBSERVE_FORKED = 2,
    OBSERVE_OPENED = 3,
    // From the first path to the second.
    OBSERVE_RENAMED = 4,
    OBSERVE_REMOVED = 5,
    // The second path is another name of the first.
    OBSERVE_LINKED = 6,
    // A process is about to become another program: its path.
    OBSERVE_EXECUTING = 7,
    OBSERVE_EXECUTION_FAILED = 8,
    // Another program was started; the process is the new one.
    OBSERVE_SPAWNED = 9,
};

#endif
