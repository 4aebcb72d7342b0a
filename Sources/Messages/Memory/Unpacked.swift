import CTidemarkProto

/// protobuf-c's unpacked members as Swift values. The pre-walk has checked what they hold.
enum Unpacked {
    static func text(_ c: UnsafeMutablePointer<CChar>?) -> String {
        guard let c = unsafe c else { return "" }
        return unsafe String(cString: c)
    }

    static func bytes(_ c: ProtobufCBinaryData) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: c.data, count: c.len))
    }

    static func values<T>(_ c: UnsafeMutablePointer<T>?, _ count: Int) -> [T] {
        unsafe Array(UnsafeBufferPointer(start: c, count: count))
    }

    static func texts(
        _ c: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int
    ) -> [String] {
        unsafe UnsafeBufferPointer(start: c, count: count).map { unsafe text($0) }
    }

    static func byteArrays(
        _ c: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int
    ) -> [[UInt8]] {
        unsafe UnsafeBufferPointer(start: c, count: count).map { unsafe bytes($0) }
    }

    static func flags(_ c: UnsafeMutablePointer<Int32>?, _ count: Int) -> [Bool] {
        unsafe UnsafeBufferPointer(start: c, count: count).map { $0 != 0 }
    }

    /// An enum's value. The pre-walk refuses numbers that the enum does not name.
    static func enumeration<E: MessageEnumeration>(_ number: some FixedWidthInteger) -> E {
        E(rawValue: Int32(truncatingIfNeeded: number)) ?? E()
    }

    static func enumerations<C: RawRepresentable, E: MessageEnumeration>(
        _ c: UnsafeMutablePointer<C>?, _ count: Int
    ) -> [E] where C.RawValue: FixedWidthInteger {
        unsafe UnsafeBufferPointer(start: c, count: count).map { enumeration($0.rawValue) }
    }

    static func message<M: CMessage>(_ c: UnsafeMutablePointer<M.CStruct>?) -> M? {
        guard let c = unsafe c else { return nil }
        return unsafe M(unpacked: c)
    }

    static func messages<M: CMessage>(
        _ c: UnsafeMutablePointer<UnsafeMutablePointer<M.CStruct>?>?, _ count: Int
    ) -> [M] {
        unsafe UnsafeBufferPointer(start: c, count: count).map { unsafe message($0) ?? M() }
    }

    /// A map's entries as a dictionary. The pre-walk refuses a key that is given twice.
    static func dictionary<Entry, Key: Hashable, Value>(
        _ entries: [Entry], _ pair: (Entry) -> (Key, Value)
    ) -> [Key: Value] {
        Dictionary(entries.map(pair)) { _, last in last }
    }
}
