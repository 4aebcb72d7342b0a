import ArgumentParser
import Foundation

/// A secret of the caller's own. Never on the command line, where other users of the machine see
/// it: it comes by a file, or by standard input.
struct SecretArgument: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Sign with the secret in this file (whsec_ and base64 of 24 to 64 bytes); - reads"
                + " standard input. Default: the server makes one.",
            valueName: "path"),
        completion: .file())
    var secretFile: String?

    /// Longer than any secret; a file that is no secret isn't read to its end.
    private static let bytesMax = 1024

    /// The secret; empty where the server is to make one.
    func secret() throws(Failure) -> String {
        guard let secretFile else { return "" }
        do {
            let file =
                secretFile == "-"
                ? FileHandle.standardInput
                : try FileHandle(forReadingFrom: URL(filePath: secretFile))
            let data = try file.read(upToCount: Self.bytesMax) ?? Data()
            let text = String(decoding: data, as: UTF8.self)
            let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
            if !secret.isEmpty { return secret }
        } catch {
            throw Failure(.usage, "the secret can't be read: \(error.localizedDescription)")
        }
        throw Failure(.usage, "there is no secret in \(secretFile)")
    }
}
