import Synchronization
import TTRPC
import Testing

@Suite struct `A unary call` {
    @Test func `is answered by the bytes given to reply`() {
        let outlet = RecordingOutlet()
        outlet.unaryCall().reply([1, 2])
        #expect(outlet.said == ["reply [1, 2]"])
    }

    @Test func `is answered by what is made later`() {
        let outlet = RecordingOutlet()
        outlet.unaryCall().answer(with: { .success([1, 2]) })
        #expect(outlet.said == ["answer to be made"])
    }

    @Test func `that is let go of unanswered answers INTERNAL`() {
        let outlet = RecordingOutlet()
        _ = outlet.unaryCall()
        #expect(outlet.said == ["failure INTERNAL"])
    }

    @Test func `is cancelled when its peer has gone`() {
        let outlet = RecordingOutlet()
        let call = outlet.unaryCall()
        #expect(!call.isCancelled)
        outlet.outlet.disconnect()
        #expect(call.isCancelled)
        call.fail(RPCError(.cancelled, ""))
        #expect(outlet.said == ["failure CANCELLED"])
    }

    #if DEBUG
        @Test func `answered twice is a mistake that debug builds stop at`() async {
            await #expect(processExitsWith: .failure) {
                let call = RecordingOutlet().unaryCall()
                call.reply([])
                call.reply([])
            }
        }
    #else
        @Test func `answered twice says only its first answer`() {
            let outlet = RecordingOutlet()
            let call = outlet.unaryCall()
            call.reply([])
            call.reply([])
            #expect(outlet.said == ["reply []"])
        }
    #endif
}

@Suite struct `A stream call` {
    @Test func `sends, ends, and says nothing after that`() {
        let outlet = RecordingOutlet()
        let call = outlet.stream().call
        #expect(call.send([1]))
        call.finish()
        #expect(!call.send([2]))
        call.fail(RPCError(.aborted, ""))
        #expect(outlet.said == ["message [1]", "end"])
        #expect(!call.isCancelled)
    }

    @Test func `that is let go of before its end fails with INTERNAL`() {
        let outlet = RecordingOutlet()
        var stream: RecordingOutlet.Stream? = outlet.stream()
        let pipe = stream?.pipe
        stream?.call.onCancel { _ in Issue.record("the handler itself let go") }
        stream = nil
        pipe?.cancel(.disconnected)
        #expect(outlet.said == ["failure INTERNAL"])
    }

    @Test func `may be let go of by its own callback`() {
        let outlet = RecordingOutlet()
        var stream: RecordingOutlet.Stream? = outlet.stream()
        let pipe = stream?.pipe
        let call = stream?.call
        stream?.call.onReadable { _ = call }
        stream = nil
        pipe?.cancel(.disconnected)
    }

    @Test func `grows its pending bytes and tells when they are drained`() {
        var limits = StreamLimits()
        limits.pendingBytesHigh = 100
        limits.pendingBytesLow = 50
        let outlet = RecordingOutlet()
        let (call, pipe) = outlet.stream(limits: limits).parts
        let drained = Atomic<Int>(0)
        call.onDrained { drained.add(1, ordering: .relaxed) }
        #expect(drained.load(ordering: .relaxed) == 1, "a writable stream says so at once")
        call.send([UInt8](repeating: 0, count: 100))
        #expect(call.pendingBytes == 110)
        #expect(!call.isWritable)
        call.onDrained { drained.add(1, ordering: .relaxed) }
        pipe.flushed(55)
        #expect(drained.load(ordering: .relaxed) == 1, "not yet below the low bound")
        pipe.flushed(6)
        #expect(drained.load(ordering: .relaxed) == 2)
        pipe.flushed(49)
        #expect(drained.load(ordering: .relaxed) == 2, "asked once, told once")
        #expect(call.pendingBytes == 0)
        call.finish()
    }

    @Test func `calls back where its connection lets go of the place behind what was sent`() {
        let outlet = RecordingOutlet()
        let call = outlet.stream().call
        let passed = Atomic<Int>(0)
        call.send([1])
        call.onPassed { passed.add(1, ordering: .relaxed) }
        #expect(outlet.said == ["message [1]", "passage"])
        #expect(passed.load(ordering: .relaxed) == 1)
        call.finish()
        call.onPassed { passed.add(1, ordering: .relaxed) }
        #expect(passed.load(ordering: .relaxed) == 2)
    }

    @Test func `that owes its reader too much is ended`() {
        var limits = StreamLimits()
        limits.pendingBytesMax = 30
        let outlet = RecordingOutlet()
        let call = outlet.stream(limits: limits).call
        #expect(call.send([UInt8](repeating: 0, count: 10)))
        #expect(!call.send([1]))
        #expect(!call.send([]))
        #expect(outlet.said.last == "failure RESOURCE_EXHAUSTED")
        #expect(outlet.said.count == 2)
    }

    @Test func `queues the client's messages until they are taken`() {
        let outlet = RecordingOutlet()
        let (call, pipe) = outlet.stream(isClientFinished: false).parts
        let readable = Atomic<Int>(0)
        #expect(call.receive() == .nothing)
        pipe.deliver([1, 2], isLast: false)
        call.onReadable { readable.add(1, ordering: .relaxed) }
        #expect(readable.load(ordering: .relaxed) == 1, "what came before is told at once")
        pipe.deliver([3], isLast: true)
        #expect(readable.load(ordering: .relaxed) == 2)
        #expect(call.receive() == .message([1, 2]))
        #expect(call.receive() == .message([3]))
        #expect(call.receive() == .finished)
        #expect(call.receive() == .finished)
        #expect(outlet.said == ["consumed 2", "consumed 1"])
        call.finish()
    }

    @Test(arguments: [
        StreamCancellation.disconnected, .cancelled, .messageTooLarge,
    ])
    func `tells why it is over, once, also who asks late`(reason: StreamCancellation) {
        let outlet = RecordingOutlet()
        let (call, pipe) = outlet.stream().parts
        let reasons = Mutex<[StreamCancellation]>([])
        call.onCancel { reason in reasons.withLock { $0.append(reason) } }
        pipe.cancel(reason)
        pipe.cancel(.disconnected)
        #expect(call.isCancelled)
        #expect(!call.send([1]))
        call.onCancel { reason in reasons.withLock { $0.append(reason) } }
        #expect(reasons.withLock { $0 } == [reason, reason])
        #expect(outlet.said.isEmpty)
    }

    @Test func `still speaks while it is drained`() {
        let outlet = RecordingOutlet()
        let (call, pipe) = outlet.stream().parts
        call.onCancel { [call] reason in
            #expect(reason == .draining)
            call.fail(RPCError(.unavailable, "resume from 7"))
        }
        pipe.drain()
        pipe.drain()
        #expect(outlet.said == ["failure UNAVAILABLE"])
    }

    @Test func `isn't writable when it is over, and then calls no producer`() {
        var limits = StreamLimits()
        limits.pendingBytesHigh = 1
        let outlet = RecordingOutlet()
        let (call, pipe) = outlet.stream(limits: limits).parts
        call.send([1])
        call.onDrained { Issue.record("there is nothing to go on with") }
        pipe.cancel(.disconnected)
        call.onDrained { Issue.record("nor later") }
        pipe.flushed(11)
        #expect(!call.isWritable)
        #expect(call.isCancelled)
    }
}

@Suite struct `A method table` {
    @Test func `finds a method by the bytes of its names, and no other`() {
        let methods = EchoService.methods
        func find(_ service: String, _ method: String) -> Route? {
            methods.route(service: ArraySlice(service.utf8), method: ArraySlice(method.utf8))
        }
        #expect(find(EchoService.name, "Echo")?.method == "Echo")
        #expect(find(EchoService.name, "echo") == nil)
        #expect(find(EchoService.name, "") == nil)
        #expect(find("", "Echo") == nil)
        #expect(find("study.echo.v1.Ech", "o/Echo") == nil)
        #expect(methods.routes.map(\.method) == ["Chat", "Count", "Echo"])
    }
}
