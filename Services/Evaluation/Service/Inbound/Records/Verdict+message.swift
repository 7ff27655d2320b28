import EvaluationCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy

extension RecordReads.Named {
    /// The record as it is sent.
    ///
    /// - Parameters:
    ///   - pack: for the window of a review; `nil` for a bureau's own, which only its cycles have.
    ///   - today: where a review stands is asked of that day.
    func message(_ pack: PolicyPack?, on today: CalendarDate) -> Taoli_Evaluation_V1_VerdictRecord {
        .with {
            $0 = record.message(pack, on: today)
            $0.groupName = groupName
            $0.schoolName = schoolName
        }
    }
}

extension VerdictRecord {
    /// The record as it is sent, without names.
    func message(_ pack: PolicyPack?, on today: CalendarDate) -> Taoli_Evaluation_V1_VerdictRecord {
        .with {
            $0.id = id.description
            $0.pack = self.pack
            $0.district = district.rawValue
            $0.groupID = subject.group.description
            $0.schoolID = subject.school?.description ?? ""
            $0.years = years.sorted { $0.period.description < $1.period.description }
                .map(\.message)
            $0.warnedSince = warnedSince?.description ?? ""
            $0.namedOn = naming.namedOn?.description ?? ""
            $0.reviewedOn = naming.reviewedOn?.description ?? ""
            $0.disqualifiedOn = naming.disqualifiedOn?.description ?? ""
            $0.revokedOn = naming.revokedOn?.description ?? ""
            $0.grounds = naming.grounds
            $0.version = version
            guard let pack, let rule = pack[EvaluationSection.self].naming.first else { return }
            $0.review = state.review(on: today, pack).rawValue
            if let start = state.reviewedOn ?? state.namedOn {
                let window = rule.window(after: start)
                $0.reviewFrom = window.from.description
                $0.reviewUntil = window.until.description
            }
        }
    }
}

extension VerdictYear {
    fileprivate var message: Taoli_Evaluation_V1_VerdictYear {
        .with {
            $0.year = period.description
            $0.cycleID = cycle.description
            $0.kind = kind.name
            $0.tree = kind.tree
            $0.result = result
            $0.chinese = name.chinese
            $0.english = name.english
            $0.publishedOn = publishedOn.description
            $0.past = isPast
            $0.replacedOn = replacedOn?.description ?? ""
        }
    }
}
