/// A command line for every flag there is, as a person types them.
enum CommandLines {
    static var all: [[String]] { text.split(separator: "\n").map { words(String($0)) } }

    /// What stands on the standard input of those that read it.
    static func input(for words: [String]) -> String {
        words.first == "batch"
            ? #"{"cancel_transaction": {"transaction_id": "txn_1"}}"#
            : "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz\n"
    }

    /// The words of a line, quotes as in a shell.
    static func words(_ line: String) -> [String] {
        let parts = line.split(separator: "'", omittingEmptySubsequences: false)
        return parts.enumerated().flatMap { index, part in
            index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
    }

    private static let text = #"""
        balance create @a --currency USD --precision 100 --ledger ldg_1 --identity i \#
            --overdraft-limit 1 --credit-limit 2 --track-lineage fifo --id bln_2 --meta-data \#
            '{"a":1}'
        balance get bln_1 --as-of 2026-01-01T00:00:00Z
        balance get bln_1 --as-of-recorded 2026-01-01T00:00:00Z
        balance get bln_1 --as-of-sequence 3
        balance get @a --currency USD --as-of 2026-01-01T00:00:00Z
        balance get @a --currency USD --as-of-recorded 2026-01-01T00:00:00Z
        balance get @a --currency USD --as-of-sequence 3
        balance list --currency USD --ledger ldg_1 --identity i --indicator-prefix @ \#
            --status frozen --since 2026-01-01T00:00:00Z --until 2026-02-01T00:00:00Z \#
            --where 'balance > 1.00' --precision 100 --meta-data tier=gold \#
            --oldest-first
        balance update bln_1 --identity i --overdraft-limit 1 --credit-limit 2 --status \#
            frozen --meta-data '{"a":1}' --clear identity_id --expect-version 2
        balance check-funds bln_1 1.00 --allow-overdraft --overdraft-limit 5 --rounding \#
            half-even
        balance check-funds bln_1 100 --minor-units
        balance entries bln_1 --oldest-first --since 2026-01-01T00:00:00Z --until \#
            2026-02-01T00:00:00Z --effective-since 2026-01-01T00:00:00Z --effective-until \#
            2026-02-01T00:00:00Z
        balance lineage bln_1
        balance recompute bln_1
        ledger create Name --id ldg_1 --meta-data '{"a":1}'
        ledger get ldg_1
        ledger list --name-prefix N --meta-data tier=gold --oldest-first
        ledger update ldg_1 --name N --meta-data '{"a":1}' --expect-version 2 --clear \#
            meta_data
        transaction create 1.00 USD --from @a --to @b --precision 100 --rounding half-even \#
            --id txn_1 --reference r --description d --allow-overdraft --overdraft-limit 5 \#
            --hold --expires-at 2030-01-01T00:00:00Z --commit-at 2029-01-01T00:00:00Z --at \#
            2028-01-01T00:00:00Z --effective-at 2026-01-01T00:00:00Z --meta-data '{"a":1}' \#
            --dry-run --expect-version bln_1=2 --ledger ldg_1 --require-existing-balances
        transaction create 100 USD --minor-units --from @a=50% --from @b=10 --from @c=left \#
            --to @d
        transaction create 100 USD --precision 100 --from @a=50% --from @b=10 --from @c=left \#
            --to @d
        transaction create 100 USD --minor-units --from @d --to @a=50% --to @b=10 --to \#
            @c=left
        transaction create 100 USD --precision 100 --from @d --to @a=50% --to @b=10 --to \#
            @c=left
        transaction get txn_1
        transaction get r --by-reference
        transaction list --balance bln_1 --currency USD --parent txn_1 --status inflight \#
            --kind transfer --reference-prefix r --since 2026-01-01T00:00:00Z --until \#
            2026-02-01T00:00:00Z --effective-since 2026-01-01T00:00:00Z --effective-until \#
            2026-02-01T00:00:00Z --scheduled-since 2026-01-01T00:00:00Z --scheduled-until \#
            2026-02-01T00:00:00Z --min-amount 1 --max-amount 2 --precision 100 --meta-data \#
            tier=gold --oldest-first
        transaction commit txn_1 1.00 --rounding half-even --effective-at \#
            2026-01-01T00:00:00Z --reference r --description d --expect-version bln_1=2 \#
            --dry-run --meta-data '{"a":1}'
        transaction commit txn_1 100 --minor-units
        transaction void txn_1 --reference r --description d --expect-version bln_1=2 \#
            --dry-run --meta-data '{"a":1}'
        transaction hold txn_1 --amount 1.00 --rounding half-even --expires-at \#
            2030-01-01T00:00:00Z --commit-at 2029-01-01T00:00:00Z --clear inflight_commit_at \#
            --allow-overdraft --overdraft-limit 5 --reference r --description d --expect-version \#
            bln_1=2 --dry-run --meta-data '{"a":1}'
        transaction hold txn_1 --amount 100 --minor-units
        transaction refund txn_1 1.00 --rounding half-even --allow-overdraft \#
            --overdraft-limit 5 --effective-at 2026-01-01T00:00:00Z --reference r --description \#
            d --expect-version bln_1=2 --dry-run --meta-data '{"a":1}'
        transaction refund txn_1 100 --minor-units
        transaction cancel txn_1
        batch - --atomic --dry-run
        monitor create 'balance > 1.00' --rearm 0.50 --balance bln_1 --trigger both-edges \#
            --cooldown 5m --description d --call-back-url https://example.org --override-key k \#
            --meta-data '{"a":1}' --disabled --fire-immediately --id mon_1
        monitor create 'balance > 100 rearm 50' --minor-units --balance @a --currency USD
        monitor create 'balance > 80% of credit_limit rearm 1.00' --precision 100 --balance \#
            bln_1
        monitor create 'balance > 80% of credit_balance' --balance bln_1
        monitor create 'balance >' --balance bln_1 --step warning=1.00:0.50 --step \#
            critical=2.00
        monitor create 'balance >' --balance bln_1 --minor-units --step warning=100:50 \#
            --step critical=200
        monitor create 'balance > 1 rearm 0.5' 'balance < 9' 'balance > 8% of credit_limit' \#
            'balance > 8% of balance' --any --balance bln_1
        monitor create 'balance > 1 rearm 1' 'balance < 9' --all --balance bln_1 \#
            --minor-units
        monitor create 'balance > 1' --roll-up --currency USD --precision 100 --ledger ldg_1 \#
            --identity i --indicator-prefix @ --of-meta-data tier=gold
        monitor create 'balance > 1' --ledger-rule --currency USD --precision 100 --ledger \#
            ldg_1 --indicator-prefix @
        monitor get mon_1
        monitor list --balance bln_1 --state met --field balance --enabled --meta-data \#
            tier=gold --oldest-first
        monitor list --balance bln_1 --covering
        monitor list --balance @a --currency USD --covering
        monitor update mon_1 --condition 'balance > 1.00 rearm 0.50' --balance bln_1 \#
            --trigger crossing --cooldown 5m --description d --call-back-url https://example.org \#
            --override-key k --meta-data '{"a":1}' --enable --expect-version 2 --clear \#
            description
        monitor update mon_1 --condition 'balance > 1 rearm 1' --minor-units
        monitor update mon_1 --condition 'balance > 8% of balance'
        monitor update mon_1 --condition 'balance > 8% of credit_limit'
        monitor update mon_1 --condition 'balance >' --step warning=1.00:0.50 --step \#
            critical=2.00 --precision 100
        monitor update mon_1 --condition 'balance >' --step warning=1:0 --step critical=2 \#
            --minor-units
        monitor update mon_1 --condition 'balance > 1 rearm 1' --condition 'balance < 8% of \#
            balance' --condition 'balance < 8% of credit_limit' --any --precision 100
        monitor update mon_1 --condition 'balance > 1 rearm 1' --condition 'balance < 8' \#
            --all --minor-units
        monitor update mon_1 --roll-up --currency USD --ledger ldg_1 --identity i \#
            --indicator-prefix @ --of-meta-data tier=gold
        monitor update mon_1 --ledger-rule --ledger ldg_1 --currency USD --indicator-prefix \#
            @
        monitor delete mon_1 --expect-version 2
        monitor test mon_1 --about bln_1 --send
        monitor test 'balance > 1' --balance bln_1
        monitor replay mon_1 --from 1 --to 9 --limit 5
        monitor replay 'balance > 1' --balance bln_1
        event list --from 3 --type balance.monitor --balance bln_1 --monitor mon_1 --ledger \#
            ldg_1 --indicator-prefix @ --wait 5s --limit 5
        event list --from-oldest
        event list --durable alerts
        event tail --from 3 --type balance.monitor --balance bln_1 --monitor mon_1 --ledger \#
            ldg_1 --indicator-prefix @ --heartbeat 5s --batch 5
        event tail --from-oldest
        event tail --durable alerts
        subscription create alerts --from 3 --type balance.monitor --balance bln_1 --monitor \#
            mon_1 --ledger ldg_1 --indicator-prefix @ --retain-for 7d --id sub_1
        subscription create alerts --from-oldest
        subscription get alerts
        subscription list --oldest-first
        subscription ack alerts 9
        subscription delete alerts
        webhook create https://example.org --type balance.monitor --balance bln_1 --monitor \#
            mon_1 --ledger ldg_1 --indicator-prefix @ --description d --meta-data '{"a":1}' \#
            --secret-file - --disabled --id whk_1
        webhook get whk_1
        webhook list --origin monitor --oldest-first
        webhook update whk_1 --url https://example.org --type balance.monitor --balance \#
            bln_1 --monitor mon_1 --ledger ldg_1 --indicator-prefix @ --description d \#
            --meta-data '{"a":1}' --enable --expect-version 2 --clear filter
        webhook delete whk_1 --expect-version 2
        webhook secret whk_1 --overlap 2d --secret-file - --expect-version 2
        webhook deliveries --webhook whk_1 --event evt_1 --monitor mon_1 --status dead \#
            --since 2026-01-01T00:00:00Z --until 2026-02-01T00:00:00Z --oldest-first
        webhook retry dlv_1
        webhook test whk_1 --type transaction.applied
        verify --limit 5 --phase chain
        info
        stats
        health
        """#
}
