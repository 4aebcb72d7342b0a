/// The version of this server, as `tidemark --version` and `GetServerInfo` say it.
package enum TidemarkVersion {
    package static let current = "0.1.0"
}
