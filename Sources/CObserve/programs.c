// Hooks of what starts programs: that it was done is recorded, and a program whose environment was
// cleared is still observed.

#define _GNU_SOURCE
#include "include/observe.h"
#include "next.h"
#include "ring.h"

#include <alloca.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

// An environment of more variables than this is passed on as it is.
#define VARIABLES_MAX 8192
#define LIST_MAX 8192

// MARK: Environments

static size_t variable_count(char *const *variables) {
    size_t count = 0;
    if (variables)
        while (variables[count] && count <= VARIABLES_MAX) count++;
    return count;
}

static int names(const char *variable, const char *name) {
    size_t size = strlen(name);
    return strncmp(variable, name, size) == 0 && variable[size] == '=';
}

// Whether a list of libraries has this one.
static int lists_library(const char *list) {
    size_t size = strlen(observe_library);
    for (const char *at = list; (at = strstr(at, observe_library)); at += size) {
        char after = at[size];
        if ((at == list || at[-1] == ':' || at[-1] == ' ') &&
            (after == 0 || after == ':' || after == ' '))
            return 1;
    }
    return 0;
}

struct mending {
    int is_needed;
    size_t count;
    // Where LD_PRELOAD stands; `count` when it does not.
    size_t preload;
};

static struct mending look(char *const *variables) {
    struct mending mending = {0, variable_count(variables), 0};
    mending.preload = mending.count;
    if (!observe_ring || !observe_library[0] || mending.count > VARIABLES_MAX) return mending;
    int has_ring = 0, has_library = 0;
    for (size_t index = 0; index < mending.count; index++) {
        if (names(variables[index], OBSERVE_ENVIRONMENT)) has_ring = 1;
        if (names(variables[index], "LD_PRELOAD")) {
            mending.preload = index;
            has_library = lists_library(variables[index] + sizeof "LD_PRELOAD");
        }
    }
    mending.is_needed = !has_ring || !has_library;
    return mending;
}

// `list` has room for LIST_MAX bytes, `mended` for three entries more than there are.
static char *const *mend(
    char *const *variables, struct mending mending, char *list, char **mended) {
    static const char name[] = "LD_PRELOAD=";
    const char *old = mending.preload < mending.count
                          ? variables[mending.preload] + sizeof name - 1 : "";
    size_t old_size = strnlen(old, LIST_MAX), own_size = strlen(observe_library);
    if (old_size + own_size + sizeof name + 2 > LIST_MAX) return variables;
    int has_library = lists_library(old);
    char *end = mempcpy(list, name, sizeof name - 1);
    end = mempcpy(end, old, old_size);
    if (!has_library) {
        if (old_size) *end++ = ':';
        end = mempcpy(end, observe_library, own_size);
    }
    *end = 0;
    size_t count = 0;
    for (size_t index = 0; index < mending.count; index++)
        if (index != mending.preload && !names(variables[index], OBSERVE_ENVIRONMENT))
            mended[count++] = variables[index];
    mended[count++] = list;
    mended[count++] = observe_variable;
    mended[count] = 0;
    return mended;
}

// The environment that the program gets; in the caller's own frame, since nothing may be allocated.
#define WATCHED(variables)                                                                \
    ({                                                                                    \
        char *const *given = (variables);                                                 \
        struct mending mending = look(given);                                             \
        mending.is_needed                                                                 \
            ? mend(given, mending, alloca(LIST_MAX),                                      \
                   alloca((mending.count + 3) * sizeof(char *)))                          \
            : given;                                                                      \
    })

// MARK: In place of the process

static int failed(int result) {
    int error = errno;
    observe_process(OBSERVE_EXECUTION_FAILED, 0, 0);
    errno = error;
    return result;
}

static void executing(const char *path) { observe_process(OBSERVE_EXECUTING, 0, path); }

OBSERVE_EXPORTED int execve(const char *path, char *const arguments[], char *const variables[]) {
    char *const *watched = WATCHED(variables);
    executing(path);
    return failed(NEXT(execve)(path, arguments, watched));
}

OBSERVE_EXPORTED int execv(const char *path, char *const arguments[]) {
    char *const *watched = WATCHED(environ);
    executing(path);
    return failed(NEXT(execve)(path, arguments, watched));
}

OBSERVE_EXPORTED int execvpe(const char *file, char *const arguments[], char *const variables[]) {
    char *const *watched = WATCHED(variables);
    executing(file);
    return failed(NEXT(execvpe)(file, arguments, watched));
}

OBSERVE_EXPORTED int execvp(const char *file, char *const arguments[]) {
    char *const *watched = WATCHED(environ);
    executing(file);
    return failed(NEXT(execvpe)(file, arguments, watched));
}

// Arguments up to the null at their end, counted and then copied.
#define ARGUMENTS_AFTER(first)                                         \
    va_list rest;                                                      \
    size_t count = 1;                                                  \
    va_start(rest, first);                                             \
    while (va_arg(rest, char *)) count++;                              \
    va_end(rest);                                                      \
    char **arguments = alloca((count + 1) * sizeof(char *));           \
    arguments[0] = (char *)first;                                      \
    va_start(rest, first);                                             \
    for (size_t index = 1; index <= count; index++)                    \
        arguments[index] = va_arg(rest, char *);

OBSERVE_EXPORTED int execl(const char *path, const char *first, ...) {
    ARGUMENTS_AFTER(first)
    va_end(rest);
    char *const *watched = WATCHED(environ);
    executing(path);
    return failed(NEXT(execve)(path, arguments, watched));
}

OBSERVE_EXPORTED int execlp(const char *file, const char *first, ...) {
    ARGUMENTS_AFTER(first)
    va_end(rest);
    char *const *watched = WATCHED(environ);
    executing(file);
    return failed(NEXT(execvpe)(file, arguments, watched));
}

OBSERVE_EXPORTED int execle(const char *path, const char *first, ...) {
    ARGUMENTS_AFTER(first)
    char *const *variables = va_arg(rest, char *const *);
    va_end(rest);
    char *const *watched = WATCHED(variables);
    executing(path);
    return failed(NEXT(execve)(path, arguments, watched));
}

// MARK: Beside the process

OBSERVE_EXPORTED int posix_spawn(
    pid_t *process, const char *path, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attributes, char *const arguments[], char *const variables[]) {
    char *const *watched = WATCHED(variables);
    pid_t own = 0;
    int result = NEXT(posix_spawn)(&own, path, actions, attributes, arguments, watched);
    if (result == 0) {
        if (process) *process = own;
        observe_process(OBSERVE_SPAWNED, own, path);
    }
    return result;
}

OBSERVE_EXPORTED int posix_spawnp(
    pid_t *process, const char *file, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attributes, char *const arguments[], char *const variables[]) {
    char *const *watched = WATCHED(variables);
    pid_t own = 0;
    int result = NEXT(posix_spawnp)(&own, file, actions, attributes, arguments, watched);
    if (result == 0) {
        if (process) *process = own;
        observe_process(OBSERVE_SPAWNED, own, file);
    }
    return result;
}
