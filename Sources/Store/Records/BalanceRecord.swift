import Checksum
import LMDB
import Ledger

/// The layout of a balance's working half: every field at a fixed offset, in the byte order of the
/// machine, because every transaction reads and writes two of them.
///
///       0  format 1 · status 1 · flags 1 · allocation 1 · checksum of the rest 4
///       8  version 8 · moved at 8 · multiplier 8
///      32  credit 16 · debit 16 · inflight credit 16 · inflight debit 16
///      96  overdraft limit 16 · credit limit 16
///     128  watched 16
///     144  number of the last entry 8 · jump 8, 8 · jump of jump 8, 8
///     184  roll-ups 8
///     192  currency 1…32
enum BalanceRecord {
    static let format: UInt8 = 1
    private static let currencyOffset = 192

    static func size(_ balance: Balance) -> Int {
        currencyOffset + balance.currency.count
    }

    private enum Flags {
        static let world: UInt8 = 1
        static let multiplier: UInt8 = 2
        static let overdraftLimit: UInt8 = 4
        static let creditLimit: UInt8 = 8
        static let all = world | multiplier | overdraftLimit | creditLimit
    }

    static func write(
        _ balance: Balance, under key: Span<UInt8>, to bytes: inout MutableSpan<UInt8>
    ) {
        bytes[0] = format
        bytes[1] = balance.status.rawValue
        bytes[2] =
            (balance.isWorld ? Flags.world : 0)
            | (balance.multiplier == nil ? 0 : Flags.multiplier)
            | (balance.overdraftLimit == nil ? 0 : Flags.overdraftLimit)
            | (balance.creditLimit == nil ? 0 : Flags.creditLimit)
        bytes[3] = balance.allocation?.rawValue ?? 0
        for position in 0..<balance.currency.count {
            bytes[currencyOffset + position] = balance.currency[position]
        }
        bytes.store(balance.version, at: 8)
        bytes.store(balance.movedAt?.nanoseconds ?? 0, at: 16)
        bytes.store(balance.multiplier ?? 0, at: 24)
        bytes.store(balance.sums.credit.minorUnits, at: 32)
        bytes.store(balance.sums.debit.minorUnits, at: 48)
        bytes.store(balance.sums.inflightCredit.minorUnits, at: 64)
        bytes.store(balance.sums.inflightDebit.minorUnits, at: 80)
        bytes.store(balance.overdraftLimit?.minorUnits ?? 0, at: 96)
        bytes.store(balance.creditLimit?.minorUnits ?? 0, at: 112)
        bytes.store(balance.watched.bits, at: 128)
        bytes.store(balance.history.last.number, at: 144)
        bytes.store(balance.history.jump.number, at: 152)
        bytes.store(balance.history.jump.depth, at: 160)
        bytes.store(balance.history.jumpOfJump.number, at: 168)
        bytes.store(balance.history.jumpOfJump.depth, at: 176)
        bytes.store(balance.rollUps.bits, at: 184)
        bytes.store(checksum(bytes.span, under: key), at: 4)
    }

    static func read(
        _ bytes: Span<UInt8>, _ id: BalanceID, under key: Span<UInt8>
    ) throws(StoreError) -> Balance {
        guard bytes.count > currencyOffset, bytes[0] == format,
            checksum(bytes, under: key) == bytes.load(at: 4, as: UInt32.self),
            let currency = currency(bytes), let status = BalanceStatus(rawValue: bytes[1]),
            bytes[2] & ~Flags.all == 0,
            bytes[3] == 0 || LineageStrategy(rawValue: bytes[3]) != nil,
            bytes.load(at: 8, as: UInt64.self) >= 1
        else {
            throw .damaged(table: Table.balances.rawValue, key: hexadecimal(key))
        }
        let flags = bytes[2]
        func optional<Value>(_ flag: UInt8, _ value: Value) -> Value? {
            flags & flag == 0 ? nil : value
        }
        func amount(_ offset: Int) -> Amount { Amount(bytes.load(at: offset)) }
        var balance = Balance(
            id: id, currency: currency, isWorld: flags & Flags.world != 0,
            multiplier: optional(Flags.multiplier, bytes.load(at: 24)),
            overdraftLimit: optional(Flags.overdraftLimit, amount(96)),
            creditLimit: optional(Flags.creditLimit, amount(112)),
            allocation: LineageStrategy(rawValue: bytes[3]))
        let movedAt: Int64 = bytes.load(at: 16)
        balance.movedAt = movedAt == 0 ? nil : Timestamp(nanoseconds: movedAt)
        balance.status = status
        balance.version = bytes.load(at: 8)
        balance.sums = Sums(
            credit: amount(32), debit: amount(48), inflightCredit: amount(64),
            inflightDebit: amount(80))
        balance.watched = MonitorMask(bits: bytes.load(at: 128))
        balance.rollUps = RollUpSlots(bits: bytes.load(at: 184))
        balance.history = HistoryHead(
            last: .init(number: bytes.load(at: 144), depth: balance.version - 1),
            jump: .init(number: bytes.load(at: 152), depth: bytes.load(at: 160)),
            jumpOfJump: .init(number: bytes.load(at: 168), depth: bytes.load(at: 176)))
        return balance
    }

    private static func currency(_ bytes: Span<UInt8>) -> Currency? {
        Currency(utf8: bytes.extracting(currencyOffset..<bytes.count))
    }

    /// Over the key, the four bytes before the checksum and everything behind it.
    private static func checksum(_ bytes: Span<UInt8>, under key: Span<UInt8>) -> UInt32 {
        let head = Checksum.crc32c(
            bytes.extracting(0..<4), continuing: Checksum.crc32c(key))
        return Checksum.crc32c(bytes.extracting(8..<bytes.count), continuing: head)
    }
}
