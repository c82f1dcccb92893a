// SHA-256's compression function by a processor's own instructions, for one stream and for two at
// once. Padding and buffering are Swift's, in Transparency/Identity/SHA256Stream.swift.
//
// Source: FIPS 180-4, section 6.2.2; Intel, "Intel SHA Extensions" (2013).

#ifndef CSHA256_H
#define CSHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Which instructions hash.
typedef enum __attribute__((enum_extensibility(closed))) csha256_kernel {
    /// None: this processor has none, or the program was built for one that has none.
    CSHA256_KERNEL_NONE = 0,
    /// The SHA extensions (SHA-NI) make the message schedule and the rounds.
    CSHA256_KERNEL_SHA = 1,
    /// The SHA extensions make the rounds; meanwhile AVX-512VL, which nothing else needs, makes the
    /// schedules of the next four blocks.
    CSHA256_KERNEL_SHA_AVX512 = 2,
} csha256_kernel;

/// The hash's eight words, in the machine's order.
typedef struct {
    uint32_t words[8];
} csha256_state;

/// The quickest that this processor and its system allow; it can run those before it too.
///
/// Asks the processor each time, which takes microseconds in a virtual machine: keep the answer.
csha256_kernel csha256_best_kernel(void);

/// Goes on with a stream over whole blocks.
///
/// - kernel: At most the best; with none, the state stays.
/// - blocks: `64 * count` bytes, aligned or not.
void csha256_compress(
    csha256_kernel kernel, csha256_state *state, const uint8_t *blocks, size_t count);

/// Goes on with two streams over as many blocks each, in less time than with one after the other:
/// each round of a stream waits for the one before, and those of the other fill the pauses.
///
/// The states may not overlap; the blocks may.
void csha256_compress_pair(
    csha256_kernel kernel, csha256_state *first, const uint8_t *first_blocks,
    csha256_state *second, const uint8_t *second_blocks, size_t count);

/// The same of blocks in a mapped file, which saves copying them.
///
/// Returns false when some of them cannot be read, because the file was cut short or its disk failed;
/// then the states are of no use. SIGBUS is caught from the first call on, and handed on to whoever
/// caught it before when it is not about these blocks.
bool csha256_compress_mapped(
    csha256_kernel kernel, csha256_state *state, const uint8_t *blocks, size_t count);
bool csha256_compress_pair_mapped(
    csha256_kernel kernel, csha256_state *first, const uint8_t *first_blocks,
    csha256_state *second, const uint8_t *second_blocks, size_t count);

#endif
