import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy

extension CaseView {
    /// The case without its steps.
    var summary: Taoli_Registry_V1_Case {
        let parties = item.facts.parties
        return .with {
            $0.id = item.id.description
            $0.pack = item.pack
            $0.packVersion = item.packVersion
            $0.chain = item.chain
            $0.chainNameChinese = rules.chain.name.chinese
            $0.chainNameEnglish = rules.chain.name.english
            $0.clause = rules.chain.source.clause ?? ""
            $0.purpose = item.facts.proposal.purpose.rawValue
            $0.status = item.status.rawValue
            $0.groupID = parties.group.description
            $0.groupName = groupName
            $0.schoolID = parties.school.description
            $0.schoolName = schoolName
            $0.siteIds = item.facts.proposal.sites.map(\.description)
            $0.mode = item.facts.proposal.mode ?? ""
            $0.district = parties.groupDistrict.rawValue
            $0.openedOn = item.openedOn.description
            $0.effectiveOn = item.effectiveOn?.description ?? ""
            $0.exceptions = item.exceptions.map { exception in
                .with {
                    $0.rule = exception.rule
                    $0.reason = exception.reason
                    $0.step = exception.grant?.step ?? ""
                    $0.on = exception.grant?.on.description ?? ""
                    $0.subject = exception.grant?.by.subject ?? ""
                    $0.role = exception.grant?.by.role.rawValue ?? ""
                    $0.unit = exception.grant?.by.unit?.description ?? ""
                }
            }
            $0.version = item.version
            if let closing = item.closing { $0.closing = closing.message }
            $0.ground = item.facts.ground?.rawValue ?? ""
            $0.beforeLandSale = item.facts.isBeforeLandSale
            $0.touchesEstablishment = item.facts.touchesEstablishment
            switch item.facts.proposal {
            case .found(_, let kind, _): $0.kind = kind.contract
            case .join(_, _, let category, let years):
                $0.category = category ?? ""
                $0.years = Int32(years ?? 0)
            case .extend(_, _, let years, _): $0.years = Int32(years)
            case .recommend(_, _, let advice):
                $0.personID = advice.person.description
                $0.post = advice.post.rawValue
                $0.isDismissal = advice.isDismissal
            case .leave, .expel, .expire: break
            }
        }
    }

    /// The case with its steps, in the words of its pack.
    var message: Taoli_Registry_V1_Case {
        var message = summary
        message.steps = item.steps.compactMap { step in
            rules.chain.step(step.id).map { self.step(step, $0) }
        }
        return message
    }

    private func step(_ step: CaseStep, _ rule: StepRule) -> Taoli_Registry_V1_CaseStep {
        let actor = rules.pack[ActorsSection.self].actor(rule.by)
        let papers = rule.needs.compactMap { rules.pack[EvidenceSection.self].kind($0) }
        return .with {
            $0.id = step.id
            $0.nameChinese = rule.name.chinese
            $0.nameEnglish = rule.name.english
            $0.actorChinese = actor?.name.chinese ?? ""
            $0.actorEnglish = actor?.name.english ?? ""
            $0.clause = rule.source.clause ?? ""
            $0.state = step.state.rawValue
            $0.openedOn = step.openedOn?.description ?? ""
            $0.dueOn = rules.dueOn(step, rule, of: item)?.description ?? ""
            $0.delegateID = step.delegate?.description ?? ""
            $0.needs = papers.map { paper in
                .with {
                    $0.id = paper.id
                    $0.nameChinese = paper.name.chinese
                    $0.nameEnglish = paper.name.english
                }
            }
            $0.answers = step.answers.map(\.message)
        }
    }
}

extension CaseClosing {
    /// The end as sent.
    fileprivate var message: Taoli_Registry_V1_CaseClosing {
        .with {
            $0.on = on.description
            $0.subject = by.subject
            $0.role = by.role.rawValue
            $0.unit = by.unit?.description ?? ""
            $0.reason = reason
        }
    }
}

extension StepAnswer {
    /// The answer as sent.
    fileprivate var message: Taoli_Registry_V1_StepAnswer {
        .with {
            $0.outcome = outcome.rawValue
            $0.subject = by.subject
            $0.role = by.role.rawValue
            $0.unit = by.unit?.description ?? ""
            $0.on = on.description
            $0.reason = reason
            $0.papers = papers.map { paper in
                .with {
                    $0.kind = paper.kind
                    $0.reference = paper.reference
                }
            }
            $0.effectiveOn = effectiveOn?.description ?? ""
            if let vote {
                $0.vote = .with {
                    $0.members = Int32(vote.members)
                    $0.present = Int32(vote.present)
                    $0.inFavour = Int32(vote.inFavour)
                }
            }
        }
    }
}

extension RuleFinding {
    /// The finding as sent.
    var message: Taoli_Registry_V1_Finding {
        .with {
            $0.rule = source.rule
            $0.clause = source.clause ?? ""
            $0.strength = strength.rawValue
            $0.whatChinese = what.chinese
            $0.whatEnglish = what.english
        }
    }
}

extension PendingStep {
    /// The row as sent.
    var message: Taoli_Registry_V1_PendingStep {
        .with {
            $0.caseID = caseID.description
            $0.chain = chain.id
            $0.chainNameChinese = chain.name.chinese
            $0.chainNameEnglish = chain.name.english
            $0.groupName = groupName
            $0.schoolName = schoolName
            $0.step = step.id
            $0.nameChinese = step.name.chinese
            $0.nameEnglish = step.name.english
            $0.openedOn = openedOn.description
            $0.dueOn = dueOn?.description ?? ""
            $0.state = state.rawValue
            $0.answer = answer?.rawValue ?? ""
        }
    }
}
