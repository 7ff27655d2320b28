import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import RegistryService

@Suite("Limits of posts, on a real database")
struct PostLimitTests {
    @Test("XN-23, TC-30: the last place of a leader goes to one of two who are appointed at once")
    func together() async throws {
        try await RegistryFixture.with { city in
            _ = try await city.service.calling(
                "taoli.registry.v1.StaffService/SetEstablishment", as: .district("440105")
            ) {
                try await city.staff.setEstablishment(
                    request: .with {
                        $0.requestID = requestID()
                        $0.schoolID = city.first.schoolID.description
                        $0.from = "2021-09-01"
                        $0.posts = 40
                        $0.leaders = 1
                        $0.middleManagers = 4
                    }, context: $0)
            }
            var persons: [String] = []
            for (serial, name) in ["张三", "李四"].enumerated() {
                persons.append(
                    try await city.register(name, serial: serial + 1, at: city.second).person.id)
            }
            let post = RegistryFixture.post(city.first, "vice_principal", from: "2026-09-01")
            let results = try await city.service.together(
                writing: "registry.employment",
                persons.map { person in
                    { try await city.employ(person, post, concurrent: true).id }
                })
            let refused = results.compactMap { result -> String? in
                if case .failure(let error) = result {
                    return (error as? Refusal)?.slug ?? "\(error)"
                }
                return nil
            }
            #expect(refused == ["post-limit"])
            let leaders = try await city.count(
                "SELECT count(*) FROM registry.employment WHERE post = 'vice_principal'")
            #expect(leaders == 1)
        }
    }
}
