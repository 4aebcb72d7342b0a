import Ledger
import Testing

@testable import Store

struct `An alarm for what falls due` {
    private let clock = TestClock()

    private func alarm() -> DueAlarm {
        DueAlarm(of: .deliveries, sleepMax: .seconds(60)) { [clock] in clock.now }
    }

    private func notice(_ seconds: Int64, _ arrivals: Arrivals = []) -> CommitNotice {
        CommitNotice(sequence: 1, time: .start(plus: seconds), arrivals: arrivals)
    }

    @Test(
        arguments: [
            (5, .seconds(5)), (60, .seconds(60)), (61, .seconds(60)), (0, .zero), (-1, .zero),
            (nil, .seconds(60)),
        ] as [(Int64?, Duration)])
    func `lets sleep until then, and not too long`(next: Int64?, sleep: Duration) {
        #expect(alarm().set(to: next.map { .start(plus: $0) }) == sleep)
    }

    @Test func `is rung by a commit whose time shows that the clock was set`() {
        let alarm = alarm()
        #expect(!alarm.isRung(by: notice(1_000_000)))
        _ = alarm.set(to: .start(plus: 300))
        #expect(!alarm.isRung(by: notice(299)))
        #expect(alarm.isRung(by: notice(300)))
        #expect(alarm.isRung(by: notice(301)))
        _ = alarm.set(to: nil)
        #expect(!alarm.isRung(by: notice(301)))
    }

    @Test func `is rung by what a commit brought, of its own kind`() {
        let alarm = alarm()
        #expect(alarm.isRung(by: notice(0, .deliveries)))
        #expect(alarm.isRung(by: notice(0, [.deliveries, .dues])))
        #expect(!alarm.isRung(by: notice(0, .dues)))
    }
}
