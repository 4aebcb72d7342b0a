import Glibc

/// Plays seeded work to a store and writes down what was answered, for a test that has every call
/// on the store's files noted and makes of it what crashes may leave.
///
///     StoreRecorder FOLDER SEED STEPS
///
/// The store is in `FOLDER/store`, new or left by a crash; what was answered goes to
/// `FOLDER/notes`.
@main
enum StoreRecorder {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let seed = UInt64(arguments[2]), let steps = Int(arguments[3])
        else { exit(EX_USAGE) }
        let play = try RecordedPlay(in: arguments[1], seed: seed)
        try play.run(steps)
    }
}
