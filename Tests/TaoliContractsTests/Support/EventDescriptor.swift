import Foundation

/// An event as the protos declare it: the message's full name and its fields' names in JSON.
struct EventDescriptor: Hashable {
    let name: String
    let fields: Set<String>

    /// All events of Shared/TaoliContracts/protos: every message at the top of a file in a package
    /// of events, or of a file of the bus that declares no service.
    /// - Throws: when the protos cannot be read, with what the reader said.
    static func all() throws -> [EventDescriptor] {
        let (status, output) = try ContractScript.run("describe")
        guard status == 0 else {
            throw ContractScript.Unusable(description: String(decoding: output, as: UTF8.self))
        }
        return try JSONDecoder().decode(Image.self, from: output).file.filter(\.holdsEvents)
            .flatMap { file in
                (file.messageType ?? []).map { message in
                    EventDescriptor(
                        name: "\(file.package).\(message.name)",
                        fields: Set((message.field ?? []).map(\.jsonName)))
                }
            }
    }

    /// What is read of a descriptor image in JSON.
    private struct Image: Decodable {
        let file: [File]
    }

    private struct File: Decodable {
        let package: String
        let messageType: [Message]?
        let service: [Service]?

        var holdsEvents: Bool {
            package.hasPrefix("taoli.") && package.contains(".events.")
                || package.hasPrefix("taoli.bus.") && service == nil
        }
    }

    private struct Message: Decodable {
        let name: String
        let field: [Field]?
    }

    private struct Field: Decodable {
        let jsonName: String
    }

    private struct Service: Decodable {}
}
