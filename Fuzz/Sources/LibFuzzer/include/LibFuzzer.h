// The one function of libFuzzer that our programs call; `-sanitize=fuzzer` links it in.
// Source: https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv,
                        int (*check)(const uint8_t *data, size_t size));
