// Preloaded into a program (LD_PRELOAD), it notes whatever the program does to the files below one
// folder, in order: out of that a test makes the files that a crash at any point may leave.
//
//     DISK_TRACE_FOLDER   the folder
//     DISK_TRACE_FILE     where it is noted; not in the folder
//     DISK_TRACE_NO_SYNC  if set, syncs are said to be done, and aren't; nothing needs to be noted
//
// One lock is held over each call and its note, so the order of the notes is that of the calls. A
// call that failed is not noted, and of one that did a part, the part is.
//
// The notes, in the machine's byte order:
//
//     0  kind     4
//     4  file     4   files are numbered as they come up; 0 where it is about names
//     8  offset   8
//    16  length   8   of what follows
//    24  bytes        what was written; or a path below the folder; or two with a zero between

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind {
    CREATE = 1, OPEN, WRITE, DURABLE_WRITE, RESIZE, RESERVE, SYNC, SYNC_FOLDER, RENAME, REMOVE,
    MAKE_FOLDER
};

#define DESCRIPTORS_MAX 4096
#define FILES_MAX 65536
#define REAL(result, name, ...)                                       \
    static result (*real)(__VA_ARGS__);                               \
    if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

struct descriptor {
    uint32_t file;
    int is_synchronous;
    char *folder;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct descriptor descriptors[DESCRIPTORS_MAX];
static ino_t inodes[FILES_MAX];
static uint32_t file_count = 0;
static char folder[4096];
static int trace = -1;
static int no_sync;

__attribute__((noreturn)) static void give_up(const char *why) {
    fprintf(stderr, "disk-trace: %s\n", why);
    abort();
}

__attribute__((constructor)) static void begin(void) {
    const char *wanted = getenv("DISK_TRACE_FOLDER"), *file = getenv("DISK_TRACE_FILE");
    no_sync = getenv("DISK_TRACE_NO_SYNC") != NULL;
    if (!wanted || !file) return;
    size_t length = (size_t)snprintf(folder, sizeof folder, "%s", wanted);
    while (length > 1 && length < sizeof folder && folder[length - 1] == '/') folder[--length] = 0;
    REAL(int, "open", const char *, int, ...);
    trace = real(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (trace < 0) give_up("the trace can't be opened");
}

// MARK: - Notes

static void put(const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    for (const char *rest = bytes; count > 0;) {
        ssize_t done = real(trace, rest, count);
        if (done <= 0) give_up("the trace can't be written");
        rest += done;
        count -= (size_t)done;
    }
}

static void note(
    enum kind kind, uint32_t file, int64_t offset, const void *bytes, size_t length) {
    struct { uint32_t kind, file; int64_t offset; uint64_t length; } head = {
        kind, file, offset, length};
    int saved = errno;
    put(&head, sizeof head);
    put(bytes, length);
    errno = saved;
}

/// The part of a path that is below the folder; NULL if it isn't there.
static const char *below(const char *path, char room[4096]) {
    if (trace < 0 || path[0] != '/') return NULL;
    size_t count = 0;
    for (; *path && count < 4095; path++)
        if (*path != '/' || path[1] != '/') room[count++] = *path;
    room[count] = 0;
    size_t length = strlen(folder);
    if (strncmp(room, folder, length) != 0) return NULL;
    if (room[length] == 0) return "";
    return room[length] == '/' ? room + length + 1 : NULL;
}

static struct descriptor *traced(int fd) {
    if (trace < 0 || fd < 0 || fd >= DESCRIPTORS_MAX) return NULL;
    return descriptors[fd].file ? &descriptors[fd] : NULL;
}

static uint32_t number(ino_t inode, int is_new) {
    for (uint32_t file = file_count; !is_new && file > 0; file--)
        if (inodes[file] == inode) return file;
    if (++file_count >= FILES_MAX) give_up("too many files");
    inodes[file_count] = inode;
    return file_count;
}

static void opened(int fd, const char *name, int flags, int was_there) {
    struct stat status;
    if (fd >= DESCRIPTORS_MAX || fstat(fd, &status) != 0) give_up("too many descriptors");
    struct descriptor *entry = &descriptors[fd];
    entry->is_synchronous = (flags & (O_DSYNC | O_SYNC)) != 0;
    if (S_ISDIR(status.st_mode)) {
        // Its own path: the one that was given may go through another folder and back.
        char link[64], path[4096] = "", room[4096];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        if (readlink(link, path, sizeof path - 1) < 0) give_up("a folder has no path");
        const char *own = below(path, room);
        if (!own) return;
        entry->file = UINT32_MAX;
        entry->folder = strdup(own);
        return;
    }
    entry->file = number(status.st_ino, !was_there);
    note(was_there ? OPEN : CREATE, entry->file, 0, name, strlen(name));
    if (was_there && flags & O_TRUNC) note(RESIZE, entry->file, 0, "", 0);
}

// MARK: - Opening

static int open_file(const char *path, int flags, mode_t mode) {
    REAL(int, "open", const char *, int, ...);
    char room[4096];
    pthread_mutex_lock(&lock);
    const char *name = below(path, room);
    int was_there = name && access(path, F_OK) == 0;
    int kept = no_sync ? flags & ~(O_SYNC | O_DSYNC) : flags;
    int fd = real(path, kept, mode);
    if (fd >= 0 && fd < DESCRIPTORS_MAX) descriptors[fd].file = 0;
    if (fd >= 0 && name) opened(fd, name, flags, was_there);
    pthread_mutex_unlock(&lock);
    return fd;
}

static mode_t mode_in(int flags, va_list arguments) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_in(flags, arguments);
    va_end(arguments);
    return open_file(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_in(flags, arguments);
    va_end(arguments);
    return open_file(path, flags, mode);
}

int close(int fd) {
    REAL(int, "close", int);
    pthread_mutex_lock(&lock);
    struct descriptor *entry = traced(fd);
    if (entry) {
        free(entry->folder);
        *entry = (struct descriptor){0};
    }
    int result = real(fd);
    pthread_mutex_unlock(&lock);
    return result;
}

// MARK: - Writing

static void wrote(struct descriptor *entry, const void *bytes, ssize_t count, off_t offset) {
    if (entry && count > 0)
        note(entry->is_synchronous ? DURABLE_WRITE : WRITE, entry->file, offset, bytes,
             (size_t)count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    pthread_mutex_lock(&lock);
    ssize_t done = real(fd, bytes, count, offset);
    wrote(traced(fd), bytes, done, offset);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t offset) {
    return pwrite(fd, bytes, count, offset);
}

static off_t place(int fd) {
    struct stat status;
    if (fcntl(fd, F_GETFL) & O_APPEND) return fstat(fd, &status) == 0 ? status.st_size : 0;
    return lseek(fd, 0, SEEK_CUR);
}

// What isn't traced is written without the lock: it may be a pipe, and take its time.
ssize_t write(int fd, const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (!traced(fd)) return real(fd, bytes, count);
    pthread_mutex_lock(&lock);
    off_t offset = place(fd);
    ssize_t done = real(fd, bytes, count);
    wrote(traced(fd), bytes, done, offset);
    pthread_mutex_unlock(&lock);
    return done;
}

static void wrote_several(
    struct descriptor *entry, const struct iovec *parts, int count, ssize_t done, off_t offset) {
    for (int part = 0; part < count && done > 0; part++) {
        ssize_t length = (ssize_t)parts[part].iov_len;
        if (length > done) length = done;
        wrote(entry, parts[part].iov_base, length, offset);
        offset += length;
        done -= length;
    }
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    if (!traced(fd)) return real(fd, parts, count);
    pthread_mutex_lock(&lock);
    off_t offset = place(fd);
    ssize_t done = real(fd, parts, count);
    wrote_several(traced(fd), parts, count, done, offset);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
    REAL(ssize_t, "pwritev", int, const struct iovec *, int, off_t);
    pthread_mutex_lock(&lock);
    ssize_t done = real(fd, parts, count, offset);
    wrote_several(traced(fd), parts, count, done, offset);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset) {
    return pwritev(fd, parts, count, offset);
}

int ftruncate(int fd, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    pthread_mutex_lock(&lock);
    int result = real(fd, size);
    if (result == 0 && traced(fd)) note(RESIZE, traced(fd)->file, size, "", 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }

int posix_fallocate(int fd, off_t offset, off_t length) {
    REAL(int, "posix_fallocate", int, off_t, off_t);
    pthread_mutex_lock(&lock);
    int result = real(fd, offset, length);
    if (result == 0 && traced(fd)) note(RESERVE, traced(fd)->file, offset + length, "", 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int posix_fallocate64(int fd, off_t offset, off_t length) {
    return posix_fallocate(fd, offset, length);
}

int fallocate(int fd, int mode, off_t offset, off_t length) {
    REAL(int, "fallocate", int, int, off_t, off_t);
    pthread_mutex_lock(&lock);
    if (traced(fd) && mode != 0) give_up("a way to allocate that is not known here");
    int result = real(fd, mode, offset, length);
    if (result == 0 && traced(fd)) note(RESERVE, traced(fd)->file, offset + length, "", 0);
    pthread_mutex_unlock(&lock);
    return result;
}

// MARK: - Syncs

static void synced(int fd) {
    struct descriptor *entry = traced(fd);
    if (!entry) return;
    if (entry->folder) note(SYNC_FOLDER, 0, 0, entry->folder, strlen(entry->folder));
    else note(SYNC, entry->file, 0, "", 0);
}

static int noted_sync(int fd, int (*real)(int)) {
    if (no_sync) return 0;
    if (!traced(fd)) return real(fd);
    pthread_mutex_lock(&lock);
    int result = real(fd);
    if (result == 0) synced(fd);
    pthread_mutex_unlock(&lock);
    return result;
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return noted_sync(fd, real);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return noted_sync(fd, real);
}

// Neither promises that anything is durable, so nothing is noted.
int sync_file_range(int fd, off64_t offset, off64_t count, unsigned flags) {
    REAL(int, "sync_file_range", int, off64_t, off64_t, unsigned);
    return no_sync ? 0 : real(fd, offset, count, flags);
}

int msync(void *start, size_t length, int flags) {
    REAL(int, "msync", void *, size_t, int);
    return no_sync ? 0 : real(start, length, flags);
}

// MARK: - Names

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    char from_room[4096], to_room[4096], both[8192];
    pthread_mutex_lock(&lock);
    const char *old = below(from, from_room), *new = below(to, to_room);
    int result = real(from, to);
    if (result == 0 && (old || new)) {
        if (!old || !new) give_up("a file came from elsewhere, or went there");
        size_t first = strlen(old) + 1, second = strlen(new);
        memcpy(both, old, first);
        memcpy(both + first, new, second);
        note(RENAME, 0, 0, both, first + second);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

static int removed(int (*real)(const char *), const char *path) {
    char room[4096];
    pthread_mutex_lock(&lock);
    const char *name = below(path, room);
    int result = real(path);
    if (result == 0 && name) note(REMOVE, 0, 0, name, strlen(name));
    pthread_mutex_unlock(&lock);
    return result;
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return removed(real, path);
}

int rmdir(const char *path) {
    REAL(int, "rmdir", const char *);
    return removed(real, path);
}

// The library's own calls neither of the two by a name that can be taken.
int remove(const char *path) {
    REAL(int, "remove", const char *);
    return removed(real, path);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    char room[4096];
    pthread_mutex_lock(&lock);
    const char *name = below(path, room);
    int result = real(path, mode);
    if (result == 0 && name) note(MAKE_FOLDER, 0, 0, name, strlen(name));
    pthread_mutex_unlock(&lock);
    return result;
}
