import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.ledger_entry` ↔ `LedgerEntry`.
enum LedgerTable {
    static let columns: SQL = """
        e.id, e.group_id, e.booked_on::text AS booked_on, e.direction, e.source, \
        e.source_chinese, e.source_english, e.purpose, e.purpose_chinese, e.purpose_english, \
        e.fen, e.note, e.reverses
        """

    /// An entry, and the one that takes it back.
    static func select(_ id: LedgerEntryID) -> SQL {
        """
        SELECT \(fragment: columns), r.id AS reversed_by FROM registry.ledger_entry e \
        LEFT JOIN registry.ledger_entry r ON r.reverses = e.id WHERE e.id = \(id.rawValue)
        """
    }

    static func decode(_ row: PostgresRow) throws -> LedgerEntry {
        LedgerEntry(
            id: try row.id("id"), group: try row.id("group_id"),
            bookedOn: try row.date("booked_on"), direction: try row.value("direction"),
            source: try row.get("source"),
            sourceName: Wording(try row.get("source_chinese"), try row.get("source_english")),
            purpose: try row.get("purpose"),
            purposeName: Wording(try row.get("purpose_chinese"), try row.get("purpose_english")),
            fen: try row.get("fen"), note: try row.get("note"),
            reverses: try row.get("reverses", as: UUID?.self).map { LedgerEntryID($0) })
    }

    static func insert(_ entry: LedgerEntry, districts: [DistrictCode]) -> SQL {
        """
        INSERT INTO registry.ledger_entry (id, group_id, districts, booked_on, direction, source, \
        source_chinese, source_english, purpose, purpose_chinese, purpose_english, fen, note, \
        reverses) VALUES (\(entry.id.rawValue), \(entry.group.rawValue), \
        \(districts.map(\.rawValue)), \(entry.bookedOn.description)::date, \
        \(entry.direction.rawValue), \(entry.source), \(entry.sourceName.chinese), \
        \(entry.sourceName.english), \(entry.purpose), \(entry.purposeName.chinese), \
        \(entry.purposeName.english), \(entry.fen), \(entry.note), \
        \(entry.reverses?.rawValue)::uuid)
        """
    }
}

/// `registry.fee_agreement` ↔ `FeeAgreement`.
enum AgreementTable {
    static func insert(_ item: FeeAgreement, districts: [DistrictCode]) throws -> SQL {
        let parties = item.parties.map { ["id": $0.id, "name": $0.name] }
        let json = String(decoding: try JSONEncoder().encode(parties), as: UTF8.self)
        return """
            INSERT INTO registry.fee_agreement (id, group_id, districts, kind, kind_chinese, \
            kind_english, parties, fen_a_year, reference, valid_from, valid_until) VALUES \
            (\(item.id.rawValue), \(item.group.rawValue), \(districts.map(\.rawValue)), \
            \(item.kind), \(item.kindName.chinese), \(item.kindName.english), \(json)::jsonb, \
            \(item.fenAYear), \(item.reference), \(item.validity.from.description)::date, \
            \(item.validity.until?.description)::date)
            """
    }

    /// An agreement from a row that names all columns, `parties` as text.
    static func decode(_ row: PostgresRow) throws -> FeeAgreement {
        let json: String = try row.get("parties")
        let parties = try JSONDecoder().decode([[String: String]].self, from: Data(json.utf8))
        return FeeAgreement(
            id: try row.id("id"), kind: try row.get("kind"),
            kindName: Wording(try row.get("kind_chinese"), try row.get("kind_english")),
            group: try row.id("group_id"), district: try row.district("district"),
            parties: parties.map {
                FeeAgreement.Party(id: $0["id"] ?? "", name: $0["name"] ?? "")
            }, fenAYear: try row.get("fen_a_year"), reference: try row.get("reference"),
            validity: Validity(
                from: try row.date("valid_from"), until: try row.optionalDate("valid_until")))
    }
}

/// `registry.partner` and `registry.partnership` ↔ `Partner`.
enum PartnerTable {
    static func load(_ id: PartnerID, _ tx: PostgresTransaction) async throws -> Partner? {
        let rows = try await tx.query(
            """
            SELECT id, name, kind, district, version FROM registry.partner \
            WHERE id = \(id.rawValue) FOR UPDATE
            """)
        guard let row = rows.first else { return nil }
        let links = try await tx.query(
            """
            SELECT p.id, p.group_id, p.group_district, p.subject, \
            p.valid_from::text AS valid_from, p.valid_until::text AS valid_until \
            FROM registry.partnership p WHERE p.partner_id = \(id.rawValue) ORDER BY p.valid_from
            """)
        return Partner(
            id: id, name: try row.get("name"), kind: try row.value("kind"),
            district: try row.district("district"),
            partnerships: try links.map {
                Partnership(
                    id: try $0.id("id"), group: try $0.id("group_id"),
                    district: try $0.district("group_district"), subject: try $0.get("subject"),
                    validity: Validity(
                        from: try $0.date("valid_from"), until: try $0.optionalDate("valid_until")))
            }, version: try row.get("version"))
    }

    static func save(_ partner: Partner) -> [SQL] {
        let districts = partner.districts.map(\.rawValue)
        let own: SQL = """
            INSERT INTO registry.partner (id, district, districts, name, kind, version) VALUES \
            (\(partner.id.rawValue), \(partner.district.rawValue), \(districts), \
            \(partner.name), \(partner.kind.rawValue), \(partner.version)) \
            ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, \
            version = excluded.version
            """
        let links = partner.partnerships
        guard !links.isEmpty else { return [own] }
        return [
            own,
            """
            INSERT INTO registry.partnership AS old (id, partner_id, group_id, group_district, \
            districts, subject, valid_from, valid_until) \
            SELECT p.id, \(partner.id.rawValue), p.group_id, p.district, \(districts), p.subject, \
            p.valid_from::date, p.valid_until::date FROM unnest(\(links.map(\.id.rawValue)), \
            \(links.map(\.group.rawValue)), \(links.map(\.district.rawValue)), \
            \(links.map(\.subject)), \(links.map(\.validity.from.description)), \
            \(links.map { $0.validity.until?.description })) \
            AS p(id, group_id, district, subject, valid_from, valid_until) \
            ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, \
            valid_until = excluded.valid_until
            """,
        ]
    }
}
