// The rounds by the SHA extensions, the message schedule by AVX-512VL.
//
// The schedule does not depend on the rounds, so it is made ahead: while a batch of four blocks goes
// through its rounds, whose instructions wait for one another and leave most of the processor unused,
// the schedules of the next four are made side by side, one block in each of a vector's four words.
// The extensions' own instructions for the schedule (`sha256msg1`, `sha256msg2`) would hold the
// rounds up: they take 12 cycles of the same unit for every four rounds, as was measured on Ice Lake.
//
// Vectors have 128 bits and not more: once an instruction has written a longer one, each of the
// extensions' instructions takes half as long again, as was measured too.

#include "kernels.h"

#if defined(__x86_64__)

#define WITH_BOTH __attribute__((target("sha,sse4.1,avx512f,avx512vl")))
#define INLINE_WITH_BOTH \
    static inline __attribute__((always_inline, target("sha,sse4.1,avx512f,avx512vl")))

/// What the rounds of four blocks take in: of each pair of rounds a row, in a row for each block two
/// words of its schedule with their constants added.
struct inputs {
    uint64_t rows[32][4];
} __attribute__((aligned(64)));

/// The four blocks whose schedules are made: two that follow one another, and two more.
struct batch {
    const uint8_t *first, *second;
};

/// The exclusive or of three.
INLINE_WITH_BOTH __m128i xor3(__m128i a, __m128i b, __m128i c) {
    return _mm_ternarylogic_epi32(a, b, c, 0x96);
}

/// The first 16 words of the schedule are the block itself; these are four of them.
INLINE_WITH_BOTH void load_words(__m128i words[16], int index, struct batch batch) {
    __m128i a = words_at(batch.first + 4 * index), b = words_at(batch.first + 64 + 4 * index);
    __m128i c = words_at(batch.second + 4 * index), d = words_at(batch.second + 64 + 4 * index);
    __m128i ab_low = _mm_unpacklo_epi32(a, b), ab_high = _mm_unpackhi_epi32(a, b);
    __m128i cd_low = _mm_unpacklo_epi32(c, d), cd_high = _mm_unpackhi_epi32(c, d);
    words[index] = _mm_unpacklo_epi64(ab_low, cd_low);
    words[index + 1] = _mm_unpackhi_epi64(ab_low, cd_low);
    words[index + 2] = _mm_unpacklo_epi64(ab_high, cd_high);
    words[index + 3] = _mm_unpackhi_epi64(ab_high, cd_high);
}

/// The next word of the schedule, in the place of the oldest.
INLINE_WITH_BOTH void next_word(__m128i words[16], int index) {
    __m128i early = words[(index + 1) % 16], late = words[(index + 14) % 16];
    __m128i early_sum =
        xor3(_mm_ror_epi32(early, 7), _mm_ror_epi32(early, 18), _mm_srli_epi32(early, 3));
    __m128i late_sum =
        xor3(_mm_ror_epi32(late, 17), _mm_ror_epi32(late, 19), _mm_srli_epi32(late, 10));
    __m128i plain = _mm_add_epi32(words[index], words[(index + 9) % 16]);
    words[index] = _mm_add_epi32(_mm_add_epi32(plain, early_sum), late_sum);
}

INLINE_WITH_BOTH void store_row(__m128i first, __m128i second, int round, struct inputs *inputs) {
    first = _mm_add_epi32(first, _mm_set1_epi32((int)csha256_constants[round]));
    second = _mm_add_epi32(second, _mm_set1_epi32((int)csha256_constants[round + 1]));
    __m128i *row = (__m128i *)inputs->rows[round / 2];
    _mm_store_si128(row, _mm_unpacklo_epi32(first, second));
    _mm_store_si128(row + 1, _mm_unpackhi_epi32(first, second));
}

/// One of the 64 steps in which the schedules of a batch are made.
INLINE_WITH_BOTH void schedule(
    __m128i words[16], int quarter, int index, struct batch batch, struct inputs *inputs) {
    if (quarter > 0) next_word(words, index);
    if (quarter == 0 && index % 4 == 0) load_words(words, index, batch);
    if (index % 2 == 1) store_row(words[index - 1], words[index], 16 * quarter + index - 1, inputs);
}

/// The schedules of a first batch, while there is nothing else to do.
WITH_BOTH static void prepare(struct batch batch, struct inputs *inputs) {
    __m128i words[16];
#pragma GCC unroll 4
    for (int quarter = 0; quarter < 4; quarter++) {
#pragma GCC unroll 16
        for (int index = 0; index < 16; index++) schedule(words, quarter, index, batch, inputs);
    }
}

INLINE_WITH_BOTH __m128i input(const struct inputs *inputs, int pair, int block) {
    return _mm_loadl_epi64((const __m128i *)&inputs->rows[pair][block]);
}

WITH_BOTH void sha_avx512_compress(csha256_state *state, const uint8_t *blocks, size_t batches) {
    struct inputs both[2], *now = &both[0], *next = &both[1];
    struct lane lane = lane_of(state);
    prepare((struct batch){blocks, blocks + 128}, now);
    for (; batches > 0; batches--) {
        // After the last batch there is none: its schedules are made again, and not used.
        blocks += batches > 1 ? 64 * SHA_AVX512_BLOCKS : 0;
        struct batch batch = {blocks, blocks + 128};
        __m128i words[16];
#pragma GCC unroll 4
        for (int block = 0; block < 4; block++) {
            struct lane before = lane;
#pragma GCC unroll 16
            for (int index = 0; index < 16; index++) {
                lane = two_rounds(lane, input(now, 2 * index, block));
                lane = two_rounds(lane, input(now, 2 * index + 1, block));
                schedule(words, block, index, batch, next);
            }
            lane = sum(lane, before);
        }
        struct inputs *used = now;
        now = next;
        next = used;
    }
    store_lane(lane, state);
}

WITH_BOTH void sha_avx512_compress_pair(
    csha256_state *first, const uint8_t *first_blocks, csha256_state *second,
    const uint8_t *second_blocks, size_t batches) {
    struct inputs both[2], *now = &both[0], *next = &both[1];
    struct lane one = lane_of(first), two = lane_of(second);
    struct lane one_before = one, two_before = two;
    prepare((struct batch){first_blocks, second_blocks}, now);
    for (; batches > 0; batches--) {
        size_t step = batches > 1 ? 64 * SHA_AVX512_PAIR_BLOCKS : 0;
        first_blocks += step;
        second_blocks += step;
        struct batch batch = {first_blocks, second_blocks};
        __m128i words[16];
        // A quarter of the schedules takes as long as half a block of each stream.
#pragma GCC unroll 4
        for (int quarter = 0; quarter < 4; quarter++) {
#pragma GCC unroll 16
            for (int index = 0; index < 16; index++) {
                int pair = 16 * (quarter % 2) + index;
                one = two_rounds(one, input(now, pair, quarter / 2));
                two = two_rounds(two, input(now, pair, 2 + quarter / 2));
                schedule(words, quarter, index, batch, next);
            }
            if (quarter % 2 == 1) {
                one_before = one = sum(one, one_before);
                two_before = two = sum(two, two_before);
            }
        }
        struct inputs *used = now;
        now = next;
        next = used;
    }
    store_lane(one, first);
    store_lane(two, second);
}

#endif
