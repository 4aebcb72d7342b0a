/* Appends of 256 bytes to a preallocated file, each synced before the next: what one client that
 * waits for durability can have at most.
 *
 *     fdatasync SECONDS FOLDER
 */
#define _GNU_SOURCE
#include "round.h"

#include <fcntl.h>
#include <unistd.h>

enum { record = 256, file_size = 64 << 20 };

int main(int argc, char **argv) {
    if (argc != 3) return fprintf(stderr, "usage: fdatasync SECONDS FOLDER\n"), 2;
    double seconds = seconds_argument(argv[1]);
    char path[4096], bytes[record];
    if (snprintf(path, sizeof path, "%s/fdatasync.base", argv[2]) >= (int)sizeof path) return 2;
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0) die(path);
    /* Written and not only reserved, so that a sync has no extents to convert. */
    char *zeros = calloc(1, 1 << 20);
    if (!zeros) die("calloc");
    for (off_t at = 0; at < file_size; at += 1 << 20)
        if (pwrite(fd, zeros, 1 << 20, at) != 1 << 20) die("pwrite");
    if (fsync(fd)) die("fsync");
    memset(bytes, 0x5A, sizeof bytes);

    off_t at = 0;
    struct round r = round_begin(seconds);
    for (uint64_t t = now_ns(); t < r.ends;) {
        if (pwrite(fd, bytes, record, at) != record) die("pwrite");
        if (fdatasync(fd)) die("fdatasync");
        at = (at + record) % file_size;
        uint64_t after = now_ns();
        round_note(&r, after - t);
        t = after;
    }
    round_report(&r, 1);
    close(fd);
    unlink(path);
    return 0;
}
