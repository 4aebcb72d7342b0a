/// Checks the bytes of a message against its description before protobuf-c unpacks them.
///
/// protobuf-c neither looks at UTF-8 nor limits depth; it cuts strings at a NUL, keeps doubled map
/// entries and unknown enum values, merges doubled sub-messages in quadratic time, and turns two
/// bytes into hundreds. So nothing reaches it that this walk has not let pass.
struct PreWalk {
    private let limits: DecodingLimits
    private var elements = 0
    private var unknownFields = 0
    private var unknownBytes = 0

    /// Walks over the whole message.
    ///
    /// - Throws: the first fault, with the way to its field.
    static func check(
        _ bytes: borrowing Span<UInt8>, against schema: Schema, limits: DecodingLimits
    ) throws(DecodingError) {
        guard bytes.count <= limits.messageBytesMax else {
            throw DecodingError(.messageTooLarge(limit: limits.messageBytesMax))
        }
        var walk = PreWalk(limits: limits)
        try walk.message(schema, bytes, 0..<bytes.count, depth: 1)
    }

    private init(limits: DecodingLimits) {
        self.limits = limits
    }
}

extension PreWalk {
    private mutating func message(
        _ schema: Schema, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, depth: Int
    ) throws(DecodingError) {
        guard depth <= limits.depthMax else {
            throw DecodingError(.tooDeep(limit: limits.depthMax))
        }
        var cursor = WireCursor(range)
        var once = Once()
        while !cursor.isAtEnd {
            let start = cursor.position
            let tag = try cursor.tag(bytes)
            guard let index = schema.index(of: tag.number) else {
                if schema.refusesUnknownFields {
                    throw DecodingError(.unknownFilterField(tag.number))
                }
                try unknown(tag, bytes, &cursor)
                continue
            }
            do {
                try field(schema.fields[index], tag, bytes, &cursor, &once, depth: depth)
            } catch {
                let field = schema.fields[index]
                throw error.inside(field.place(in: bytes, range.lowerBound..<start))
            }
        }
    }

    private mutating func field(
        _ field: borrowing Schema.Field, _ tag: Tag, _ bytes: borrowing Span<UInt8>,
        _ cursor: inout WireCursor, _ once: inout Once, depth: Int
    ) throws(DecodingError) {
        try once.mark(field.onceBit)
        if case .message(let schema) = field.kind {
            try Self.expect(.lengthDelimited, tag)
            let body = try cursor.delimited(bytes)
            try count(1)
            try message(schema, bytes, body, depth: depth + 1)
            if schema.isMapEntry {
                try once.mark(MapKey(field: field.number, entry: schema, bytes, body))
            }
            return
        }
        let ownType = field.kind.wireType
        if field.isRepeated {
            if tag.type == .lengthDelimited && ownType != .lengthDelimited {
                return try packed(field.kind, bytes, try cursor.delimited(bytes))
            }
            try count(1)
        }
        try Self.expect(ownType, tag)
        try WireCheck.value(field.kind, bytes, &cursor)
    }

    /// Numbers one after the other without tags.
    private mutating func packed(
        _ kind: Schema.Kind, _ bytes: borrowing Span<UInt8>, _ body: Range<Int>
    ) throws(DecodingError) {
        var cursor = WireCursor(body)
        while !cursor.isAtEnd {
            try count(1)
            let start = cursor.position
            try WireCheck.value(kind, bytes, &cursor)
            // Inside packed fields protobuf-c takes every byte for one truth value.
            if case .bool = kind, cursor.position - start > 1 || bytes[start] > 1 {
                throw DecodingError(.numberOutOfRange)
            }
        }
    }

    private mutating func unknown(
        _ tag: Tag, _ bytes: borrowing Span<UInt8>, _ cursor: inout WireCursor
    ) throws(DecodingError) {
        let start = cursor.position
        try cursor.skip(tag.type, bytes)
        unknownFields += 1
        unknownBytes += cursor.position - start
        guard unknownFields <= limits.unknownFieldsMax else {
            throw DecodingError(.tooManyUnknownFields(limit: limits.unknownFieldsMax))
        }
        guard unknownBytes <= limits.unknownBytesMax else {
            throw DecodingError(.unknownFieldsTooLarge(limit: limits.unknownBytesMax))
        }
    }

    private mutating func count(_ more: Int) throws(DecodingError) {
        elements += more
        guard elements <= limits.elementsMax else {
            throw DecodingError(.tooManyElements(limit: limits.elementsMax))
        }
    }

    private static func expect(_ type: WireType, _ tag: Tag) throws(DecodingError) {
        guard tag.type == type else {
            throw DecodingError(.wrongWireType(found: tag.type.rawValue))
        }
    }
}

/// What one message has already been given of that which it may be given only once.
private struct Once {
    private var bits: UInt64 = 0
    private var keys: Set<MapKey> = []

    @inline(__always)
    mutating func mark(_ bit: UInt64) throws(DecodingError) {
        guard bits & bit == 0 else { throw DecodingError(.givenTwice) }
        bits |= bit
    }

    mutating func mark(_ key: MapKey) throws(DecodingError) {
        guard keys.insert(key).inserted else {
            throw DecodingError(.duplicateMapKey(key.description))
        }
    }
}

extension Schema.Field {
    /// The field as a path names it, `name` or `name[3]`: the index is the number of occurrences
    /// before it, which are counted only now that there is something to report.
    fileprivate func place(in bytes: borrowing Span<UInt8>, _ before: Range<Int>) -> String {
        guard isRepeated else { return name }
        var cursor = WireCursor(before)
        var index = 0
        while !cursor.isAtEnd, let tag = try? cursor.tag(bytes) {
            if tag.number == number { index += 1 }
            guard (try? cursor.skip(tag.type, bytes)) != nil else { break }
        }
        return "\(name)[\(index)]"
    }
}
