#include <bzlib.h>
#include <lz4.h>
#include <lz4frame.h>
#include <lzma.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

/* What the libraries declare as macros, which Swift cannot see. */
static inline int assay_inflate_init(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}

/* Begins a raw LZMA decoder of one coder with these properties, in at most `memory` bytes;
   `branch` is the filter for a processor's jumps before it, or 0. */
static inline lzma_ret assay_lzma_raw(lzma_stream *stream, lzma_vli branch, lzma_vli coder,
                                      const uint8_t *properties, size_t size, uint64_t memory) {
    lzma_filter filters[3] = {{branch, NULL}, {coder, NULL}, {LZMA_VLI_UNKNOWN, NULL}};
    lzma_filter *first = branch == 0 ? &filters[1] : filters;
    lzma_ret status = lzma_properties_decode(&filters[1], NULL, properties, size);
    if (status != LZMA_OK) return status;
    status = lzma_raw_decoder_memusage(first) > memory ? LZMA_MEMLIMIT_ERROR
                                                      : lzma_raw_decoder(stream, first);
    free(filters[1].options);
    return status;
}
