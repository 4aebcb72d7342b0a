import Dispatch
import Histogram
import Synchronization
import TTRPC
import Transport

/// One connection under load: keeps so many calls in flight, and measures each.
///
/// It belongs to a thread of its own, which waits for the socket: with one call in flight that is
/// one send and one receive per call, with more of them as many calls as are ready go at once.
struct LoadConnection: ~Copyable {
    private let socket: BlockingSocket
    private let plan: LoadPlan
    private var work: LoadWork
    private var decoder = FrameDecoder()
    /// When the calls in flight began, by the number of their stream; 0 where there is none.
    private var starts: [UInt64]
    private var nextCall: UInt64 = 0
    private var outstanding = 0
    private var output: [UInt8] = []
    private var sentCount = 0
    private var input: [UInt8] = []
    private var result = LoadResult()

    /// Bytes read at a time.
    private static let readMax = 256 << 10
    /// Streams have odd numbers of 31 bits.
    private static let callsMax: UInt64 = 1 << 30

    init(_ plan: LoadPlan, number: Int) throws(LoadFailure) {
        self.plan = plan
        do {
            socket = try BlockingSocket(to: plan.endpoint)
        } catch { throw .socket(error) }
        work = LoadWork(plan, connection: number)
        // A call that is answered late keeps its place while others come and go.
        var places = 64
        while places < 8 * plan.inFlight { places *= 2 }
        starts = Array(repeating: 0, count: places)
    }

    /// Runs until the end, then until the last call is answered.
    /// - Parameter progress: counts the calls that were answered.
    consuming func run(
        from start: UInt64, until end: UInt64, progress: Counter
    ) throws(LoadFailure) -> LoadResult {
        do throws(BlockingSocketError) {
            while true {
                let now = DispatchTime.now().uptimeNanoseconds
                if now < end { fill(now) }
                guard outstanding > 0 else { return result }
                try flush()
                try socket.receive(into: &input, room: Self.readMax)
                let read = DispatchTime.now().uptimeNanoseconds
                let answered = try take(read, measured: start...max(start, end))
                progress.add(answered)
            }
        } catch { throw .socket(error) }
    }
}

extension LoadConnection {
    /// Makes calls until enough are in flight.
    private mutating func fill(_ now: UInt64) {
        let limit = plan.callLimit.map(UInt64.init) ?? Self.callsMax
        while outstanding < plan.inFlight, nextCall < limit {
            let place = Int(nextCall) & (starts.count - 1)
            guard starts[place] == 0 else { return }
            starts[place] = now
            work.append(to: &output, streamID: UInt32(2 * nextCall + 1))
            nextCall += 1
            outstanding += 1
        }
    }

    /// Sends all that is to be sent. Where the kernel takes nothing, answers are read meanwhile:
    /// the server may wait for that.
    private mutating func flush() throws(BlockingSocketError) {
        while sentCount < output.count {
            let count = try socket.sendSome(output[sentCount...])
            sentCount += count
            guard count == 0 else { continue }
            if try socket.waitForEither().canRead { return }
        }
        output.removeAll(keepingCapacity: true)
        sentCount = 0
    }

    /// Takes the answers in what was read.
    private mutating func take(
        _ now: UInt64, measured: ClosedRange<UInt64>
    ) throws(BlockingSocketError) -> Int {
        guard !input.isEmpty else { throw .closedByPeer }
        decoder.append(input)
        var answered = 0
        while case .frame(let frame) = decoder.next() {
            let place = Int(frame.streamID >> 1) & (starts.count - 1)
            let began = starts[place]
            starts[place] = 0
            outstanding -= 1
            answered += 1
            let isMeasured = measured.contains(now)
            result.note(frame, nanoseconds: now - began, isMeasured: isMeasured)
        }
        return answered
    }
}

/// Counts across threads.
package final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    package init() {}

    package var count: Int { value.load(ordering: .relaxed) }

    func add(_ count: Int) { value.add(count, ordering: .relaxed) }
}
