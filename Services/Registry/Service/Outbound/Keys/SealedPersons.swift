import Foundation
import RegistryCore
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// `registry.person`: numbers, their indexes and telephones.
struct SealedPersons: SealedRows {
    static let table = "registry.person"

    /// A condition on `registry.person AS p`: something of the person was made with an older key.
    static func isOutdated(_ seal: PersonSeal) throws -> SQL {
        let marks = try seal.currentMarks()
        return """
            (substring(p.number_sealed from 1 for 4) < \(marks.sealed) \
            OR substring(p.number_index from 1 for 4) < \(marks.index) \
            OR substring(p.phone_sealed from 1 for 4) < \(marks.sealed))
            """
    }

    func outdated(after last: PersonID?, _ seal: PersonSeal, _ tx: PostgresTransaction)
        async throws -> [PersonID]
    {
        try await tx.query(
            """
            SELECT p.id FROM registry.person p WHERE \(fragment: try Self.isOutdated(seal)) \
            AND (\(last?.rawValue)::uuid IS NULL OR p.id > \(last?.rawValue)::uuid) \
            ORDER BY p.id LIMIT \(SealedBatch.max)
            """
        ).map { try $0.id("id") }
    }

    func renew(_ positions: [PersonID], _ seal: PersonSeal, _ tx: PostgresTransaction)
        async throws -> SealedBatch
    {
        let rows = try await tx.query(
            """
            SELECT p.id, p.districts, p.document, p.number_sealed, p.phone_sealed \
            FROM registry.person p WHERE p.id = any(\(positions.map(\.rawValue))) \
            AND \(fragment: try Self.isOutdated(seal)) ORDER BY p.id FOR UPDATE SKIP LOCKED
            """)
        var batch = SealedBatch()
        var renewed: [Sealed] = []
        for row in rows {
            do {
                let sealed = try Sealed(row, seal)
                renewed.append(sealed)
                batch.subjects.append(AggregateReference(type: "person", id: sealed.id))
                batch.districts += try row.get("districts", as: [String].self)
                    .compactMap(DistrictCode.init)
            } catch is KeyringError {
                batch.unreadable += 1
            }
        }
        _ = try await tx.execute(
            """
            UPDATE registry.person AS p SET number_sealed = n.number, number_index = n.index, \
            phone_sealed = n.phone FROM unnest(\(renewed.map(\.id)), \
            \(renewed.map { $0.number?.sealed }), \(renewed.map { $0.number?.index }), \
            \(renewed.map(\.phone))) AS n(id, number, index, phone) WHERE p.id = n.id
            """)
        return batch
    }

    /// What a person's row holds once it is sealed anew.
    private struct Sealed {
        let id: UUID
        let number: PersonSeal.SealedNumber?
        let phone: Data?

        /// - Throws: `KeyringError` for what no key opens.
        init(_ row: PostgresRow, _ seal: PersonSeal) throws {
            let person: PersonID = try row.id("id")
            id = person.rawValue
            let document = try row.optional("document", as: IdentityDocument.self)
            let stored = try row.get("number_sealed", as: Data?.self)
            number = try document.flatMap { document in
                try stored.map {
                    try seal.seal(try seal.number(document, $0, of: person), of: person)
                }
            }
            phone = try row.get("phone_sealed", as: Data?.self).map {
                try seal.seal(try seal.phone($0, of: person), of: person)
            }
        }
    }
}
