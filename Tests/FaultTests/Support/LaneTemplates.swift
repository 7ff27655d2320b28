import Foundation
import ProbeKit
import TaoliTestKit

/// One migrated database a service and server, from which every lane copies its own.
actor LaneTemplates {
    static let shared = LaneTemplates()

    private var templates: [String: Task<BusDatabase, any Error>] = [:]

    /// A fresh copy.
    func database(_ service: String, server: String) async throws -> BusDatabase {
        let key = "\(service) \(server)"
        let template =
            templates[key]
            ?? Task {
                try await BusDatabase.template(
                    service, migrations: ProbeSchema.migrations, server: server)
            }
        templates[key] = template
        return try await BusDatabase.copy(of: try await template.value)
    }
}
