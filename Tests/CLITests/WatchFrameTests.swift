import Messages
import Testing

@testable import tidemark

@Suite struct `A frame of the live view` {
    private let now = GoogleProtobuf.Timestamp(seconds: 1_772_366_402, nanos: 500_000_000)

    private var state: WatchState {
        var state = WatchState(address: "unix:data/tidemark.sock")
        state.link = .connected
        state.sentAt = .init(seconds: now.seconds - 1, nanos: 0)
        let moved = GoogleProtobuf.Timestamp(seconds: now.seconds - 60)
        for (name, amount) in [("@world", "-200000"), ("@alice", "100050"), ("日本 shop", "99950")] {
            state.take(
                V1.Balance(
                    balanceID: "bln_\(name)", indicator: name, currency: "USD", balance: amount,
                    availableBalance: amount, currencyMultiplier: 100, version: 1, status: .open,
                    lastTransactionAt: moved))
        }
        let monitor = V1.Monitor(
            monitorID: "mon_1",
            condition: .init(
                field: .debitBalance, operator: .greaterThan, value: "1000.00", precision: 100),
            firedCount: 2)
        state.take(
            V1.Event(
                sequence: 12, type: .balanceMonitor, createdAt: moved,
                payload: .monitorNotification(
                    .init(
                        monitor: monitor, balanceID: "bln_1", observedBefore: "99999",
                        observedAfter: "100001", currency: "USD", indicator: "@alice"))))
        state.tail = 14
        return state
    }

    private func lines(_ columns: Int, _ rows: Int, _ state: WatchState? = nil) -> [String] {
        let size = WatchFrame.Size(columns: columns, rows: rows)
        let frame = WatchFrame(state: state ?? self.state, size: size, now: now)
        return frame.lines(.plain)
    }

    @Test func `shows balances, monitors, events and how far behind it is`() {
        let text = lines(90, 18).map(\.withoutTrailingBlanks).joined(separator: "\n")
        #expect(
            text == """
                tidemark watch  connected  unix:data/tidemark.sock
                sequence 12  behind 2  heard 1.5s ago  - transactions/s

                > BALANCES 3   CURRENT  AVAILABLE  CURRENCY  MOVED     STATUS
                  日本 shop     999.50     999.50  USD       11:59:02
                  @alice       1000.50    1000.50  USD       11:59:02
                  @world      -2000.00   -2000.00  USD       11:59:02

                  MONITORS 1  FIRED     TIMES  CONDITION
                  @alice      11:59:02      2  debit_balance > 1000.00: 999.99 USD -> 1000.01 USD

                  EVENTS 1  SEQUENCE  TYPE             WHAT
                  11:59:02        12  balance.monitor  @alice  debit_balance > 1000.00: 999.99 USD -> 100…




                q quits  tab next list  arrows move  p pauses
                """)
    }

    @Test func `shows the chosen list where there is no room for all`() {
        var state = state
        #expect(lines(60, 8).contains { $0.contains("> BALANCES 3") })
        state.press(.nextPane)
        let text = lines(60, 8, state)
        #expect(text.contains { $0.contains("> MONITORS 1") })
        #expect(!text.contains { $0.contains("BALANCES") })
    }

    @Test func `says what the stream suffers from`() {
        var state = state
        state.link = .interrupted("gone\u{1B}[2J")
        #expect(
            lines(120, 10, state)[0].hasPrefix(
                #"tidemark watch  interrupted, trying again: gone\u{1b}[2J  unix:"#))
        state.isPaused = true
        #expect(lines(120, 10, state)[1].hasSuffix("PAUSED"))
    }

    @Test func `scrolls, and says where it is`() {
        var state = state
        state.press(.down)
        let text = lines(90, 18, state)
        #expect(text.contains { $0.contains("> BALANCES 2-3 of 3") })
        #expect(!text.contains { $0.contains("日本") })
    }

    @Test(arguments: [1, 2, 3, 5, 9, 13, 14, 24, 60, 200], [1, 2, 7, 20, 39, 40, 80, 200])
    func `fits every screen`(_ rows: Int, _ columns: Int) {
        for pane in WatchState.Pane.allCases {
            var state = state
            state.pane = pane
            let lines = lines(columns, rows, state)
            #expect(lines.count == rows)
            for line in lines { #expect(line.terminalColumns <= columns, "\(line)") }
        }
    }

    @Test func `is nothing where there is no screen`() {
        #expect(lines(0, 10).isEmpty)
        #expect(lines(10, 0).isEmpty)
    }

    @Test func `gives nobody's text power over the terminal`() {
        var state = state
        let evil = "\u{1B}]0;title\u{07}\u{1B}[2J\n\u{202E}"
        state.take(V1.Balance(balanceID: "bln_9", indicator: evil, currency: evil, version: 1))
        state.take(
            V1.Event(
                sequence: 13, type: .transactionApplied,
                payload: .transaction(
                    .init(currency: evil, source: evil, destination: evil, description: evil))))
        let monitor = V1.Monitor(monitorID: "mon_2", description: evil)
        state.take(
            V1.Event(
                sequence: 14, type: .balanceMonitor,
                payload: .monitorNotification(
                    .init(monitor: monitor, severity: evil, currency: evil, indicator: evil))))
        for line in lines(200, 40, state) {
            let isSafe = line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" }
            #expect(isSafe, "\(line.debugDescription)")
        }
    }

    @Test func `has its colours outside of the texts that are measured`() {
        let size = WatchFrame.Size(columns: 40, rows: 10)
        let frame = WatchFrame(state: state, size: size, now: now)
        let coloured = frame.lines(Style(isColoured: true)).map { line in
            line.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        }
        #expect(coloured == frame.lines(.plain))
    }
}

extension String {
    fileprivate var withoutTrailingBlanks: String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
