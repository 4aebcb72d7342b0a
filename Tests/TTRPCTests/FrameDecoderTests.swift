import TTRPC
import Testing

@Suite struct `A frame decoder` {
    /// A script with every kind of event: empty, small, with flags, oversized, small again.
    static let script: [UInt8] =
        hex("00000020 00000001 01 00 | 0a12\"study.echo.v1.Echo\" 1204\"Echo\" 1a04 0a02\"hi\"")
        + hex("00000000 00000005 03 05")
        + FrameHeader(length: 0x40_0001, streamID: 7, type: .request).bytes
        + [UInt8](repeating: 0xff, count: 0x40_0001)
        + hex("00000002 00000005 03 00 | 0801")

    static let events: [FrameDecoder.Event] = [
        .frame(
            Frame(
                streamID: 1, type: .request,
                data: hex("0a12\"study.echo.v1.Echo\" 1204\"Echo\" 1a04 0a02\"hi\"")[...])),
        .frame(Frame(streamID: 5, type: .data, flags: .endOfStream)),
        .oversized(FrameHeader(length: 0x40_0001, streamID: 7, type: .request)),
        .frame(Frame(streamID: 5, type: .data, data: hex("0801")[...])),
    ]

    @Test func `reads a script given whole`() {
        #expect(decode(Self.script, in: Self.script.count) == Self.events)
    }

    @Test func `reads a script given twice at once`() {
        let twice = Self.script + Self.script
        #expect(decode(twice, in: twice.count) == Self.events + Self.events)
    }

    @Test(arguments: [1000, 4096, 65_536])
    func `reads a script in pieces of`(size: Int) {
        #expect(decode(Self.script, in: size) == Self.events)
    }

    /// Two small frames; a script with an oversized one takes long to drip.
    static let shortScript = hex("00000002 00000005 03 00 | 0801 | 00000000 00000005 03 05")

    @Test(arguments: 1...22)
    func `reads a short script in pieces of`(size: Int) {
        #expect(decode(Self.shortScript, in: size) == [Self.events[3], Self.events[1]])
    }

    @Test func `reads a short script cut in two at every place`() {
        let script = Self.shortScript
        for cut in 0...script.count {
            var decoder = FrameDecoder()
            var events: [FrameDecoder.Event] = []
            for part in [script[..<cut], script[cut...]] {
                decoder.append(Array(part))
                while let event = decoder.next() { events.append(event) }
            }
            #expect(events == [Self.events[3], Self.events[1]], "cut at \(cut)")
        }
    }

    @Test func `hands out slices that later bytes don't change`() {
        var decoder = FrameDecoder()
        decoder.append(hex("00000002 00000005 03 00 0801 00000002 000000"))
        let first = decoder.next()
        decoder.append(hex("05 03 00 0802"))
        let second = decoder.next()
        #expect(first == .frame(Frame(streamID: 5, type: .data, data: [8, 1])))
        #expect(second == .frame(Frame(streamID: 5, type: .data, data: [8, 2])))
    }

    @Test func `accepts a frame of exactly the limit`() {
        let body = [UInt8](repeating: 1, count: FrameHeader.lengthMax)
        let frame = Frame(streamID: 1, type: .data, data: body[...])
        #expect(decode(frame.bytes, in: 100_000) == [.frame(frame)])
    }

    @Test(arguments: [0x40_0001, 0x80_0000, 0xff_ffff] as [UInt32])
    func `discards an oversized body in constant memory`(length: UInt32) {
        var decoder = FrameDecoder()
        let header = FrameHeader(length: length, streamID: 9, type: .data)
        decoder.append(header.bytes)
        #expect(decoder.next() == .oversized(header), "before any of the body has come")
        var left = Int(length)
        while left > 0 {
            let piece = min(left, 60_000)
            decoder.append([UInt8](repeating: 0xaa, count: piece))
            left -= piece
            #expect(decoder.next() == nil)
            #expect(decoder.bufferedByteCount == 0)
            #expect(decoder.isInsideFrame == (left > 0))
        }
        decoder.append(hex("00000000 00000005 03 05"))
        #expect(decoder.next() == Self.events[1])
    }

    @Test(arguments: ["GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}"])
    func `knows a foreign peer by its first byte`(preface: String) throws {
        var decoder = FrameDecoder()
        let bytes = Array(preface.utf8)
        decoder.append([bytes[0]])
        #expect(decoder.next() == .foreign(firstByte: bytes[0]))
        decoder.append(Array(bytes[1...]))
        decoder.append(Self.script)
        #expect(decoder.next() == nil)
        #expect(decoder.bufferedByteCount == 0)
    }

    @Test(arguments: [0x0100_0000, 0x7fff_ffff, 0xffff_ffff] as [UInt32])
    func `takes a length from 16 MiB on as foreign`(length: UInt32) {
        let header = FrameHeader(length: length, streamID: 1, type: .request)
        #expect(decode(header.bytes, in: 10) == [.foreign(firstByte: UInt8(length >> 24))])
    }

    private func decode(_ bytes: [UInt8], in size: Int) -> [FrameDecoder.Event] {
        var decoder = FrameDecoder()
        var events: [FrameDecoder.Event] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            decoder.append(Array(bytes[start..<min(start + size, bytes.count)]))
            while let event = decoder.next() { events.append(event) }
        }
        #expect(!decoder.isInsideFrame || events.last.map { "\($0)".contains("foreign") } == true)
        return events
    }
}

extension FrameHeader {
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }
}
