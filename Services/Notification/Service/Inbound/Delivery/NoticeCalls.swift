import Foundation
import GRPCCore
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// `NoticeService`: which pack says who is told of what by which channel and in which words.
struct NoticeCalls: Taoli_Notification_V1_NoticeService.SimpleServiceProtocol {
    let service: ServiceContext
    let notices: NoticeStore

    /// A district binds its pack once, in registry.
    /// - Throws: `bound-in-registry`, always.
    func bindNotices(
        request: Taoli_Notification_V1_BindNoticesRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_BindNoticesResponse {
        _ = try checked(request.district)
        throw NoticeRefusals.boundInRegistry
    }

    func listNotices(
        request: Taoli_Notification_V1_ListNoticesRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_ListNoticesResponse {
        let district = try checked(request.district)
        let today = CalendarDate(shanghai: service.now())
        let (binding, rules) = try await service.read { tx in
            let bindings = try await notices.followed.bindings(
                tx, of: [district], in: SchoolYear(containing: today))
            return (bindings.first, try await notices.rules(tx, of: district, on: today))
        }
        return .with { answer in
            if let binding { answer.binding = binding.message }
            answer.notices = NoticeEvent.allCases.map { rules[$0].message }
            answer.texts = rules.texts.map(\.sent)
        }
    }

    /// A district in the caller's scope.
    /// - Throws: `bad-district`, `other-district`.
    private func checked(_ text: String) throws -> DistrictCode {
        guard let code = DistrictCode(text) else {
            throw Input.invalid(
                "district", "bad-district",
                Wording("不是区代码。", "This is no district's code."),
                next: Wording("请写成 440105。", "Write it as 440105."))
        }
        guard try CallContext.requireCaller().scope.admits([code]) else {
            throw NoticeRefusals.otherDistrict
        }
        return code
    }
}

/// What is refused about packs.
enum NoticeRefusals {
    static let otherDistrict = Refusal(
        .permission, "other-district", field: "district",
        what: Wording("这个区不在您的范围内。", "This district is outside your scope."),
        next: Wording("请填写本区代码。", "Give your own district's code."))

    static let boundInRegistry = Refusal(
        .precondition, "bound-in-registry", field: "district",
        what: Wording(
            "政策包只在登记服务中采用一次。", "A district binds its pack once, in registry."),
        next: Wording(
            "请用 taoli policy bind；仅用于通知时加 --function notification。",
            "Use taoli policy bind, with --function notification for a pack that counts for messages "
                + "only."))
}

extension FollowedPacks.Binding {
    fileprivate var message: Taoli_Notification_V1_NoticeBinding {
        .with {
            $0.district = district.rawValue
            $0.schoolYear = since.description
            $0.pack = pack
            $0.version = version
            $0.boundAt = boundAt.formatted(.iso8601)
            $0.boundBy = boundBy
        }
    }
}

extension Notice {
    fileprivate var message: Taoli_Notification_V1_Notice {
        .with {
            $0.event = event.rawValue
            $0.tell = tell.map(\.rawValue)
            $0.channels = channels.map(\.rawValue)
            $0.urgency = urgency.rawValue
            $0.escalateHours = Int32(escalateHours ?? 0)
            $0.clause = clause ?? ""
            $0.ours = ours ?? ""
            $0.template = MessageTemplates.all.first { $0.event == event }?.name ?? ""
        }
    }
}

extension NoticeTextRule {
    fileprivate var sent: Taoli_Notification_V1_NoticeText {
        .with {
            $0.id = id
            $0.message = message.rawValue
            $0.step = step ?? ""
            $0.version = Int32(version)
            $0.subjectChinese = subject.chinese
            $0.subjectEnglish = subject.english
            $0.bodyChinese = body.chinese
            $0.bodyEnglish = body.english
            $0.clause = source.clause ?? ""
            $0.ours = source.ours ?? ""
        }
    }
}
