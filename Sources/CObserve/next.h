// The function that a hook stands before: the next of its name that the loader finds.

#ifndef ASSAY_NEXT_H
#define ASSAY_NEXT_H

#include <dlfcn.h>
#include <stdatomic.h>

#define OBSERVE_EXPORTED __attribute__((visibility("default")))

// Looked up once. A library that begins before this one may call a hook that early.
static inline void *observe_next(_Atomic(void *) *kept, const char *name) {
    void *next = atomic_load_explicit(kept, memory_order_relaxed);
    if (__builtin_expect(next == 0, 0)) {
        next = dlsym(RTLD_NEXT, name);
        atomic_store_explicit(kept, next, memory_order_relaxed);
    }
    return next;
}

// `NEXT(function)(arguments)` calls what the hook of that name stands before. When there is none, as
// in a C library that is older than the function, the call fails as the kernel's would.
#define NEXT(name)                                            \
    ({                                                        \
        static _Atomic(void *) kept_##name;                   \
        (__typeof__(&name))observe_next(&kept_##name, #name); \
    })

#endif
