// Hashing what lies in a mapped file: a page that cannot be read raises SIGBUS, which is caught.

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>

#include "CSHA256.h"

/// Where this thread goes on when a page cannot be read; none while it reads no mapped file.
static _Thread_local sigjmp_buf *guarded;
static struct sigaction before;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void bus_error(int signal, siginfo_t *info, void *context) {
    if (guarded) siglongjmp(*guarded, 1);
    if (before.sa_flags & SA_SIGINFO) {
        before.sa_sigaction(signal, info, context);
    } else if (before.sa_handler == SIG_DFL || before.sa_handler == SIG_IGN) {
        // The access is tried again, and ends the program as it would have.
        sigaction(signal, &before, NULL);
    } else {
        before.sa_handler(signal);
    }
}

static void install(void) {
    struct sigaction action = {0};
    action.sa_sigaction = bus_error;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &before);
}

bool csha256_compress_mapped(
    csha256_kernel kernel, csha256_state *state, const uint8_t *blocks, size_t count) {
    pthread_once(&once, install);
    sigjmp_buf place;
    bool is_whole = sigsetjmp(place, 1) == 0;
    if (is_whole) {
        guarded = &place;
        csha256_compress(kernel, state, blocks, count);
    }
    guarded = NULL;
    return is_whole;
}

bool csha256_compress_pair_mapped(
    csha256_kernel kernel, csha256_state *first, const uint8_t *first_blocks,
    csha256_state *second, const uint8_t *second_blocks, size_t count) {
    pthread_once(&once, install);
    sigjmp_buf place;
    bool is_whole = sigsetjmp(place, 1) == 0;
    if (is_whole) {
        guarded = &place;
        csha256_compress_pair(kernel, first, first_blocks, second, second_blocks, count);
    }
    guarded = NULL;
    return is_whole;
}
