import EvaluationCore
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// `evaluation.survey` and `survey_count` ↔ `Survey`.
enum SurveyTable {
    static let columns: SQL = """
        s.id, s.district, s.districts, s.title, s.pack, s.pack_version, s.period, s.group_ids, \
        s.starts_on::text AS starts_on, s.ends_on::text AS ends_on, s.status, s.version
        """

    /// - Throws: `not-found`.
    static func load(_ id: SurveyID, locked: Bool, _ tx: PostgresTransaction) async throws
        -> Survey
    {
        let lock: SQL = locked ? " FOR UPDATE" : ""
        let rows = try await tx.query(
            "SELECT \(fragment: columns) FROM evaluation.survey s WHERE s.id = \(id.rawValue)"
                + lock)
        guard let survey = try await decode(rows, tx).first else {
            throw EvaluationRefusals.notFound("survey_id", "调查", "survey")
        }
        return survey
    }

    static func decode(_ rows: [PostgresRow], _ tx: PostgresTransaction) async throws -> [Survey] {
        let ids = try rows.map { try $0.get("id", as: UUID.self) }
        let counts = try await tx.query(
            """
            SELECT survey_id, school_id, school_name, respondent, roll, issued, answered, satisfied \
            FROM evaluation.survey_count WHERE survey_id = any(\(ids)) \
            ORDER BY survey_id, school_name, school_id, respondent
            """)
        var bySurvey: [UUID: [SurveyCount]] = [:]
        for row in counts {
            bySurvey[try row.get("survey_id"), default: []].append(
                SurveyCount(
                    school: try row.id("school_id"), schoolName: try row.get("school_name"),
                    respondent: try row.get("respondent"), roll: try row.get("roll"),
                    issued: try row.get("issued"), answered: try row.get("answered"),
                    satisfied: try row.get("satisfied")))
        }
        return try zip(rows, ids).map { row, id in try survey(row, bySurvey[id] ?? []) }
    }

    private static func survey(_ row: PostgresRow, _ counts: [SurveyCount]) throws -> Survey {
        guard let period = CyclePeriod(try row.get("period")) else {
            throw StoredValueError(column: "period")
        }
        return Survey(
            id: try row.id("id"), district: try row.district("district"),
            title: try row.get("title"), pack: try row.get("pack"),
            packVersion: try row.get("pack_version"), period: period,
            groups: try row.get("group_ids", as: [UUID].self).map { GroupID($0) },
            startsOn: try row.date("starts_on"), endsOn: try row.date("ends_on"),
            isOpen: try row.get("status", as: String.self) == "open", counts: counts,
            districts: try row.districts("districts"), version: try row.get("version"))
    }

    static func insert(_ survey: Survey) -> [SQL] {
        let districts = survey.districts.map(\.rawValue)
        let counts = survey.counts
        return [
            """
            INSERT INTO evaluation.survey (id, district, districts, title, pack, pack_version, \
            period, group_ids, starts_on, ends_on, status, version) VALUES \
            (\(survey.id.rawValue), \(survey.district.rawValue), \(districts), \(survey.title), \
            \(survey.pack), \(survey.packVersion), \(survey.period.description), \
            \(survey.groups.map(\.rawValue)), \(survey.startsOn.description)::date, \
            \(survey.endsOn.description)::date, 'open', \(survey.version))
            """,
            """
            INSERT INTO evaluation.survey_count (survey_id, school_id, school_name, respondent, \
            roll, districts) SELECT \(survey.id.rawValue), n.school, n.name, n.respondent, n.roll, \
            \(districts) FROM unnest(\(counts.map(\.school.rawValue)), \
            \(counts.map(\.schoolName)), \(counts.map(\.respondent)), \(counts.map(\.roll))) \
            AS n(school, name, respondent, roll)
            """,
        ]
    }

    static func update(_ survey: Survey) -> SQL {
        """
        UPDATE evaluation.survey SET status = \(survey.isOpen ? "open" : "closed"), \
        version = \(survey.version) WHERE id = \(survey.id.rawValue)
        """
    }

    /// Tokens of one kind of respondent at one school, as hashes.
    static func issue(_ tokens: [StudentKey], _ issue: IssueTokens, _ survey: Survey) -> [SQL] {
        [
            """
            INSERT INTO evaluation.survey_token (token, survey_id, school_id, respondent, is_spent, \
            districts) SELECT t.token, \(survey.id.rawValue), \(issue.school.rawValue), \
            \(issue.respondent), false, \(survey.districts.map(\.rawValue)) \
            FROM unnest(\(tokens.map(\.data))) AS t(token)
            """,
            """
            UPDATE evaluation.survey_count SET issued = issued + \(Int64(tokens.count)) \
            WHERE survey_id = \(survey.id.rawValue) AND school_id = \(issue.school.rawValue) \
            AND respondent = \(issue.respondent)
            """,
            update(survey),
        ]
    }
}

/// Events of surveys.
enum SurveyMessages {
    static func opened(_ survey: Survey) -> Taoli_Evaluation_Events_V1_SurveyOpened {
        .with { $0.facts = facts(survey, tells: true) }
    }

    static func closed(_ survey: Survey) -> Taoli_Evaluation_Events_V1_SurveyClosed {
        .with {
            $0.facts = facts(survey, tells: true)
            $0.answered = survey.answered
        }
    }

    static func issued(_ survey: Survey, _ issue: IssueTokens)
        -> Taoli_Evaluation_Events_V1_SurveyTokensIssued
    {
        .with {
            $0.facts = facts(survey, tells: false)
            $0.schoolID = issue.school.description
            $0.respondent = issue.respondent
            $0.count = Int64(issue.count)
        }
    }

    private static func facts(_ survey: Survey, tells: Bool)
        -> Taoli_Evaluation_Events_V1_SurveyOpened.Facts
    {
        .with {
            $0.surveyID = survey.id.description
            $0.title = survey.title
            $0.pack = survey.pack
            $0.schoolYear = survey.period.description
            $0.district = survey.district.rawValue
            $0.groupIds = survey.groups.map(\.description)
            $0.from = survey.startsOn.description
            $0.until = survey.endsOn.description
            $0.recipients = tells ? survey.recipients.map(\.description) : []
        }
    }
}

extension Survey {
    /// As events and the audit name it.
    var reference: AggregateReference { AggregateReference(type: "survey", id: id.rawValue) }

    /// An event that is this version's.
    func event(_ message: some SwiftProtobuf.Message) throws -> EventDraft {
        try EventDraft(message, of: reference, sequence: version, districts: districts)
    }
}
