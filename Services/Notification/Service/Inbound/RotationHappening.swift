import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels

/// Reads rotation's events of plans and placements.
enum RotationHappening {
    private typealias Plan = Taoli_Rotation_Events_V1_PlanStarted.Facts
    private typealias Placement = Taoli_Rotation_Events_V1_PlacementDecided.Facts

    /// `nil` for other events, and for those of which nobody gets a message.
    /// - Throws: `ProjectionError` for ids and dates that cannot be read, SwiftProtobuf's error.
    static func news(_ event: ReceivedEvent) throws -> YearNews? {
        switch event.aggregate.type {
        case "plan": try plan(event)
        case "placement": try placement(event)
        default: nil
        }
    }

    private static func plan(_ event: ReceivedEvent) throws -> YearNews? {
        let fields = YearFields(event: event)
        switch event.type {
        case Taoli_Rotation_Events_V1_PlanSolved.protoMessageName:
            let message = try event.decode(Taoli_Rotation_Events_V1_PlanSolved.self)
            guard message.outcome == "infeasible" else { return nil }
            return try news(MessageTemplates.planImpossible, message.facts, fields)
        case Taoli_Rotation_Events_V1_PlanConsultationOpened.protoMessageName:
            let message = try event.decode(Taoli_Rotation_Events_V1_PlanConsultationOpened.self)
            return try news(
                MessageTemplates.planConsulted, message.facts, fields,
                dueOn: fields.lastDay(before: message.until, "until"))
        case Taoli_Rotation_Events_V1_PlanObjectionRaised.protoMessageName:
            let message = try event.decode(Taoli_Rotation_Events_V1_PlanObjectionRaised.self)
            return try news(MessageTemplates.planObjected, message.facts, fields)
        case Taoli_Rotation_Events_V1_PlanObjectionAnswered.protoMessageName:
            let message = try event.decode(Taoli_Rotation_Events_V1_PlanObjectionAnswered.self)
            return try news(
                MessageTemplates.planObjectionAnswered, message.facts, fields,
                detail: YearWords.answer(isUpheld: message.objection.status == "upheld"))
        case Taoli_Rotation_Events_V1_PlanRepaired.protoMessageName:
            let message = try event.decode(Taoli_Rotation_Events_V1_PlanRepaired.self)
            guard message.facts.state == "decided" else { return nil }
            return try news(
                MessageTemplates.planRepaired, message.facts, fields,
                detail: Wording(
                    "取消 \(message.movesRemoved) 项，新增 \(message.movesAdded) 项",
                    "\(message.movesRemoved) moves given up, \(message.movesAdded) made"))
        case Taoli_Rotation_Events_V1_PlanDecided.protoMessageName:
            let message = try event.decode(Taoli_Rotation_Events_V1_PlanDecided.self)
            return try news(
                MessageTemplates.planDecided, message.facts, fields, detail: decided(message),
                date: fields.day(message.decidedOn, "decided_on"))
        default: return nil
        }
    }

    private static func decided(_ message: Taoli_Rotation_Events_V1_PlanDecided) -> Wording {
        // Two shortfalls apart: of the quota, and of the key teachers among those who go.
        let (sent, keys) = (message.quotaMissing, message.keyMissing)
        return Wording(
            "\(message.placements) 名教师流动" + (sent > 0 ? "，派出名额缺 \(sent) 名" : "")
                + (keys > 0 ? "，骨干教师缺 \(keys) 名" : ""),
            "\(message.placements) placements" + (sent > 0 ? ", \(sent) short of the quota" : "")
                + (keys > 0 ? ", \(keys) key teachers missing" : ""))
    }

    private static func news(
        _ template: MessageTemplate, _ facts: Plan, _ fields: YearFields, detail: Wording? = nil,
        date: CalendarDate? = nil, dueOn: CalendarDate? = nil
    ) throws -> YearNews {
        YearNews(
            template, group: try fields.group(facts.groupID),
            subject: YearWords.plan(facts.schoolYear, stage: facts.stage), detail: detail,
            date: date, dueOn: dueOn, recipients: try fields.recipients(facts.recipients))
    }

    private static func placement(_ event: ReceivedEvent) throws -> YearNews? {
        let fields = YearFields(event: event)
        switch event.type {
        case Taoli_Rotation_Events_V1_PlacementDecided.protoMessageName:
            let facts = try event.decode(Taoli_Rotation_Events_V1_PlacementDecided.self).facts
            let last = try fields.lastDay(before: facts.until, "until")?.description ?? ""
            return try news(
                MessageTemplates.placementDecided, facts, fields,
                detail: Wording("至 \(last)", "until \(last)"))
        case Taoli_Rotation_Events_V1_PlacementExtended.protoMessageName:
            let facts = try event.decode(Taoli_Rotation_Events_V1_PlacementExtended.self).facts
            let last = try fields.lastDay(before: facts.until, "until")?.description ?? ""
            return try news(
                MessageTemplates.placementChanged, facts, fields,
                detail: Wording("延长至 \(last)", "extended until \(last)"))
        case Taoli_Rotation_Events_V1_PlacementEndedEarly.protoMessageName:
            let message = try event.decode(Taoli_Rotation_Events_V1_PlacementEndedEarly.self)
            let ground = YearWords.ground(message.ground)
            return try news(
                MessageTemplates.placementChanged, message.facts, fields,
                detail: Wording(
                    "自 \(message.endedOn) 起提前结束（\(ground.chinese)）",
                    "ended early on \(message.endedOn) (\(ground.english))"))
        case Taoli_Rotation_Events_V1_PlacementCompleted.protoMessageName:
            let message = try event.decode(Taoli_Rotation_Events_V1_PlacementCompleted.self)
            return try news(
                MessageTemplates.placementChanged, message.facts, fields,
                detail: completed(message))
        default: return nil
        }
    }

    /// The home school learns here that a duty has opened (SH-4).
    private static func completed(_ message: Taoli_Rotation_Events_V1_PlacementCompleted)
        -> Wording
    {
        let clause = message.dutyClause
        return Wording(
            "期满完成，共 \(message.months) 个月"
                + (message.dutyTasks.isEmpty
                    ? "" : "；返校后应承担一项职责（\(clause)），见 taoli placement duties"),
            "completed after \(message.months) months"
                + (message.dutyTasks.isEmpty
                    ? "" : "; a duty at the home school opens (\(clause)): taoli placement duties"))
    }

    private static func news(
        _ template: MessageTemplate, _ facts: Placement, _ fields: YearFields, detail: Wording
    ) throws -> YearNews {
        YearNews(
            template, group: try fields.group(facts.groupID),
            school: try fields.school(facts.homeSchoolID, "home_school_id"),
            receiver: try fields.school(facts.receivingSchoolID, "receiving_school_id"),
            detail: detail, date: try fields.day(facts.from, "from"),
            recipients: try fields.recipients(facts.recipients))
    }
}
