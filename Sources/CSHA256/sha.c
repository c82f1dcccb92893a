// The SHA extensions alone.

#include "kernels.h"

#if defined(__x86_64__)

/// Four of the 64 rounds, and before them the four words of the schedule that they need.
///
/// - words: The last 16 words of the schedule, the oldest four at `group % 4`.
INLINE_WITH_SHA struct lane four_rounds(
    struct lane lane, __m128i words[4], int group, const uint8_t *block) {
    if (group < 4) {
        words[group] = words_at(block + 16 * group);
    } else {
        __m128i last = words[(group + 3) % 4];
        __m128i seven_before = _mm_alignr_epi8(last, words[(group + 2) % 4], 4);
        __m128i begun = _mm_sha256msg1_epu32(words[group % 4], words[(group + 1) % 4]);
        words[group % 4] = _mm_sha256msg2_epu32(_mm_add_epi32(begun, seven_before), last);
    }
    __m128i input = _mm_add_epi32(
        words[group % 4], _mm_load_si128((const __m128i *)(csha256_constants + 4 * group)));
    // Two rounds turn (abef, cdgh) into each other's places.
    struct lane half = two_rounds(lane, input);
    return two_rounds(half, _mm_shuffle_epi32(input, 0x0E));
}

WITH_SHA void sha_compress(csha256_state *state, const uint8_t *blocks, size_t count) {
    struct lane lane = lane_of(state);
    for (; count > 0; count--, blocks += 64) {
        struct lane before = lane;
        __m128i words[4];
#pragma GCC unroll 16
        for (int group = 0; group < 16; group++) lane = four_rounds(lane, words, group, blocks);
        lane = sum(lane, before);
    }
    store_lane(lane, state);
}

WITH_SHA void sha_compress_pair(
    csha256_state *first, const uint8_t *first_blocks, csha256_state *second,
    const uint8_t *second_blocks, size_t count) {
    struct lane one = lane_of(first), two = lane_of(second);
    for (; count > 0; count--, first_blocks += 64, second_blocks += 64) {
        struct lane one_before = one, two_before = two;
        __m128i one_words[4], two_words[4];
#pragma GCC unroll 16
        for (int group = 0; group < 16; group++) {
            one = four_rounds(one, one_words, group, first_blocks);
            two = four_rounds(two, two_words, group, second_blocks);
        }
        one = sum(one, one_before);
        two = sum(two, two_before);
    }
    store_lane(one, first);
    store_lane(two, second);
}

#endif
