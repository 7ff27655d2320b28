import ArgumentParser

/// The services that answer calls.
enum ServiceName: String, CaseIterable, Codable, Sendable, ExpressibleByArgument {
    case registry
    case rotation
    case evaluation
    case notification

    /// Environment variable with its `host:port`.
    var endpointVariable: String { "TAOLI_\(rawValue.uppercased())_ENDPOINT" }

    /// Where it listens when nothing else is said: the ports of docker-compose.yml.
    var defaultEndpoint: String {
        switch self {
        case .registry: "127.0.0.1:7101"
        case .rotation: "127.0.0.1:7102"
        case .evaluation: "127.0.0.1:7103"
        case .notification: "127.0.0.1:7104"
        }
    }
}
