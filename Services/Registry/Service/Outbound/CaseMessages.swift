import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy

/// Events of cases.
enum CaseMessages {
    static func opened(_ news: CaseNews) -> Taoli_Registry_Events_V1_CaseOpened {
        .with { $0.facts = facts(news) }
    }

    static func answered(_ news: CaseNews, _ step: CaseStepNews)
        -> Taoli_Registry_Events_V1_CaseStepAnswered
    {
        .with {
            $0.facts = facts(news)
            $0.step = step.step
            $0.stepChinese = step.name.chinese
            $0.stepEnglish = step.name.english
            $0.outcome = step.outcome.rawValue
            $0.reason = step.reason
            $0.role = step.role.rawValue
            $0.unit = step.unit?.description ?? ""
            $0.openSteps = step.open
            $0.public = step.isPublic
            $0.act = step.act.rawValue
        }
    }

    static func closed(_ news: CaseNews, _ reason: String) -> Taoli_Registry_Events_V1_CaseClosed {
        .with {
            $0.facts = facts(news)
            $0.reason = reason
        }
    }

    private static func facts(_ news: CaseNews) -> Taoli_Registry_Events_V1_CaseOpened.Facts {
        .with {
            $0.caseID = news.id.description
            $0.pack = news.pack
            $0.packVersion = news.packVersion
            $0.chain = news.chain
            $0.chainChinese = news.chainName.chinese
            $0.chainEnglish = news.chainName.english
            $0.purpose = news.purpose.rawValue
            $0.groupID = news.group.description
            $0.groupName = news.groupName ?? ""
            $0.schoolID = news.school.description
            $0.status = news.status.rawValue
            $0.effectiveOn = news.effectiveOn?.description ?? ""
            $0.recipients = news.recipients.map(\.description)
            $0.post = news.advice?.post.rawValue ?? ""
            $0.dismissal = news.advice?.isDismissal ?? false
            $0.next = news.next.map { next in
                .with {
                    $0.step = next.step
                    $0.chinese = next.name.chinese
                    $0.english = next.name.english
                    $0.dueOn = next.dueOn?.description ?? ""
                    $0.units = next.units.map(\.description)
                    $0.waitedBefore = next.isOld
                }
            }
        }
    }
}
