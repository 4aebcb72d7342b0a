import CTidemarkProto

/// Swift values as protobuf-c wants them, in the arena's memory.
extension Arena {
    /// A C string. A NUL can't stand in one: it is written in the two bytes C0 80, which are not
    /// UTF-8, so that whoever decodes it refuses the text rather than takes half of it.
    func text(_ text: String) -> UnsafeMutablePointer<CChar> {
        var text = text
        return text.withUTF8 { utf8 in
            let nulls = unsafe utf8.count { $0 == 0 }
            let c = unsafe allocate(CChar.self, count: utf8.count + nulls + 1)
            guard nulls > 0 else {
                unsafe c.withMemoryRebound(to: UInt8.self, capacity: utf8.count) {
                    _ = unsafe UnsafeMutableBufferPointer(start: $0, count: utf8.count)
                        .update(fromContentsOf: utf8)
                }
                unsafe c[utf8.count] = 0
                return unsafe c
            }
            var end = 0
            for byte in unsafe utf8.flatMap({ $0 == 0 ? [0xC0, 0x80] : [$0] }) {
                unsafe c[end] = CChar(bitPattern: byte)
                end += 1
            }
            unsafe c[end] = 0
            return unsafe c
        }
    }

    func bytes(_ bytes: [UInt8]) -> ProtobufCBinaryData {
        unsafe ProtobufCBinaryData(len: bytes.count, data: values(bytes))
    }

    func values<T>(_ values: [T]) -> UnsafeMutablePointer<T> {
        unsafe array(of: T.self, values) { $0 }
    }

    func texts(_ texts: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
        unsafe array(of: UnsafeMutablePointer<CChar>?.self, texts) { unsafe text($0) }
    }

    func byteArrays(_ arrays: [[UInt8]]) -> UnsafeMutablePointer<ProtobufCBinaryData> {
        unsafe array(of: ProtobufCBinaryData.self, arrays) { unsafe bytes($0) }
    }

    func flags(_ flags: [Bool]) -> UnsafeMutablePointer<Int32> {
        unsafe array(of: Int32.self, flags) { $0 ? 1 : 0 }
    }

    /// The numbers of enum values, in the type that the C compiler chose for the enum.
    func enumerations<C: RawRepresentable, E: MessageEnumeration>(
        _ values: [E]
    ) -> UnsafeMutablePointer<C> where C.RawValue: FixedWidthInteger {
        let numbers = unsafe array(of: C.RawValue.self, values) {
            C.RawValue(truncatingIfNeeded: $0.rawValue)
        }
        return unsafe UnsafeMutableRawPointer(numbers).assumingMemoryBound(to: C.self)
    }

    func message<M: CMessage>(_ message: M?) -> UnsafeMutablePointer<M.CStruct>? {
        guard let message else { return nil }
        let c = unsafe allocate(M.CStruct.self, count: 1)
        unsafe M.initialize(c)
        unsafe message.fill(c, in: self)
        return unsafe c
    }

    func messages<M: CMessage>(
        _ messages: [M]
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<M.CStruct>?> {
        unsafe array(of: UnsafeMutablePointer<M.CStruct>?.self, messages) { unsafe message($0) }
    }

    private func array<T, S>(
        of type: T.Type, _ source: [S], _ convert: (S) -> T
    ) -> UnsafeMutablePointer<T> {
        let c = unsafe allocate(T.self, count: source.count)
        for index in source.indices {
            unsafe (c + index).initialize(to: convert(source[index]))
        }
        return unsafe c
    }
}
