/// How much one message may cost before it is refused.
///
/// Two bytes of a message can become hundreds of bytes of memory (an empty sub-message is two on
/// the wire), so the size of the input alone bounds nothing: the parts are counted by the pre-walk
/// and what protobuf-c takes is capped by the arena.
public struct DecodingLimits: Sendable, Equatable {
    /// Bytes of the message itself.
    public var messageBytesMax: Int
    /// Messages within messages, the outermost being 1.
    public var depthMax: Int
    /// Sub-messages and elements of repeated fields, together.
    public var elementsMax: Int
    /// Fields that this version does not know; they are skipped.
    public var unknownFieldsMax: Int
    /// Bytes of those fields.
    public var unknownBytesMax: Int
    /// Bytes of memory that protobuf-c may take for the unpacked message.
    public var arenaBytesMax: Int

    /// Any request or reply but a batch.
    public static let request = DecodingLimits(
        // A request of ours is some hundred bytes; metadata may add 16 KiB.
        messageBytesMax: 1 << 20,
        // Our deepest message has 6 levels; none contains itself.
        depthMax: 16,
        // A page of 1,000 rows with a dozen parts each.
        elementsMax: 16_384,
        // What a newer client may add, with room.
        unknownFieldsMax: 1_024,
        unknownBytesMax: 64 << 10,
        // The bytes once more as text, and 8,192 parts of some hundred bytes each.
        arenaBytesMax: 8 << 20)

    /// A batch of up to 10,000 requests, and the replies that list as much.
    public static let batch = DecodingLimits(
        // The longest frame that ttrpc allows.
        messageBytesMax: 4 << 20,
        depthMax: 16,
        // 10,000 requests of ten parts each.
        elementsMax: 100_000,
        // A newer client may add a few fields to every one of them.
        unknownFieldsMax: 32_768,
        unknownBytesMax: 1 << 20,
        // 10,000 requests with 3 KiB of C structs each, which is three times what they take.
        arenaBytesMax: 32 << 20)
}
