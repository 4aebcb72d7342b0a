/* Transfers straight into LMDB, without rules, server or log: two reads and two writes of 200-byte
 * balances out of 10,000, one 300-byte transaction appended, one random 16-byte index entry.
 *
 *     lmdb SECONDS FOLDER BATCH sync|nosync
 *
 * BATCH: transfers in one LMDB transaction. nosync: the processor's limit instead of the disk's.
 */
#include "round.h"

#include <lmdb.h>
#include <sys/stat.h>
#include <unistd.h>

enum { balances = 10000, balance_size = 200, transaction_size = 300 };

static void must(int code, const char *what) {
    if (code) {
        fprintf(stderr, "%s: %s\n", what, mdb_strerror(code));
        exit(1);
    }
}

/* xorshift64*, seeded: every run moves the same money. */
static uint64_t random_state = 0x9E3779B97F4A7C15u;
static uint64_t next_random(void) {
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * 0x2545F4914F6CDD1Du;
}

static void big_endian(uint64_t number, unsigned char out[8]) {
    for (int i = 0; i < 8; i++) out[i] = (unsigned char)(number >> (56 - 8 * i));
}

static void put_balance(MDB_txn *txn, MDB_dbi table, uint64_t number, int64_t by) {
    unsigned char key[16] = {0}, row[balance_size];
    big_endian(number, key + 8);
    MDB_val k = {sizeof key, key}, v;
    must(mdb_get(txn, table, &k, &v), "get");
    memcpy(row, v.mv_data, sizeof row);
    int64_t sum;
    memcpy(&sum, row, sizeof sum);
    sum += by;
    memcpy(row, &sum, sizeof sum);
    v = (MDB_val){sizeof row, row};
    must(mdb_put(txn, table, &k, &v, 0), "put");
}

int main(int argc, char **argv) {
    if (argc != 5) return fprintf(stderr, "usage: lmdb SECONDS FOLDER BATCH sync|nosync\n"), 2;
    double seconds = seconds_argument(argv[1]);
    unsigned long batch = strtoul(argv[3], NULL, 10);
    int nosync = !strcmp(argv[4], "nosync");
    if (!batch || (!nosync && strcmp(argv[4], "sync"))) return fprintf(stderr, "bad BATCH or mode\n"), 2;
    char path[4096], file[4200];
    if (snprintf(path, sizeof path, "%s/lmdb.base", argv[2]) >= (int)sizeof path) return 2;
    if (mkdir(path, 0700) && errno != EEXIST) die(path);

    MDB_env *env;
    MDB_txn *txn;
    MDB_dbi accounts, transactions, references;
    must(mdb_env_create(&env), "create");
    must(mdb_env_set_maxdbs(env, 3), "maxdbs");
    must(mdb_env_set_mapsize(env, (size_t)16 << 30), "mapsize");
    must(mdb_env_open(env, path, nosync ? MDB_NOSYNC : 0, 0600), "open");
    must(mdb_txn_begin(env, NULL, 0, &txn), "begin");
    must(mdb_dbi_open(txn, "accounts", MDB_CREATE, &accounts), "open");
    must(mdb_dbi_open(txn, "transactions", MDB_CREATE, &transactions), "open");
    must(mdb_dbi_open(txn, "references", MDB_CREATE, &references), "open");
    for (uint64_t i = 0; i < balances; i++) {
        unsigned char key[16] = {0}, row[balance_size] = {0};
        big_endian(i, key + 8);
        MDB_val k = {sizeof key, key}, v = {sizeof row, row};
        must(mdb_put(txn, accounts, &k, &v, MDB_APPEND), "put");
    }
    must(mdb_txn_commit(txn), "commit");

    uint64_t sequence = 0;
    struct round r = round_begin(seconds);
    for (uint64_t t = now_ns(); t < r.ends;) {
        must(mdb_txn_begin(env, NULL, 0, &txn), "begin");
        for (unsigned long i = 0; i < batch; i++) {
            uint64_t from = next_random() % balances, to = next_random() % balances;
            put_balance(txn, accounts, from, -1);
            put_balance(txn, accounts, to, 1);
            unsigned char key[8], row[transaction_size] = {0}, reference[16];
            big_endian(++sequence, key);
            MDB_val k = {sizeof key, key}, v = {sizeof row, row};
            must(mdb_put(txn, transactions, &k, &v, MDB_APPEND), "append");
            big_endian(next_random(), reference);
            big_endian(next_random(), reference + 8);
            k = (MDB_val){sizeof reference, reference};
            v = (MDB_val){sizeof key, key};
            must(mdb_put(txn, references, &k, &v, 0), "index");
        }
        must(mdb_txn_commit(txn), "commit");
        uint64_t after = now_ns();
        round_note(&r, after - t);
        t = after;
    }
    round_report(&r, batch);
    mdb_env_close(env);
    for (int i = 0; i < 2; i++) {
        snprintf(file, sizeof file, "%s/%s", path, i ? "lock.mdb" : "data.mdb");
        unlink(file);
    }
    rmdir(path);
    return 0;
}
