import Foundation
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Records what plans need beyond what registry says.
struct InputStore: Sendable {
    let commands: CommandExecutor

    /// Rows of one table; those of the same school, subject or teacher take the place of earlier
    /// ones.
    ///
    /// - Parameter check: looks at the rows against the group's schools and people.
    /// - Throws: `group-unknown`, `not-your-district`, `unknown-school`, `unknown-teacher`.
    func record(
        _ rows: PlanInputs, _ table: InputTable, of group: GroupID,
        _ year: SchoolYear, by caller: Caller, _ request: CommandRequest
    ) async throws -> Taoli_Rotation_V1_RecordInputsResponse {
        try await commands.run(request) { tx, _, now in
            let group = try await PlanningGroup.load(group, tx)
            try BureauAuthority.check(caller, of: group.district)
            try await InputCheck(tx: tx, group: group.id).check(rows)
            // The first record of a year has no row yet on which a second could wait.
            try await RotationLocks.take(tx, inputs: group.id, year)
            let found = try await InputTable.find(tx, group.id, year, lock: " FOR UPDATE")
            let id = found?.id ?? InputsID(.version7())
            let version = (found?.version ?? 0) + 1
            let count = InputStore.count(rows)
            let districts = group.districts.map(\.rawValue)
            let event = Taoli_Rotation_Events_V1_PlanInputsRecorded.with {
                $0.inputsID = id.description
                $0.groupID = group.id.description
                $0.schoolYear = year.description
                $0.table = table.rawValue
                $0.rows = Int32(count)
            }
            let reference = AggregateReference(type: "inputs", id: id.rawValue)
            return CommandOutcome(
                .with {
                    $0.inputsID = id.description
                    $0.rows = Int32(count)
                },
                writes: [
                    """
                    INSERT INTO rotation.inputs (id, group_id, school_year, district, districts, \
                    version) VALUES (\(id.rawValue), \(group.id.rawValue), \(year.description), \
                    \(group.district.rawValue), \(districts), \(version)) \
                    ON CONFLICT (id) DO UPDATE SET version = excluded.version, \
                    districts = excluded.districts
                    """
                ] + InputTable.save(rows, in: id, districts: districts),
                events: [
                    try EventDraft(
                        event, of: reference, sequence: version, districts: group.districts)
                ],
                subjects: [reference], districts: group.districts)
        }
    }

    static func count(_ rows: PlanInputs) -> Int {
        rows.places.count + rows.needs.count + rows.teachers.count + rows.ways.count
    }
}

/// Whether the schools and people of rows are the group's.
struct InputCheck {
    let tx: PostgresTransaction
    let group: GroupID

    /// - Throws: `unknown-school`, `unknown-teacher`, naming the row.
    func check(_ rows: PlanInputs) async throws {
        let schools = try await schools()
        for (row, item) in rows.places.enumerated() where !schools.contains(item.school) {
            throw RotationRefusals.unknownSchool("places", row + 1, item.school)
        }
        for (row, item) in rows.needs.enumerated() where !schools.contains(item.school) {
            throw RotationRefusals.unknownSchool("needs", row + 1, item.school)
        }
        for (row, item) in rows.teachers.enumerated() {
            for wish in item.wishes where !schools.contains(wish) {
                throw RotationRefusals.unknownSchool("teachers", row + 1, wish)
            }
        }
        for (row, item) in rows.ways.enumerated() {
            if case .school(let id) = item.owner, !schools.contains(id) {
                throw RotationRefusals.unknownSchool("ways", row + 1, id)
            }
            guard schools.contains(item.to) else {
                throw RotationRefusals.unknownSchool("ways", row + 1, item.to)
            }
        }
        try await checkPeople(rows, schools)
    }

    private func checkPeople(_ rows: PlanInputs, _ schools: Set<SchoolID>) async throws {
        let named =
            rows.teachers.enumerated().map { ("teachers", $0.offset + 1, $0.element.person) }
            + rows.ways.enumerated().compactMap { row, way in
                if case .person(let id) = way.owner { ("ways", row + 1, id) } else { nil }
            }
        if named.isEmpty { return }
        let found = try await tx.query(
            """
            SELECT DISTINCT p.person_id FROM rotation.post p \
            WHERE p.person_id = any(\(named.map(\.2.rawValue))) \
            AND p.school_id = any(\(schools.map(\.rawValue)))
            """)
        let known = Set(try found.map { try $0.id("person_id", as: PersonID.self) })
        for (field, row, person) in named where !known.contains(person) {
            throw RotationRefusals.unknownTeacher(field, row, person)
        }
    }

    /// Every school that is or was in the group.
    private func schools() async throws -> Set<SchoolID> {
        let rows = try await tx.query(
            """
            SELECT coalesce(s.school_id, m.school_id) AS school_id FROM rotation.membership m \
            LEFT JOIN rotation.site s ON s.site_id = m.site_id \
            WHERE m.group_id = \(group.rawValue)
            """)
        return Set(try rows.map { try $0.id("school_id") })
    }
}
