import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit

@testable import RegistryService

/// Numbers of nobody: no area has the code 99.
enum StaffNumber {
    /// A resident's number with the check digit that the standard gives.
    static func make(_ serial: Int, born: String = "19800229") -> String {
        let digits = "99\(1000 + serial % 9000)\(born)\(100 + serial / 9000 % 900)"
        let check = IdentityNumber.checkDigit(of: digits.utf8).map { UnicodeScalar($0) }
        return digits + String(check ?? "?")
    }
}

extension RegistryFixture {
    typealias Person = Taoli_Registry_V1_Person

    var staff: StaffCalls {
        StaffCalls(context: service.context, store: StaffStore(service.context))
    }

    /// The calls of a process with other keys.
    func staff(keys: Keyring) -> StaffCalls {
        let context = service.context.with(keys: keys)
        return StaffCalls(context: context, store: StaffStore(context))
    }

    /// A post at the school of a site.
    static func post(
        _ site: Site, _ post: String = "teacher", from: String = "2020-09-01"
    ) -> Taoli_Registry_V1_Post {
        .with {
            $0.schoolID = site.schoolID.description
            $0.post = post
            $0.subject = "chinese"
            $0.stage = "primary"
            $0.from = from
        }
    }

    func register(
        _ name: String = "张三", serial: Int = 1, at site: Site? = nil, post: String = "teacher",
        as caller: Caller = .district("440105"), by calls: StaffCalls? = nil,
        _ spoil: @escaping @Sendable (inout Taoli_Registry_V1_RegisterPersonRequest) -> Void = {
            _ in
        }
    ) async throws -> Taoli_Registry_V1_RegisterPersonResponse {
        let site = site ?? first
        let calls = calls ?? staff
        return try await service.calling(
            "taoli.registry.v1.StaffService/RegisterPerson", as: caller
        ) {
            try await calls.registerPerson(
                request: .with {
                    $0.requestID = requestID()
                    $0.facts.name = name
                    $0.facts.number = StaffNumber.make(serial)
                    $0.facts.phone = "12012345678"
                    $0.facts.workingSince = "2003-08-01"
                    $0.post = RegistryFixture.post(site, post)
                    spoil(&$0)
                }, context: $0)
        }
    }

    func person(
        _ id: String, as caller: Caller = .district("440105"), by keys: Keyring? = nil
    ) async throws -> Person {
        let calls = keys.map { staff(keys: $0) } ?? staff
        return try await service.calling(
            "taoli.registry.v1.StaffService/GetPerson", as: caller
        ) {
            try await calls.getPerson(
                request: .with {
                    $0.id = id
                    $0.on = "2026-09-01"
                }, context: $0
            ).person
        }
    }

    func persons(
        as caller: Caller = .district("440105"), by calls: StaffCalls? = nil,
        _ filter: @escaping @Sendable (inout Taoli_Registry_V1_ListPersonsRequest) -> Void = { _ in
        }
    ) async throws -> Taoli_Registry_V1_ListPersonsResponse {
        let calls = calls ?? staff
        return try await service.calling(
            "taoli.registry.v1.StaffService/ListPersons", as: caller
        ) {
            try await calls.listPersons(
                request: .with {
                    $0.on = "2026-09-01"
                    filter(&$0)
                }, context: $0)
        }
    }

    func employ(
        _ person: String, _ post: Taoli_Registry_V1_Post, concurrent: Bool,
        as caller: Caller = .district("440105")
    ) async throws -> Person {
        try await service.calling("taoli.registry.v1.StaffService/BeginEmployment", as: caller) {
            try await staff.beginEmployment(
                request: .with {
                    $0.requestID = requestID()
                    $0.personID = person
                    $0.post = post
                    $0.concurrent = concurrent
                }, context: $0
            ).person
        }
    }

    func transfer(
        _ person: String, _ post: Taoli_Registry_V1_Post, as caller: Caller = .city
    ) async throws -> Person {
        try await service.calling("taoli.registry.v1.StaffService/TransferPerson", as: caller) {
            try await staff.transferPerson(
                request: .with {
                    $0.requestID = requestID()
                    $0.personID = person
                    $0.post = post
                }, context: $0
            ).person
        }
    }

    func reveal(_ person: String, reason: String, as caller: Caller = .district("440105"))
        async throws -> Taoli_Registry_V1_RevealPersonResponse
    {
        try await service.calling("taoli.registry.v1.StaffService/RevealPerson", as: caller) {
            try await staff.revealPerson(
                request: .with {
                    $0.personID = person
                    $0.reason = reason
                }, context: $0)
        }
    }

    func export(
        reason: String = "核对名单", as caller: Caller = .district("440105"),
        _ filter:
            @escaping @Sendable (inout Taoli_Registry_V1_ExportPersonsRequest) -> Void = { _ in }
    ) async throws -> Taoli_Registry_V1_ExportPersonsResponse {
        try await service.calling("taoli.registry.v1.StaffService/ExportPersons", as: caller) {
            try await staff.exportPersons(
                request: .with {
                    $0.reason = reason
                    $0.on = "2026-09-01"
                    filter(&$0)
                }, context: $0)
        }
    }

    func reveals(as caller: Caller = .district("440105")) async throws
        -> [Taoli_Registry_V1_Reveal]
    {
        try await service.calling("taoli.registry.v1.StaffService/ListReveals", as: caller) {
            try await staff.listReveals(request: .init(), context: $0).reveals
        }
    }
}

extension ServiceContext {
    /// The same process with other keys.
    func with(keys: Keyring) -> ServiceContext {
        ServiceContext(
            name: name, settings: settings, pool: pool, commands: commands, scope: scope,
            keys: keys, logger: logger, now: now)
    }
}

/// A keyring's folder that a test changes as an operator does.
final class KeyFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "taoli-\(UUID())").path

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Adds the next key of every purpose.
    func adding() throws -> Keyring {
        try Keyring.addKeys(folder: path)
        return try Keyring(folder: path)
    }

    /// Takes a key away, of every purpose.
    func removing(_ number: UInt32) throws -> Keyring {
        for purpose in Keyring.Purpose.allCases {
            try FileManager.default.removeItem(
                atPath: "\(path)/\(purpose.rawValue)/\(number).key")
        }
        return try Keyring(folder: path)
    }
}

/// Looks through whole tables for a text, plain or as the bytes of a bytea.
enum DatabaseSearch {
    /// The tables of these schemas in which some row holds the text.
    static func tables(
        holding text: String, schemas: [String] = ["registry", "bus"], in pool: PostgresPool
    ) async throws -> [String] {
        let hex = Array(text.utf8).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
        let tables = try await pool.query(
            """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name \
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
            WHERE c.relkind = 'r' AND n.nspname = any(\(schemas)) ORDER BY 1
            """)
        var found: [String] = []
        for row in tables {
            let name: String = try row.get("name")
            let count: Int = try await pool.query(
                """
                SELECT count(*) FROM \(raw: name) AS t \
                WHERE t::text LIKE \("%\(text)%") OR t::text LIKE \("%\(hex)%")
                """)[0].get(0)
            if count > 0 { found.append(name) }
        }
        return found
    }
}
