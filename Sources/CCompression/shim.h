#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

/* What the libraries declare as macros, which Swift cannot see. */
static inline int assay_inflate_init(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}

/* Begins a raw LZMA decoder of one coder with these properties, in at most `memory` bytes. */
static inline lzma_ret assay_lzma_raw(lzma_stream *stream, lzma_vli coder, const uint8_t *properties,
                                      size_t size, uint64_t memory) {
    lzma_filter filters[2] = {{coder, NULL}, {LZMA_VLI_UNKNOWN, NULL}};
    lzma_ret status = lzma_properties_decode(&filters[0], NULL, properties, size);
    if (status != LZMA_OK) return status;
    status = lzma_raw_decoder_memusage(filters) > memory ? LZMA_MEMLIMIT_ERROR
                                                        : lzma_raw_decoder(stream, filters);
    free(filters[0].options);
    return status;
}
