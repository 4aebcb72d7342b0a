import Foundation
import NIOSSL

/// A certificate that signs itself, made by the machine's `openssl`.
package struct TestCertificate: Sendable {
    /// In PEM, where a client can be told to trust it.
    package let certificateFile: String
    private let keyFile: String

    /// - Parameters:
    ///   - name: the host it is for.
    ///   - folder: where its files go.
    package init(for name: String, in folder: String) throws {
        certificateFile = "\(folder)/\(name).pem"
        keyFile = "\(folder)/\(name).key"
        let arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
            "-nodes", "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)",
            "-keyout", keyFile, "-out", certificateFile, "-days", "7",
        ]
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
    }

    package struct Failure: Error {}

    var serverConfiguration: TLSConfiguration {
        get throws {
            TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificateFile).map {
                    .certificate($0)
                },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem)))
        }
    }
}
