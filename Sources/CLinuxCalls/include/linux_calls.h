// System calls of Linux that Swift's module of the C library does not have.

#ifndef ASSAY_LINUX_CALLS_H
#define ASSAY_LINUX_CALLS_H

#include <stddef.h>
#include <stdint.h>

// Memory that other processes find by `/proc/PID/fd/N` and that nobody can make shorter or longer;
// -1 with errno when there is none.
int assay_shared_memory(size_t size);

// A pipe, whose ends no program that is started meanwhile inherits; -1 with errno when there is none.
int assay_pipe(int *read_end, int *write_end);

// When a regular file was changed and made, by the kernel's clock, in nanoseconds since 1970; 0 where
// the file system does not keep it. 0 when it is one, else -1.
int assay_file_times(const char *path, int64_t *changed, int64_t *made);

#endif
