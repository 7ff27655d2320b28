import EvaluationCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

extension Cycle {
    /// The cycle as it is sent.
    ///
    /// - Parameters:
    ///   - inputs: rows recorded so far; 0 where nobody counted them.
    ///   - hasMembers: lists leave members out.
    func message(inputs: Int64 = 0, hasMembers: Bool = true) -> Taoli_Evaluation_V1_Cycle {
        .with {
            $0.id = id.description
            $0.district = district.rawValue
            $0.pack = pack
            $0.packVersion = packVersion
            $0.kind = kind.name
            $0.tree = kind.tree
            $0.chinese = name.chinese
            $0.english = name.english
            $0.clause = clause
            $0.year = period.description
            $0.membersOn = membersOn.description
            $0.past = isPast
            $0.status = status.rawValue
            $0.contestDays = Int32(contestDays)
            $0.openedOn = openedOn.description
            $0.contestUntil = contestUntil?.description ?? ""
            $0.publishedOn = publishedOn?.description ?? ""
            $0.computation = Int32(computation)
            $0.inputsHash = inputsHash
            $0.hash = hash
            $0.inputs = inputs
            $0.results = Int64(resultCount)
            $0.version = version
            $0.members = hasMembers ? members.map(\.message) : []
            $0.objections = objections.map(\.message)
            $0.corrections = corrections.map(\.message)
        }
    }
}

extension CycleCorrection {
    fileprivate var message: Taoli_Evaluation_V1_Correction {
        .with {
            $0.computation = Int32(computation)
            $0.replaces = Int32(replaces)
            $0.correctedOn = correctedOn.description
            $0.by = by
            $0.role = role.rawValue
            $0.reason = reason
        }
    }
}

extension CycleMember {
    fileprivate var message: Taoli_Evaluation_V1_CycleMember {
        .with {
            $0.groupID = group.description
            $0.groupName = groupName
            $0.schoolID = school.description
            $0.schoolName = schoolName
            $0.leads = leads
            $0.stages = stages.map(\.rawValue)
        }
    }
}

extension CycleObjection {
    fileprivate var message: Taoli_Evaluation_V1_Objection {
        .with {
            $0.id = id.description
            $0.groupID = subject.group.description
            $0.schoolID = subject.school?.description ?? ""
            $0.raisedOn = raisedOn.description
            $0.dueOn = dueOn.description
            $0.reason = reason
            $0.status = status.rawValue
            $0.answeredOn = answeredOn?.description ?? ""
            $0.answer = answer
        }
    }
}

extension CycleInput {
    /// The input as it is sent.
    var message: Taoli_Evaluation_V1_CycleInput {
        .with {
            $0.what = key.what.rawValue
            $0.groupID = key.group?.description ?? ""
            $0.schoolID = key.school?.description ?? ""
            $0.stage = key.stage?.rawValue ?? ""
            $0.subject = key.subject
            $0.item = key.what == .level ? level : key.item
            $0.values = values
            $0.evidence = evidence
            $0.source = source
        }
    }
}

extension CycleReads.NamedResult {
    /// The result as it is sent.
    var message: Taoli_Evaluation_V1_CycleResult {
        .with {
            $0.groupID = result.subject.group.description
            $0.groupName = groupName
            $0.schoolID = result.subject.school?.description ?? ""
            $0.schoolName = schoolName
            $0.stage = result.stage?.rawValue ?? ""
            $0.subject = result.course
            $0.respondent = result.respondent
            $0.item = result.item
            $0.chinese = result.name.chinese
            $0.english = result.name.english
            $0.verdict = result.verdict
            $0.figure = result.figure
            $0.low = result.interval.map { "\($0.lowerBound)" } ?? ""
            $0.high = result.interval.map { "\($0.upperBound)" } ?? ""
            $0.thresholdChinese = result.threshold?.chinese ?? ""
            $0.thresholdEnglish = result.threshold?.english ?? ""
            $0.sampleCount = Int64(result.sample?.count ?? 0)
            $0.sampleTotal = Int64(result.sample?.total ?? 0)
            $0.estimator = result.estimator
            $0.source = result.source
            $0.clause = result.clause
            $0.noteChinese = result.notes?.chinese ?? ""
            $0.noteEnglish = result.notes?.english ?? ""
            $0.against = result.isAgainst
        }
    }
}

extension CyclePublishing.Consequence {
    /// What followed as it is sent.
    var message: Taoli_Evaluation_V1_Consequence {
        .with {
            $0.groupID = subject.group.description
            $0.schoolID = subject.school?.description ?? ""
            $0.then = then
            $0.clause = clause
        }
    }
}
