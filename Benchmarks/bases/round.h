/* What the base programs share: a clock, latencies, and the one JSON line that each prints. */
#ifndef ROUND_H
#define ROUND_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static inline void die(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static inline double seconds_argument(const char *text) {
    char *end;
    double seconds = strtod(text, &end);
    if (*end || !(seconds > 0) || seconds > 3600) {
        fprintf(stderr, "seconds must lie between 0 and 3600\n");
        exit(2);
    }
    return seconds;
}

/* Latencies of single operations, in nanoseconds; beyond the capacity only counted. */
struct round {
    uint64_t *latencies;
    size_t capacity, count;
    uint64_t started, ends;
};

static inline struct round round_begin(double seconds) {
    struct round r = {.capacity = 4u << 20};
    r.latencies = malloc(r.capacity * sizeof *r.latencies);
    if (!r.latencies) die("malloc");
    r.started = now_ns();
    r.ends = r.started + (uint64_t)(seconds * 1e9);
    return r;
}

static inline void round_note(struct round *r, uint64_t nanoseconds) {
    if (r->count < r->capacity) r->latencies[r->count] = nanoseconds;
    r->count++;
}

static int round_compare(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Prints what the round came to: `per_note` operations for each latency noted. */
static inline void round_report(struct round *r, uint64_t per_note) {
    double elapsed = (double)(now_ns() - r->started) / 1e9;
    size_t kept = r->count < r->capacity ? r->count : r->capacity;
    if (!kept) {
        fprintf(stderr, "nothing was done in the time given\n");
        exit(1);
    }
    qsort(r->latencies, kept, sizeof *r->latencies, round_compare);
    printf("{\"rate\": %.1f, \"p50_us\": %.2f, \"p99_us\": %.2f}\n",
        (double)(r->count * per_note) / elapsed, (double)r->latencies[kept / 2] / 1e3,
        (double)r->latencies[kept * 99 / 100] / 1e3);
}

#endif
