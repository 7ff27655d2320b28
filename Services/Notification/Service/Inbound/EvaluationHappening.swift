import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels

/// Reads evaluation's events of cycles, surveys and verdicts.
enum EvaluationHappening {
    private typealias Cycle = Taoli_Evaluation_Events_V1_CycleOpened.Facts
    private typealias Verdict = Taoli_Evaluation_Events_V1_ResultPublished.Facts

    /// `nil` for other events, and for those of which nobody gets a message.
    /// - Throws: `ProjectionError` for ids and dates that cannot be read, SwiftProtobuf's error.
    static func news(_ event: ReceivedEvent) throws -> YearNews? {
        switch event.aggregate.type {
        case "cycle": try cycle(event)
        case "survey": try survey(event)
        case "verdict": try result(event) ?? corrected(event) ?? naming(event)
        default: nil
        }
    }

    private static func cycle(_ event: ReceivedEvent) throws -> YearNews? {
        let fields = YearFields(event: event)
        switch event.type {
        case Taoli_Evaluation_Events_V1_CycleComputed.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_CycleComputed.self)
            return YearNews(
                MessageTemplates.resultsShown, subject: subject(message.facts),
                dueOn: try fields.day(message.contestUntil, "contest_until"),
                recipients: try fields.recipients(message.facts.recipients))
        case Taoli_Evaluation_Events_V1_CycleObjected.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_CycleObjected.self)
            return YearNews(
                MessageTemplates.resultObjected, group: try fields.group(message.groupID),
                school: try fields.school(message.schoolID), subject: subject(message.facts),
                dueOn: try fields.day(message.dueOn, "due_on"),
                recipients: try fields.recipients(message.facts.recipients))
        case Taoli_Evaluation_Events_V1_CycleObjectionAnswered.protoMessageName:
            let message = try event.decode(
                Taoli_Evaluation_Events_V1_CycleObjectionAnswered.self)
            return YearNews(
                MessageTemplates.resultObjectionAnswered,
                group: try fields.group(message.groupID),
                school: try fields.school(message.schoolID), subject: subject(message.facts),
                detail: YearWords.answer(isUpheld: message.upheld), reason: message.reason,
                recipients: try fields.recipients(message.facts.recipients))
        default: return nil
        }
    }

    private static func subject(_ facts: Cycle) -> Wording {
        Wording("\(facts.schoolYear) \(facts.chinese)", "\(facts.schoolYear) \(facts.english)")
    }

    private static func survey(_ event: ReceivedEvent) throws -> YearNews? {
        guard event.type == Taoli_Evaluation_Events_V1_SurveyOpened.protoMessageName else {
            return nil
        }
        let facts = try event.decode(Taoli_Evaluation_Events_V1_SurveyOpened.self).facts
        let fields = YearFields(event: event)
        return YearNews(
            MessageTemplates.surveyOpened, subject: Wording(facts.title, facts.title),
            date: try fields.day(facts.from, "from"), dueOn: try fields.day(facts.until, "until"),
            recipients: try fields.recipients(facts.recipients))
    }

    private static func result(_ event: ReceivedEvent) throws -> YearNews? {
        let fields = YearFields(event: event)
        switch event.type {
        case Taoli_Evaluation_Events_V1_ResultPublished.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_ResultPublished.self)
            let year = message.facts.schoolYear
            return try news(
                MessageTemplates.resultPublished, message.facts, fields,
                detail: Wording(
                    "\(year) \(message.resultChinese)", "\(year) \(message.resultEnglish)"))
        case Taoli_Evaluation_Events_V1_LevelMissing.protoMessageName:
            let facts = try event.decode(Taoli_Evaluation_Events_V1_LevelMissing.self).facts
            return try news(
                MessageTemplates.levelMissing, facts, fields, detail: year(facts.schoolYear))
        case Taoli_Evaluation_Events_V1_WarningBegan.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_WarningBegan.self)
            return try news(
                MessageTemplates.warningBegan, message.facts, fields,
                detail: year(message.facts.schoolYear), date: fields.day(message.from, "from"))
        case Taoli_Evaluation_Events_V1_WarningEnded.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_WarningEnded.self)
            return try news(
                MessageTemplates.warningEnded, message.facts, fields, detail: nil,
                date: fields.day(message.on, "on"))
        case Taoli_Evaluation_Events_V1_ConsecutiveFailureFound.protoMessageName:
            let message = try event.decode(
                Taoli_Evaluation_Events_V1_ConsecutiveFailureFound.self)
            return try news(
                MessageTemplates.secondFailure, message.facts, fields,
                detail: Wording(
                    message.schoolYears.joined(separator: "、"),
                    message.schoolYears.joined(separator: ", ")))
        default: return nil
        }
    }

    private static func corrected(_ event: ReceivedEvent) throws -> YearNews? {
        let fields = YearFields(event: event)
        switch event.type {
        case Taoli_Evaluation_Events_V1_ResultCorrected.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_ResultCorrected.self)
            let year = message.facts.schoolYear
            return try news(
                MessageTemplates.resultCorrected, message.facts, fields,
                detail: Wording(
                    "\(year) \(message.resultChinese)（原为\(message.formerChinese)）",
                    "\(year) \(message.resultEnglish) (before: \(message.formerEnglish))"),
                date: fields.day(message.correctedOn, "corrected_on"), reason: message.reason)
        case Taoli_Evaluation_Events_V1_ConsecutiveFailureWithdrawn.protoMessageName:
            let message = try event.decode(
                Taoli_Evaluation_Events_V1_ConsecutiveFailureWithdrawn.self)
            return try news(
                MessageTemplates.failureWithdrawn, message.facts, fields,
                detail: Wording(
                    message.schoolYears.joined(separator: "、"),
                    message.schoolYears.joined(separator: ", ")), reason: message.reason)
        default: return nil
        }
    }

    private static func naming(_ event: ReceivedEvent) throws -> YearNews? {
        let fields = YearFields(event: event)
        switch event.type {
        case Taoli_Evaluation_Events_V1_UnitNamed.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_UnitNamed.self)
            return try named(
                message.facts, fields,
                Wording("\(message.namedOn) 获命名", "named on \(message.namedOn)"))
        case Taoli_Evaluation_Events_V1_ReviewDue.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_ReviewDue.self)
            let window = "\(message.reviewFrom) – \(message.reviewUntil)"
            return try named(
                message.facts, fields,
                message.overdue
                    ? Wording("复核已逾期（\(window)）", "its review is overdue (\(window))")
                    : Wording("应在 \(window) 复核", "due for review, \(window)"))
        case Taoli_Evaluation_Events_V1_ReviewPassed.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_ReviewPassed.self)
            return try named(
                message.facts, fields,
                Wording(
                    "\(message.reviewedOn) 复核通过", "passed its review on \(message.reviewedOn)"))
        case Taoli_Evaluation_Events_V1_UnitDisqualified.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_UnitDisqualified.self)
            return try named(
                message.facts, fields,
                Wording("\(message.on) 取消评定资格", "lost its eligibility on \(message.on)"),
                reason: message.reason)
        case Taoli_Evaluation_Events_V1_NamingRevoked.protoMessageName:
            let message = try event.decode(Taoli_Evaluation_Events_V1_NamingRevoked.self)
            return try named(
                message.facts, fields,
                Wording("\(message.on) 撤销命名", "lost its name on \(message.on)"),
                reason: message.reason)
        default: return nil
        }
    }

    private static func named(
        _ facts: Verdict, _ fields: YearFields, _ detail: Wording, reason: String = ""
    ) throws -> YearNews {
        try news(MessageTemplates.namingChanged, facts, fields, detail: detail, reason: reason)
    }

    private static func year(_ text: String) -> Wording { Wording("\(text) 学年", text) }

    private static func news(
        _ template: MessageTemplate, _ facts: Verdict, _ fields: YearFields, detail: Wording?,
        date: CalendarDate? = nil, reason: String = ""
    ) throws -> YearNews {
        YearNews(
            template, group: try fields.group(facts.groupID),
            school: try fields.school(facts.schoolID), detail: detail, date: date, reason: reason,
            recipients: try fields.recipients(facts.recipients))
    }
}
