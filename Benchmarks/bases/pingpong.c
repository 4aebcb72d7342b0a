/* Blocking round trips of 128 bytes between two processes over a Unix socket: what one client that
 * waits for each answer can have at most.
 *
 *     pingpong SECONDS
 */
#include "round.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { message = 128 };

static int move_all(int fd, char *bytes, ssize_t (*step)(int, char *, size_t)) {
    for (size_t done = 0; done < message;) {
        ssize_t n = step(fd, bytes + done, message - done);
        if (n == 0) return 0;
        if (n < 0) {
            if (errno == EINTR) continue;
            die("socket");
        }
        done += (size_t)n;
    }
    return 1;
}

static ssize_t read_some(int fd, char *bytes, size_t count) { return read(fd, bytes, count); }
static ssize_t write_some(int fd, char *bytes, size_t count) { return write(fd, bytes, count); }

int main(int argc, char **argv) {
    if (argc != 2) return fprintf(stderr, "usage: pingpong SECONDS\n"), 2;
    double seconds = seconds_argument(argv[1]);
    int ends[2];
    char bytes[message] = {0};
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) die("socketpair");
    pid_t child = fork();
    if (child < 0) die("fork");
    if (child == 0) {
        close(ends[0]);
        while (move_all(ends[1], bytes, read_some)) move_all(ends[1], bytes, write_some);
        _exit(0);
    }
    close(ends[1]);
    struct round r = round_begin(seconds);
    for (uint64_t t = now_ns(); t < r.ends;) {
        move_all(ends[0], bytes, write_some);
        if (!move_all(ends[0], bytes, read_some)) die("the echo ended");
        uint64_t after = now_ns();
        round_note(&r, after - t);
        t = after;
    }
    round_report(&r, 1);
    close(ends[0]);
    waitpid(child, NULL, 0);
    return 0;
}
