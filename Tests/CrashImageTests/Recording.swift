import Foundation
import StoreRecorder
import TestSupport

/// A run of a store in a process of its own, with all that it did to its files.
struct Recording {
    /// The run didn't come to its end.
    struct Failed: Error {
        let result: String
    }

    let events: [DiskEvent]
    /// What the run wrote down, by the event that wrote it.
    let notes: [Int: [RecordedNote]]

    /// Runs a store on the files of a folder, in which it leaves what the run made of them.
    ///
    /// - Parameter folder: with `store` in it, where the run is to begin with one.
    init(in folder: String, seed: UInt64, steps: Int, _ library: DiskTraceLibrary) async throws {
        let place = TemporaryFolder(inMemory: true)
        let trace = place.path + "/trace"
        let recorder = try ChildProcess(
            BuiltProgram.path("StoreRecorder"), [folder, String(seed), String(steps)],
            environment: library.tracing(folder, to: trace))
        let result = await recorder.result()
        guard result.status == 0, !result.wasSignalled else {
            throw Failed(result: "SEED=\(seed): \(result)")
        }
        let events = try DiskEvent.read(Data(contentsOf: URL(filePath: trace)))
        self.events = events
        notes = Self.notes(in: events)
    }

    private static func notes(in events: [DiskEvent]) -> [Int: [RecordedNote]] {
        var file: Int?
        var notes: [Int: [RecordedNote]] = [:]
        for (index, event) in events.enumerated() {
            switch event {
            case .create(let number, "notes"), .open(let number, "notes"): file = number
            case .write(file, _, let bytes, _):
                let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
                notes[index] = lines.compactMap { RecordedNote($0) }
            default: break
            }
        }
        return notes
    }
}
