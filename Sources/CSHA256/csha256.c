// Which kernel runs.

#include "CSHA256.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <stdbool.h>

#include "kernels.h"

const uint32_t csha256_constants[64] __attribute__((aligned(64))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/// What the system saves of a thread's registers when it runs another (XCR0).
static uint32_t saved_registers(void) {
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

/// Source: Intel, "Software Developer's Manual", volume 1, sections 12.12 and 15.2 to 15.4.
csha256_kernel csha256_best_kernel(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return CSHA256_KERNEL_NONE;
    bool has_ssse3 = c >> 9 & 1, has_sse4_1 = c >> 19 & 1, has_xgetbv = c >> 27 & 1;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return CSHA256_KERNEL_NONE;
    bool has_sha = b >> 29 & 1, has_avx512f = b >> 16 & 1, has_avx512vl = b >> 31 & 1;
    if (!has_ssse3 || !has_sse4_1 || !has_sha) return CSHA256_KERNEL_NONE;
    if (!has_avx512f || !has_avx512vl || !has_xgetbv) return CSHA256_KERNEL_SHA;
    const uint32_t all_vectors = 0xE6;
    bool saves_vectors = (saved_registers() & all_vectors) == all_vectors;
    return saves_vectors ? CSHA256_KERNEL_SHA_AVX512 : CSHA256_KERNEL_SHA;
}

/// Below these, what a kernel does before its first batch takes longer than it saves.
enum { batched_blocks_min = 16, batched_pair_blocks_min = 8 };

void csha256_compress(
    csha256_kernel kernel, csha256_state *state, const uint8_t *blocks, size_t count) {
    if (kernel == CSHA256_KERNEL_NONE) return;
    size_t rest = count;
    if (kernel == CSHA256_KERNEL_SHA_AVX512 && count >= batched_blocks_min) {
        rest = count % SHA_AVX512_BLOCKS;
        sha_avx512_compress(state, blocks, count / SHA_AVX512_BLOCKS);
    }
    sha_compress(state, blocks + 64 * (count - rest), rest);
}

void csha256_compress_pair(
    csha256_kernel kernel, csha256_state *first, const uint8_t *first_blocks,
    csha256_state *second, const uint8_t *second_blocks, size_t count) {
    if (kernel == CSHA256_KERNEL_NONE) return;
    size_t rest = count;
    if (kernel == CSHA256_KERNEL_SHA_AVX512 && count >= batched_pair_blocks_min) {
        rest = count % SHA_AVX512_PAIR_BLOCKS;
        sha_avx512_compress_pair(
            first, first_blocks, second, second_blocks, count / SHA_AVX512_PAIR_BLOCKS);
    }
    size_t done = 64 * (count - rest);
    sha_compress_pair(first, first_blocks + done, second, second_blocks + done, rest);
}

#else

csha256_kernel csha256_best_kernel(void) { return CSHA256_KERNEL_NONE; }

void csha256_compress(
    csha256_kernel kernel, csha256_state *state, const uint8_t *blocks, size_t count) {
    (void)kernel, (void)state, (void)blocks, (void)count;
}

void csha256_compress_pair(
    csha256_kernel kernel, csha256_state *first, const uint8_t *first_blocks,
    csha256_state *second, const uint8_t *second_blocks, size_t count) {
    (void)kernel, (void)first, (void)first_blocks, (void)second, (void)second_blocks, (void)count;
}

#endif
