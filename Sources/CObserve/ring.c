// Records into the ring, from any thread of any process, in a signal handler as anywhere.

#define _GNU_SOURCE
#include "ring.h"
#include "include/observe.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct observe_head *observe_ring;
char observe_variable[64];
char observe_library[4096];

static uint64_t slot_mask;
static pid_t own_process;

// MARK: System calls

long observe_call(long number, long a, long b, long c, long d) {
#if defined(__x86_64__)
    register long r10 __asm__("r10") = d;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10)
                     : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
    return x0;
#else
#error "the observer knows x86-64 and AArch64"
#endif
}

static pid_t this_process(void) { return (pid_t)observe_call(SYS_getpid, 0, 0, 0, 0); }

// MARK: The working folder

// Kept so that a relative path costs no system call. Odd while it is being written; 0: not known.
static _Atomic uint64_t folder_version;
static char folder[4096];
static _Atomic uint32_t folder_size;
// The child of vfork that moved in this thread's memory: its folder is not the kept one.
static __thread pid_t moved_child __attribute__((tls_model("initial-exec")));

// Without the zero at the end; 0 when it cannot be told.
static size_t ask_folder(char *into, size_t size) {
    long count = observe_call(SYS_getcwd, (long)into, (long)size, 0, 0);
    // The kernel says `(unreachable)` in front of what is not below the root.
    return count > 1 && into[0] == '/' ? (size_t)count - 1 : 0;
}

static void keep_folder(void) {
    uint64_t version = atomic_load_explicit(&folder_version, memory_order_relaxed);
    if ((version & 1) ||
        !atomic_compare_exchange_strong(&folder_version, &version, version | 1)) {
        // Two threads move at once, which only a race of the program's own can do.
        return;
    }
    size_t size = ask_folder(folder, sizeof folder);
    atomic_store_explicit(&folder_size, (uint32_t)size, memory_order_relaxed);
    atomic_store_explicit(&folder_version, (version | 1) + 1, memory_order_release);
}

void observe_moved(void) {
    if (!observe_ring) return;
    pid_t process = this_process();
    if (process == own_process) {
        keep_folder();
    } else {
        moved_child = process;
    }
}

static size_t current_folder(char *into, size_t size) {
    if (unlikely(moved_child)) {
        if (this_process() == moved_child) return ask_folder(into, size);
        moved_child = 0;
    }
    uint64_t version = atomic_load_explicit(&folder_version, memory_order_acquire);
    uint32_t count = atomic_load_explicit(&folder_size, memory_order_relaxed);
    if (likely(!(version & 1) && count && count < size)) {
        memcpy(into, folder, count);
        atomic_thread_fence(memory_order_acquire);
        if (atomic_load_explicit(&folder_version, memory_order_relaxed) == version) return count;
    }
    return ask_folder(into, size);
}

// The path of an open folder; 0 when it has none.
static size_t folder_of(int descriptor, char *into, size_t size) {
    char link[40] = "/proc/self/fd/";
    char digits[12];
    int count = 0;
    for (unsigned rest = (unsigned)descriptor; count == 0 || rest; rest /= 10)
        digits[count++] = (char)('0' + rest % 10);
    size_t end = strlen(link);
    while (count) link[end++] = digits[--count];
    link[end] = 0;
    long length = observe_call(SYS_readlinkat, AT_FDCWD, (long)link, (long)into, (long)size);
    return length > 0 && (size_t)length < size && into[0] == '/' ? (size_t)length : 0;
}

// MARK: Paths

// A path in two pieces: a folder, and what follows it after a slash.
struct place {
    const char *folder;
    size_t folder_size;
    const char *path;
    size_t path_size;
};

static size_t place_size(const struct place *place) {
    return place->folder_size + (place->folder_size ? 1 : 0) + place->path_size;
}

static int find_place(
    struct place *place, int at, const char *path, char *buffer, size_t buffer_size) {
    place->path = path;
    place->path_size = strnlen(path, OBSERVE_PATH_MAX);
    place->folder = buffer;
    place->folder_size = 0;
    if (place->path_size == 0) return 0;
    if (likely(path[0] == '/')) return place->path_size < OBSERVE_PATH_MAX;
    place->folder_size = at == AT_FDCWD ? current_folder(buffer, buffer_size)
                                        : folder_of(at, buffer, buffer_size);
    return place->folder_size != 0 && place_size(place) < OBSERVE_PATH_MAX;
}

// MARK: The ring

// Where in a record's slots the next byte goes; past the last slot the first one follows.
struct pen {
    uint64_t offset;
};

static uint8_t *slots(void) { return (uint8_t *)observe_ring + OBSERVE_HEAD_SIZE; }

static void put(struct pen *pen, const void *bytes, size_t count) {
    uint64_t size = (slot_mask + 1) * OBSERVE_SLOT_SIZE;
    uint64_t start = pen->offset & (size - 1);
    size_t first = count < size - start ? count : (size_t)(size - start);
    memcpy(slots() + start, bytes, first);
    if (unlikely(first < count)) memcpy(slots(), (const uint8_t *)bytes + first, count - first);
    pen->offset += count;
}

static void put_place(struct pen *pen, const struct place *place) {
    if (place->folder_size) {
        put(pen, place->folder, place->folder_size);
        put(pen, "/", 1);
    }
    put(pen, place->path, place->path_size);
}

static void append(
    uint16_t kind, uint32_t flags, pid_t process, const struct place *first,
    const struct place *second) {
    size_t first_size = first ? place_size(first) : 0;
    size_t second_size = second ? place_size(second) : 0;
    uint64_t count = (OBSERVE_RECORD_HEAD_SIZE + first_size + second_size + OBSERVE_SLOT_SIZE - 1) /
                     OBSERVE_SLOT_SIZE;
    uint64_t head = atomic_load_explicit(&observe_ring->head, memory_order_relaxed);
    do {
        uint64_t tail = atomic_load_explicit(&observe_ring->tail, memory_order_acquire);
        // Also when somebody made nonsense of the two.
        if (unlikely(head - tail + count > slot_mask + 1)) {
            atomic_fetch_add_explicit(&observe_ring->dropped, 1, memory_order_relaxed);
            return;
        }
    } while (!atomic_compare_exchange_weak_explicit(
        &observe_ring->head, &head, head + count, memory_order_relaxed, memory_order_relaxed));

    struct timespec now = {0, 0};
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    struct observe_record *record =
        (struct observe_record *)(slots() + (head & slot_mask) * OBSERVE_SLOT_SIZE);
    record->process = (uint32_t)process;
    record->kind = kind;
    record->reserved = 0;
    record->flags = flags;
    record->first_size = (uint16_t)first_size;
    record->second_size = (uint16_t)second_size;
    record->nanoseconds = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
    struct pen pen = {(head & slot_mask) * OBSERVE_SLOT_SIZE + OBSERVE_RECORD_HEAD_SIZE};
    if (first) put_place(&pen, first);
    if (second) put_place(&pen, second);
    atomic_store_explicit(&record->sequence, head + 1, memory_order_release);
}

static void count_unresolved(void) {
    atomic_fetch_add_explicit(&observe_ring->unresolved, 1, memory_order_relaxed);
}

void observe_path(uint16_t kind, uint32_t flags, int at, const char *path) {
    if (!observe_ring || !path) return;
    char buffer[4096];
    struct place place;
    if (unlikely(!find_place(&place, at, path, buffer, sizeof buffer))) return count_unresolved();
    append(kind, flags, own_process, &place, 0);
}

void observe_paths(uint16_t kind, int at, const char *path, int second_at, const char *second) {
    if (!observe_ring || !path || !second) return;
    char buffer[4096], second_buffer[4096];
    struct place place, second_place;
    if (!find_place(&place, at, path, buffer, sizeof buffer) ||
        !find_place(&second_place, second_at, second, second_buffer, sizeof second_buffer))
        return count_unresolved();
    append(kind, 0, own_process, &place, &second_place);
}

void observe_process(uint16_t kind, pid_t process, const char *path) {
    if (!observe_ring) return;
    struct place place = {0, 0, path, path ? strnlen(path, 4096) : 0};
    append(kind, 0, process ? process : this_process(), &place, 0);
}

// MARK: Beginning

extern char **environ;

static const char *variable(const char *name) {
    size_t size = strlen(name);
    for (char **entry = environ; entry && *entry; entry++)
        if (strncmp(*entry, name, size) == 0 && (*entry)[size] == '=') return *entry;
    return 0;
}

// Which of the names in LD_PRELOAD is this library's: they stand between colons and spaces.
static void find_library(void) {
    static const char own[] = "/libassay-observe.so";
    const char *list = variable("LD_PRELOAD");
    if (!list) return;
    list += sizeof "LD_PRELOAD";
    while (*list) {
        size_t size = strcspn(list, ": ");
        if (size >= sizeof own - 1 && size < sizeof observe_library &&
            memcmp(list + size - (sizeof own - 1), own, sizeof own - 1) == 0) {
            memcpy(observe_library, list, size);
            observe_library[size] = 0;
            return;
        }
        list += size;
        while (*list == ':' || *list == ' ') list++;
    }
}

static void after_fork(void) {
    own_process = this_process();
    moved_child = 0;
    observe_process(OBSERVE_FORKED, own_process, 0);
}

static struct observe_head *map_ring(const char *path) {
    long descriptor = observe_call(SYS_openat, AT_FDCWD, (long)path, O_RDWR | O_CLOEXEC, 0);
    if (descriptor < 0) return 0;
    struct stat status;
    struct observe_head *ring = MAP_FAILED;
    uint64_t size = 0;
    if (fstat((int)descriptor, &status) == 0 && status.st_size > OBSERVE_HEAD_SIZE) {
        size = (uint64_t)status.st_size;
        ring = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED, (int)descriptor, 0);
    }
    observe_call(SYS_close, descriptor, 0, 0, 0);
    if (ring == MAP_FAILED) return 0;
    uint64_t count = ring->slot_count;
    if (ring->magic != OBSERVE_MAGIC || ring->version != OBSERVE_VERSION || count == 0 ||
        (count & (count - 1)) || size != OBSERVE_HEAD_SIZE + count * OBSERVE_SLOT_SIZE) {
        munmap(ring, size);
        return 0;
    }
    slot_mask = count - 1;
    return ring;
}

__attribute__((constructor(101))) static void begin(void) {
    const char *entry = variable(OBSERVE_ENVIRONMENT);
    if (!entry || strlen(entry) >= sizeof observe_variable) return;
    struct observe_head *ring = map_ring(entry + sizeof OBSERVE_ENVIRONMENT);
    if (!ring) return;
    memcpy(observe_variable, entry, strlen(entry) + 1);
    find_library();
    own_process = this_process();
    observe_ring = ring;
    keep_folder();
    pthread_atfork(0, 0, after_fork);
    char program[4096];
    long length =
        observe_call(SYS_readlinkat, AT_FDCWD, (long)"/proc/self/exe", (long)program, 4095);
    program[length > 0 ? length : 0] = 0;
    observe_process(OBSERVE_HELLO, own_process, program);
}
