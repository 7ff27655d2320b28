import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.resolution` ↔ `Resolution`.
enum ResolutionTable {
    /// The agenda items of these ids, by id.
    static func load(_ tx: PostgresTransaction, _ ids: [ResolutionID], lock: RowLock = .none)
        async throws -> [Resolution]
    {
        try await tx.query(
            """
            SELECT r.id, r.body_id, r.title, r.matter, r.document_id, r.document_version, \
            r.case_id, r.school_id, r.status, r.proposed_on::text AS proposed_on, \
            r.record::text AS record FROM registry.resolution r \
            WHERE r.id = any(\(ids.map(\.rawValue))) ORDER BY r.id
            """ + lock.clause
        ).map(decode)
    }

    private static func decode(_ row: PostgresRow) throws -> Resolution {
        let json: String = try row.get("record")
        let record = try JSONDecoder().decode(ResolutionRecord.self, from: Data(json.utf8))
        return Resolution(
            id: try row.id("id"), body: try row.id("body_id"), title: try row.get("title"),
            matter: try matter(row),
            concerned: try row.get("school_id", as: UUID?.self).map { SchoolID($0) },
            proposedOn: try row.date("proposed_on"), proposedBy: try record.proposedBy.value(),
            status: try row.value("status"), advice: try record.advice.map { try $0.value() },
            session: try record.session?.value())
    }

    private static func matter(_ row: PostgresRow) throws -> AgendaMatter {
        let name: String = try row.get("matter")
        switch name {
        case "member": return .member
        case "general": return .general
        case "case": return .case(try row.id("case_id"))
        case "document":
            let version: Int32 = try row.get("document_version")
            return .document(try row.id("document_id"), version: Int(version))
        default: throw UnreadableRow(description: "'\(name)' is no matter")
        }
    }

    static func save(_ item: Resolution, districts: [DistrictCode]) throws -> SQL {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let record = String(decoding: try encoder.encode(ResolutionRecord(item)), as: UTF8.self)
        let about = item.matter
        return """
            INSERT INTO registry.resolution (id, body_id, districts, title, matter, document_id, \
            document_version, case_id, school_id, status, proposed_on, record) \
            VALUES (\(item.id.rawValue), \(item.body.rawValue), \(districts.map(\.rawValue)), \
            \(item.title), \(about.name), \(about.document?.rawValue), \
            \(about.documentVersion), \(about.case?.rawValue), \(item.concerned?.rawValue), \
            \(item.status.rawValue), \(item.proposedOn.description)::date, \(record)::jsonb) \
            ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, \
            status = excluded.status, record = excluded.record
            """
    }
}

extension AgendaMatter {
    /// The document; `nil` for other matters.
    var document: DocumentID? {
        if case .document(let id, _) = self { id } else { nil }
    }

    /// The document's version; `nil` for other matters.
    var documentVersion: Int32? {
        if case .document(_, let version) = self { Int32(version) } else { nil }
    }

    /// The case; `nil` for other matters.
    var `case`: CaseID? {
        if case .case(let id) = self { id } else { nil }
    }
}

/// Who proposed an agenda item, advice and session, as `registry.resolution.record` holds them.
/// Keys never change: old rows stay.
struct ResolutionRecord: Codable {
    let proposedBy: CaseRecord.Signature
    let advice: [AdviceRecord]
    let session: SessionRecord?

    init(_ item: Resolution) {
        proposedBy = CaseRecord.Signature(item.proposedBy)
        advice = item.advice.map(AdviceRecord.init)
        session = item.session.map(SessionRecord.init)
    }

    struct AdviceRecord: Codable {
        let adviser: String
        let reference: String
        let on: String

        init(_ advice: Advice) {
            adviser = advice.adviser.description
            reference = advice.reference
            on = advice.on.description
        }

        func value() throws -> Advice {
            Advice(
                adviser: try Stored.id(adviser), reference: reference, on: try Stored.date(on))
        }
    }

    struct SessionRecord: Codable {
        let heldOn: String
        let packVersion: String
        let rule: String
        let clause: String?
        let present: [String]
        let ballots: [[String]]
        let members: Int
        let voting: Int
        let inFavour: Int
        let against: Int
        let abstained: Int
        let hearing: String
        let minutes: String

        init(_ session: DecidedSession) {
            heldOn = session.heldOn.description
            packVersion = session.packVersion
            rule = session.rule
            clause = session.clause
            present = session.present.map(\.description)
            ballots = session.ballots.map { [$0.member.description, $0.choice.rawValue] }
            members = session.members
            voting = session.voting
            inFavour = session.tally.inFavour
            against = session.tally.against
            abstained = session.tally.abstained
            hearing = session.hearing
            minutes = session.minutes
        }

        func value() throws -> DecidedSession {
            DecidedSession(
                heldOn: try Stored.date(heldOn), packVersion: packVersion, rule: rule,
                clause: clause, present: try present.map { try Stored.id($0) },
                ballots: try ballots.map {
                    Ballot(
                        member: try Stored.id($0.first ?? ""),
                        choice: try Stored.value($0.last ?? ""))
                },
                members: members, voting: voting,
                tally: VoteTally(inFavour: inFavour, against: against, abstained: abstained),
                hearing: hearing, minutes: minutes)
        }
    }
}
