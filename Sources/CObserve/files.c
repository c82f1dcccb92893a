// Hooks of what opens, renames and removes files. Each does the work first, and records what was done.

#define _GNU_SOURCE
#include "include/observe.h"
#include "next.h"
#include "ring.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Files of the kernel's own are no data, and programs read them in loops.
static int is_kernels(const char *path) {
    return path[0] == '/' &&
           (strncmp(path, "/proc/", 6) == 0 || strncmp(path, "/dev/", 5) == 0 ||
            strncmp(path, "/sys/", 5) == 0);
}

static void opened(int descriptor, int at, const char *path, int flags) {
    if (descriptor < 0 || !observe_ring || !path) return;
    if (flags & (O_DIRECTORY | O_PATH)) return;  // O_TMPFILE has the bit of O_DIRECTORY too.
    if (is_kernels(path)) return;
    observe_path(OBSERVE_OPENED, (uint32_t)flags, at, path);
}

static int has_mode(int flags) {
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE;
}

#define MODE_AFTER(last)                          \
    mode_t mode = 0;                              \
    if (has_mode(flags)) {                        \
        va_list rest;                             \
        va_start(rest, last);                     \
        mode = va_arg(rest, mode_t);              \
        va_end(rest);                             \
    }

OBSERVE_EXPORTED int open(const char *path, int flags, ...) {
    MODE_AFTER(flags)
    int descriptor = NEXT(open)(path, flags, mode);
    opened(descriptor, AT_FDCWD, path, flags);
    return descriptor;
}

OBSERVE_EXPORTED int open64(const char *path, int flags, ...) {
    MODE_AFTER(flags)
    int descriptor = NEXT(open64)(path, flags, mode);
    opened(descriptor, AT_FDCWD, path, flags);
    return descriptor;
}

OBSERVE_EXPORTED int openat(int at, const char *path, int flags, ...) {
    MODE_AFTER(flags)
    int descriptor = NEXT(openat)(at, path, flags, mode);
    opened(descriptor, at, path, flags);
    return descriptor;
}

OBSERVE_EXPORTED int openat64(int at, const char *path, int flags, ...) {
    MODE_AFTER(flags)
    int descriptor = NEXT(openat64)(at, path, flags, mode);
    opened(descriptor, at, path, flags);
    return descriptor;
}

// What compilers make of `open` without a mode when they check buffers.
int __open_2(const char *, int);
int __open64_2(const char *, int);
int __openat_2(int, const char *, int);
int __openat64_2(int, const char *, int);

OBSERVE_EXPORTED int __open_2(const char *path, int flags) {
    int descriptor = NEXT(__open_2)(path, flags);
    opened(descriptor, AT_FDCWD, path, flags);
    return descriptor;
}

OBSERVE_EXPORTED int __open64_2(const char *path, int flags) {
    int descriptor = NEXT(__open64_2)(path, flags);
    opened(descriptor, AT_FDCWD, path, flags);
    return descriptor;
}

OBSERVE_EXPORTED int __openat_2(int at, const char *path, int flags) {
    int descriptor = NEXT(__openat_2)(at, path, flags);
    opened(descriptor, at, path, flags);
    return descriptor;
}

OBSERVE_EXPORTED int __openat64_2(int at, const char *path, int flags) {
    int descriptor = NEXT(__openat64_2)(at, path, flags);
    opened(descriptor, at, path, flags);
    return descriptor;
}

OBSERVE_EXPORTED int creat(const char *path, mode_t mode) {
    int descriptor = NEXT(creat)(path, mode);
    opened(descriptor, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC);
    return descriptor;
}

OBSERVE_EXPORTED int creat64(const char *path, mode_t mode) {
    int descriptor = NEXT(creat64)(path, mode);
    opened(descriptor, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC);
    return descriptor;
}

// MARK: Streams

static void opened_stream(FILE *stream, const char *path, const char *mode) {
    if (!stream || !path || !mode) return;
    int access = strchr(mode, '+') ? O_RDWR : mode[0] == 'r' ? O_RDONLY : O_WRONLY;
    int rest = mode[0] == 'w' ? O_CREAT | O_TRUNC : mode[0] == 'a' ? O_CREAT | O_APPEND : 0;
    opened(0, AT_FDCWD, path, access | rest);
}

OBSERVE_EXPORTED FILE *fopen(const char *path, const char *mode) {
    FILE *stream = NEXT(fopen)(path, mode);
    opened_stream(stream, path, mode);
    return stream;
}

OBSERVE_EXPORTED FILE *fopen64(const char *path, const char *mode) {
    FILE *stream = NEXT(fopen64)(path, mode);
    opened_stream(stream, path, mode);
    return stream;
}

OBSERVE_EXPORTED FILE *freopen(const char *path, const char *mode, FILE *old) {
    FILE *stream = NEXT(freopen)(path, mode, old);
    opened_stream(stream, path, mode);
    return stream;
}

OBSERVE_EXPORTED FILE *freopen64(const char *path, const char *mode, FILE *old) {
    FILE *stream = NEXT(freopen64)(path, mode, old);
    opened_stream(stream, path, mode);
    return stream;
}

// MARK: Temporary files, which are often renamed in the end

static int made(int descriptor, const char *path) {
    opened(descriptor, AT_FDCWD, path, O_RDWR | O_CREAT | O_EXCL);
    return descriptor;
}

OBSERVE_EXPORTED int mkstemp(char *path) { return made(NEXT(mkstemp)(path), path); }

OBSERVE_EXPORTED int mkstemp64(char *path) { return made(NEXT(mkstemp64)(path), path); }

OBSERVE_EXPORTED int mkostemp(char *path, int flags) {
    return made(NEXT(mkostemp)(path, flags), path);
}

OBSERVE_EXPORTED int mkostemp64(char *path, int flags) {
    return made(NEXT(mkostemp64)(path, flags), path);
}

OBSERVE_EXPORTED int mkstemps(char *path, int suffix) {
    return made(NEXT(mkstemps)(path, suffix), path);
}

OBSERVE_EXPORTED int mkstemps64(char *path, int suffix) {
    return made(NEXT(mkstemps64)(path, suffix), path);
}

OBSERVE_EXPORTED int mkostemps(char *path, int suffix, int flags) {
    return made(NEXT(mkostemps)(path, suffix, flags), path);
}

OBSERVE_EXPORTED int mkostemps64(char *path, int suffix, int flags) {
    return made(NEXT(mkostemps64)(path, suffix, flags), path);
}

// MARK: Names

OBSERVE_EXPORTED int rename(const char *from, const char *to) {
    int result = NEXT(rename)(from, to);
    if (result == 0) observe_paths(OBSERVE_RENAMED, AT_FDCWD, from, AT_FDCWD, to);
    return result;
}

OBSERVE_EXPORTED int renameat(int from_at, const char *from, int to_at, const char *to) {
    int result = NEXT(renameat)(from_at, from, to_at, to);
    if (result == 0) observe_paths(OBSERVE_RENAMED, from_at, from, to_at, to);
    return result;
}

OBSERVE_EXPORTED int renameat2(
    int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    __typeof__(&renameat2) next = NEXT(renameat2);
    if (!next) {
        errno = ENOSYS;
        return -1;
    }
    int result = next(from_at, from, to_at, to, flags);
    if (result != 0) return result;
    if (flags & RENAME_EXCHANGE) {
        // Both are other files now, and both were written by somebody before.
        observe_path(OBSERVE_OPENED, O_WRONLY, from_at, from);
        observe_path(OBSERVE_OPENED, O_WRONLY, to_at, to);
    } else {
        observe_paths(OBSERVE_RENAMED, from_at, from, to_at, to);
    }
    return result;
}

OBSERVE_EXPORTED int unlink(const char *path) {
    int result = NEXT(unlink)(path);
    if (result == 0) observe_path(OBSERVE_REMOVED, 0, AT_FDCWD, path);
    return result;
}

OBSERVE_EXPORTED int unlinkat(int at, const char *path, int flags) {
    int result = NEXT(unlinkat)(at, path, flags);
    if (result == 0 && !(flags & AT_REMOVEDIR)) observe_path(OBSERVE_REMOVED, 0, at, path);
    return result;
}

OBSERVE_EXPORTED int remove(const char *path) {
    int result = NEXT(remove)(path);
    if (result == 0) observe_path(OBSERVE_REMOVED, 0, AT_FDCWD, path);
    return result;
}

OBSERVE_EXPORTED int link(const char *from, const char *to) {
    int result = NEXT(link)(from, to);
    if (result == 0) observe_paths(OBSERVE_LINKED, AT_FDCWD, from, AT_FDCWD, to);
    return result;
}

OBSERVE_EXPORTED int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
    int result = NEXT(linkat)(from_at, from, to_at, to, flags);
    if (result == 0) observe_paths(OBSERVE_LINKED, from_at, from, to_at, to);
    return result;
}

OBSERVE_EXPORTED int truncate(const char *path, off_t size) {
    int result = NEXT(truncate)(path, size);
    if (result == 0) observe_path(OBSERVE_OPENED, O_WRONLY, AT_FDCWD, path);
    return result;
}

OBSERVE_EXPORTED int truncate64(const char *path, off64_t size) {
    int result = NEXT(truncate64)(path, size);
    if (result == 0) observe_path(OBSERVE_OPENED, O_WRONLY, AT_FDCWD, path);
    return result;
}

// MARK: The working folder

OBSERVE_EXPORTED int chdir(const char *path) {
    int result = NEXT(chdir)(path);
    if (result == 0) observe_moved();
    return result;
}

OBSERVE_EXPORTED int fchdir(int descriptor) {
    int result = NEXT(fchdir)(descriptor);
    if (result == 0) observe_moved();
    return result;
}
