import TTRPC
import Testing

@Suite struct `A request envelope` {
    @Test func `reads the bytes of a real exchange`() throws {
        let bytes = hex("0a12\"study.echo.v1.Echo\" 1204\"Echo\" 1a04 0a02\"hi\"")
        let request = try RequestEnvelope(decoding: bytes[...])
        #expect(
            request
                == RequestEnvelope(
                    service: "study.echo.v1.Echo", method: "Echo", payload: hex("0a02\"hi\"")))
        #expect(encode(request) == bytes)
        #expect(request.encodedByteCount == bytes.count)
    }

    @Test(arguments: [0, 1, -1, 127, 128, 30_000_000_000, .max, .min] as [Int64])
    func `carries any timeout`(nanoseconds: Int64) throws {
        let request = RequestEnvelope(
            service: "s", method: "m", timeoutNanoseconds: nanoseconds,
            metadata: ["key": "värde", "": "", "key": "again"])
        let bytes = encode(request)
        #expect(bytes.count == request.encodedByteCount)
        #expect(try RequestEnvelope(decoding: bytes[...]) == request)
    }

    @Test func `skips unknown fields of every wire type`() throws {
        let bytes = hex("30 ff01 | 39 0102030405060708 | 42 03 aabbcc | 4d 01020304 | 1201 6d")
        #expect(try RequestEnvelope(decoding: bytes[...]).method.elementsEqual("m".utf8))
    }

    @Test func `is empty where there are no bytes`() throws {
        #expect(try RequestEnvelope(decoding: []) == RequestEnvelope())
    }

    @Test(arguments: [
        "0a", "0a05 61", "0aff", "0affffffffffffffffff01 61", "08 01", "22 00", "20 80",
        "20 ffffffffffffffffffff01", "20 ffffffffffffffffff02", "00", "02 00", "0b", "0c", "0e",
        "0f", "3d 010203", "39 01020304050607", "0a02 c328", "1203 eda080", "2a04 0a02 c328",
        "2a02 0a05", "2a02 0801", "ffffffffff7f 00",
    ])
    func `refuses`(malformed: String) {
        #expect(throws: EnvelopeError.self) {
            try RequestEnvelope(decoding: hex(malformed)[...])
        }
    }

    @Test func `bounds the number of metadata entries`() throws {
        let most = Metadata(
            (0..<Metadata.entryCountMax).map { Metadata.Entry(key: "k\($0)", value: "") })
        let most64 = encode(RequestEnvelope(service: "s", method: "m", metadata: most))
        #expect(try RequestEnvelope(decoding: most64[...]).metadata == most)
        #expect(throws: EnvelopeError.self) {
            try RequestEnvelope(decoding: (most64 + hex("2a00"))[...])
        }
    }

    @Test func `bounds the bytes of metadata`() throws {
        func request(valueByteCount: Int) -> RequestEnvelope {
            let value = String(repeating: "v", count: valueByteCount)
            return RequestEnvelope(service: "s", method: "m", metadata: ["k": value])
        }
        let framing = 3 + 3  // key with its tag; tag and length of the value
        let fits = request(valueByteCount: Metadata.byteCountMax - framing)
        #expect(try RequestEnvelope(decoding: encode(fits)[...]) == fits)
        let over = request(valueByteCount: Metadata.byteCountMax - framing + 1)
        #expect(throws: EnvelopeError.self) { try RequestEnvelope(decoding: encode(over)[...]) }
    }

    private func encode(_ request: RequestEnvelope) -> [UInt8] {
        var bytes: [UInt8] = []
        request.append(to: &bytes)
        return bytes
    }
}

@Suite struct `A response envelope` {
    @Test func `reads the bytes of a real exchange`() throws {
        let success = hex("1204 0a02\"hi\"")
        #expect(try decode(success) == .success(hex("0a02\"hi\"")[...]))
        let failure = hex("0a18 0805 1214\"asked to fail with 5\"")
        let error = RPCError(.notFound, "asked to fail with 5")
        #expect(try decode(failure) == .failure(error))
        #expect(encode(.failure(error)) == failure)
        #expect(encode(.success(hex("0a02\"hi\"")[...])) == success)
    }

    @Test(arguments: StatusCode.allCases.dropFirst())
    func `carries every status with its details`(code: StatusCode) throws {
        let detail = RPCError.Detail(
            typeURL: "type.googleapis.com/google.rpc.ErrorInfo", value: [1, 2, 3])
        let error = RPCError(code, "sentence", details: [detail, detail])
        let response = ResponseEnvelope.failure(error)
        #expect(encode(response).count == response.encodedByteCount)
        #expect(try decode(encode(response)) == response)
    }

    @Test func `takes a status of OK as success`() throws {
        #expect(try decode(hex("0a00 1201 07")) == .success([7]))
    }

    @Test func `keeps the number of a status it doesn't know`() throws {
        let error = RPCError(.unknown, "status 99: odd")
        #expect(try decode(hex("0a07 0863 1203\"odd\"")) == .failure(error))
    }

    @Test(arguments: ["0a05 08", "0a02 0a00", "0a04 1202 c328", "0a02 1a05", "10 01", "0a02 1801"])
    func `refuses`(malformed: String) {
        #expect(throws: EnvelopeError.self) { try decode(hex(malformed)) }
    }

    @Test func `bounds the number of details`() {
        let many = [UInt8]([0x1a, 0x00].joined(repeated: RPCError.detailCountMax + 1))
        #expect(throws: EnvelopeError.self) { try decode([0x0a, 0x82, 0x01] + many) }
    }

    private func decode(_ bytes: [UInt8]) throws -> ResponseEnvelope {
        try ResponseEnvelope(decoding: bytes[...])
    }

    private func encode(_ response: ResponseEnvelope) -> [UInt8] {
        var bytes: [UInt8] = []
        response.append(to: &bytes)
        return bytes
    }
}

extension [UInt8] {
    fileprivate func joined(repeated count: Int) -> [UInt8] {
        (0..<count).flatMap { _ in self }
    }
}
