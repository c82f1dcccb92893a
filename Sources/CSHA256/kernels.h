// What the kernels share: how the SHA extensions hold a state, and the constants of the rounds.

#ifndef CSHA256_KERNELS_H
#define CSHA256_KERNELS_H

#if defined(__x86_64__)

#include <immintrin.h>

#include "CSHA256.h"

/// Blocks of each stream that `sha_avx512_compress_pair` takes at a time, and of the one stream that
/// `sha_avx512_compress` does.
#define SHA_AVX512_PAIR_BLOCKS 2
#define SHA_AVX512_BLOCKS 4

void sha_compress(csha256_state *state, const uint8_t *blocks, size_t count);
void sha_compress_pair(
    csha256_state *first, const uint8_t *first_blocks, csha256_state *second,
    const uint8_t *second_blocks, size_t count);

/// - batches: At least 1; each of `SHA_AVX512_BLOCKS`.
void sha_avx512_compress(csha256_state *state, const uint8_t *blocks, size_t batches);
/// - batches: At least 1; each of `SHA_AVX512_PAIR_BLOCKS` of each stream.
void sha_avx512_compress_pair(
    csha256_state *first, const uint8_t *first_blocks, csha256_state *second,
    const uint8_t *second_blocks, size_t batches);

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
extern const uint32_t csha256_constants[64];

#define WITH_SHA __attribute__((target("sha,sse4.1")))
#define INLINE_WITH_SHA static inline __attribute__((always_inline, target("sha,sse4.1")))

/// A stream's eight working variables, in the order that the instructions want.
struct lane {
    __m128i abef, cdgh;
};

INLINE_WITH_SHA struct lane lane_of(const csha256_state *state) {
    __m128i dcba = _mm_loadu_si128((const __m128i *)state->words);
    __m128i hgfe = _mm_loadu_si128((const __m128i *)(state->words + 4));
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xB1);
    __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1B);
    return (struct lane){_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xF0)};
}

INLINE_WITH_SHA void store_lane(struct lane lane, csha256_state *state) {
    __m128i feba = _mm_shuffle_epi32(lane.abef, 0x1B);
    __m128i dchg = _mm_shuffle_epi32(lane.cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state->words, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(state->words + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/// Two rounds; the low half of `input` is their words of the schedule, each with its constant.
INLINE_WITH_SHA struct lane two_rounds(struct lane lane, __m128i input) {
    return (struct lane){_mm_sha256rnds2_epu32(lane.cdgh, lane.abef, input), lane.abef};
}

/// The end of a block: the variables are added to those from before it.
INLINE_WITH_SHA struct lane sum(struct lane lane, struct lane before) {
    return (struct lane){
        _mm_add_epi32(lane.abef, before.abef), _mm_add_epi32(lane.cdgh, before.cdgh)};
}

/// Four words of a block, from the wire's order to the machine's.
INLINE_WITH_SHA __m128i words_at(const uint8_t *bytes) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes), big_endian);
}

#endif
#endif
