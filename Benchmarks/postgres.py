"""A ledger in PostgreSQL, as a base: what many run today, as well as it can be done there.

Each transfer is one call of a function and one durable transaction: both balances are locked in
order, checked and changed; the transfer (with a unique reference) and its two entries, with the
sums after them, are stored. PostgreSQL is as Debian sets it up.
"""

import glob
import os
import pwd
import re
import shutil

from commands import output

BALANCES = 10_000

SCHEMA = f"""
CREATE TABLE balances (
    id integer PRIMARY KEY,
    debits numeric(39) NOT NULL DEFAULT 0,
    credits numeric(39) NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 1
);
CREATE TABLE transactions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    reference text NOT NULL UNIQUE,
    amount numeric(39) NOT NULL CHECK (amount > 0),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE entries (
    id bigserial PRIMARY KEY,
    transaction_id uuid NOT NULL REFERENCES transactions,
    balance_id integer NOT NULL REFERENCES balances,
    debit numeric(39) NOT NULL,
    credit numeric(39) NOT NULL,
    debits_after numeric(39) NOT NULL,
    credits_after numeric(39) NOT NULL
);
CREATE INDEX ON entries (balance_id, id);
INSERT INTO balances (id) SELECT generate_series(1, {BALANCES});
CREATE SEQUENCE names;

CREATE FUNCTION transfer(source integer, destination integer, amount numeric) RETURNS uuid AS $$
DECLARE
    made uuid;
BEGIN
    -- In one order always, so that two transfers never wait for each other.
    PERFORM 1 FROM balances WHERE id IN (source, destination) ORDER BY id FOR UPDATE;
    INSERT INTO transactions (reference, amount)
        VALUES ('bench-' || nextval('names'), transfer.amount) RETURNING id INTO made;
    WITH changed AS (
        UPDATE balances SET debits = debits + transfer.amount, version = version + 1
        WHERE id = source RETURNING *)
    INSERT INTO entries (
        transaction_id, balance_id, debit, credit, debits_after, credits_after)
        SELECT made, id, transfer.amount, 0, debits, credits FROM changed;
    WITH changed AS (
        UPDATE balances SET credits = credits + transfer.amount, version = version + 1
        WHERE id = destination RETURNING *)
    INSERT INTO entries (
        transaction_id, balance_id, debit, credit, debits_after, credits_after)
        SELECT made, id, 0, transfer.amount, debits, credits FROM changed;
    RETURN made;
END
$$ LANGUAGE plpgsql;
"""

# To any other balance, or always to the first.
SPREAD = f"""\\set a random(1, {BALANCES})
\\set b 1 + (:a - 1 + random(1, {BALANCES - 1})) % {BALANCES}
SELECT transfer(:a, :b, 1);
"""
HOT = f"""\\set a random(2, {BALANCES})
SELECT transfer(:a, 1, 1);
"""


class Missing(Exception):
    """What a base needs isn't on this machine."""


class Postgres:
    """A server of its own over a folder of its own, on a Unix socket there."""

    def __init__(self, folder):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        if not found:
            raise Missing("needs Debian's package postgresql")
        self.programs = os.path.dirname(found[-1])
        self.folder = os.path.join(folder, "postgres")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.user = []
        if os.geteuid() == 0:
            # It doesn't run as root.
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.user = ["runuser", "-u", "postgres", "--"]
        self.data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", self.data, "-U", "bench", "--auth=trust")
        self.run(
            "pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.folder, "log"),
            "-o", f"-k {self.folder} -c listen_addresses=", "start")
        try:
            self.run(
                "psql", "-h", self.folder, "-U", "bench", "-d", "postgres", "-q",
                "-v", "ON_ERROR_STOP=1", "-c", SCHEMA)
        except BaseException:
            self.stop()
            raise
        for name, text in (("spread", SPREAD), ("hot", HOT)):
            with open(os.path.join(self.folder, name), "w") as script:
                script.write(text)

    def run(self, program, *arguments):
        return output([*self.user, os.path.join(self.programs, program), *arguments], self.folder)

    def rate(self, clients, script, seconds):
        """Transfers in a second."""
        told = self.run(
            "pgbench", "-h", self.folder, "-U", "bench", "-n", "-M", "prepared",
            "-T", str(max(1, round(float(seconds)))), "-c", str(clients), "-j", "1",
            "-f", os.path.join(self.folder, script), "postgres")
        return float(re.search(r"tps = ([0-9.]+)", told).group(1))

    def stop(self):
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
