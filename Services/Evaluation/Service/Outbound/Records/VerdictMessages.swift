import EvaluationCore
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPolicy

/// What led to the events of a record.
struct VerdictOrigin: Sendable {
    let packVersion: String
    /// `nil` where no cycle did.
    let cycle: CycleID?
    /// The year meant; empty where none is.
    let period: String
    let isPast: Bool
}

extension VerdictDecision {
    /// The events of what happened, in order.
    /// - Throws: `EventError.tooLarge`.
    func events(_ origin: VerdictOrigin) throws -> [EventDraft] {
        try changes.map { change in
            try EventDraft(
                VerdictMessages(state: state, origin: origin).message(change),
                of: state.reference, sequence: change.sequence, districts: state.districts)
        }
    }
}

extension VerdictRecord {
    /// As events and the audit name it.
    var reference: AggregateReference { AggregateReference(type: "verdict", id: id.rawValue) }
}

/// Events of records.
struct VerdictMessages {
    let state: VerdictRecord
    let origin: VerdictOrigin

    func message(_ change: VerdictChange) -> any SwiftProtobuf.Message {
        let facts = facts(change)
        switch change.event {
        case .published(let year, let figures): return published(year, figures, facts)
        case .corrected(let correction): return corrected(correction, facts)
        case .warningBegan(let day):
            return Taoli_Evaluation_Events_V1_WarningBegan.with {
                $0.facts = facts
                $0.from = day.description
            }
        case .warningEnded(let day):
            return Taoli_Evaluation_Events_V1_WarningEnded.with {
                $0.facts = facts
                $0.on = day.description
            }
        case .consecutiveFailure(let rule, let years, let sites):
            return failure(rule, years, sites, facts)
        case .failureWithdrawn(let rule, let years, let sites, let reason):
            return Taoli_Evaluation_Events_V1_ConsecutiveFailureWithdrawn.with {
                $0.facts = facts
                $0.inARow = Int32(rule.inARow)
                $0.schoolYears = years.map(\.description)
                $0.then = rule.then.rawValue
                $0.chain = rule.chain ?? ""
                $0.siteIds = sites.map(\.description)
                $0.reason = reason
            }
        case .levelMissing:
            return Taoli_Evaluation_Events_V1_LevelMissing.with { $0.facts = facts }
        case .named, .reviewDue, .reviewPassed: return naming(change.event, facts)
        case .disqualified(let day, let grounds, let reason):
            return Taoli_Evaluation_Events_V1_UnitDisqualified.with {
                $0.facts = facts
                $0.on = day.description
                $0.grounds = grounds
                $0.reason = reason
            }
        case .revoked(let day, let grounds, let reason):
            return Taoli_Evaluation_Events_V1_NamingRevoked.with {
                $0.facts = facts
                $0.on = day.description
                $0.grounds = grounds
                $0.reason = reason
            }
        }
    }

    private typealias Facts = Taoli_Evaluation_Events_V1_ResultPublished.Facts

    private func facts(_ change: VerdictChange) -> Facts {
        .with {
            $0.verdictID = state.id.description
            $0.pack = state.pack
            $0.packVersion = origin.packVersion
            $0.clause = change.clause
            $0.cycleID = origin.cycle?.description ?? ""
            $0.schoolYear = origin.period
            $0.district = state.district.rawValue
            $0.groupID = state.subject.group.description
            $0.schoolID = state.subject.school?.description ?? ""
            $0.recipients = change.recipients.map(\.description)
            $0.past = origin.isPast
        }
    }

    private func published(_ year: VerdictYear, _ figures: [CycleResult], _ facts: Facts)
        -> Taoli_Evaluation_Events_V1_ResultPublished
    {
        .with {
            $0.facts = facts
            $0.result = year.result
            $0.resultChinese = year.wording.chinese
            $0.resultEnglish = year.wording.english
            $0.figures = figures.map(figure)
        }
    }

    private func corrected(_ correction: ResultCorrection, _ facts: Facts)
        -> Taoli_Evaluation_Events_V1_ResultCorrected
    {
        .with {
            $0.facts = facts
            $0.result = correction.year.result
            $0.resultChinese = correction.year.wording.chinese
            $0.resultEnglish = correction.year.wording.english
            $0.former = correction.former.result
            $0.formerChinese = correction.former.wording.chinese
            $0.formerEnglish = correction.former.wording.english
            $0.figures = correction.figures.map(figure)
            $0.correctedOn = correction.correctedOn.description
            $0.reason = correction.reason
        }
    }

    private func figure(_ result: CycleResult)
        -> Taoli_Evaluation_Events_V1_ResultPublished.Figure
    {
        .with {
            $0.standard = result.item
            $0.chinese = result.name.chinese
            $0.english = result.name.english
            $0.figure = result.figure
            $0.thresholdChinese = result.threshold?.chinese ?? ""
            $0.thresholdEnglish = result.threshold?.english ?? ""
            $0.verdict = result.verdict
            $0.clause = result.clause
            $0.stage = result.stage?.rawValue ?? ""
            $0.subject = result.course
        }
    }

    private func failure(
        _ rule: ConsequenceRule, _ years: [SchoolYear], _ sites: [SiteID], _ facts: Facts
    ) -> Taoli_Evaluation_Events_V1_ConsecutiveFailureFound {
        .with {
            $0.facts = facts
            $0.inARow = Int32(rule.inARow)
            $0.schoolYears = years.map(\.description)
            $0.then = rule.then.rawValue
            $0.chain = rule.chain ?? ""
            $0.siteIds = sites.map(\.description)
        }
    }

    private func naming(_ event: VerdictEvent, _ facts: Facts) -> any SwiftProtobuf.Message {
        switch event {
        case .named(let day, let window):
            return Taoli_Evaluation_Events_V1_UnitNamed.with {
                $0.facts = facts
                $0.namedOn = day.description
                $0.reviewFrom = window.from.description
                $0.reviewUntil = window.until.description
            }
        case .reviewPassed(let day, let window):
            return Taoli_Evaluation_Events_V1_ReviewPassed.with {
                $0.facts = facts
                $0.reviewedOn = day.description
                $0.reviewFrom = window.from.description
                $0.reviewUntil = window.until.description
            }
        case .reviewDue(let window, let isOverdue):
            return Taoli_Evaluation_Events_V1_ReviewDue.with {
                $0.facts = facts
                $0.reviewFrom = window.from.description
                $0.reviewUntil = window.until.description
                $0.overdue = isOverdue
            }
        default: preconditionFailure("only events of naming")
        }
    }
}

extension VerdictYear {
    /// The result in words; of a score its name.
    fileprivate var wording: Wording { Verdict(rawValue: result)?.wording ?? name }
}
