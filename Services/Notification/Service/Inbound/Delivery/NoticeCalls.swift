import Foundation
import GRPCCore
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliRuntime

/// `NoticeService`: which pack says who is told of what by which channel.
struct NoticeCalls: Taoli_Notification_V1_NoticeService.SimpleServiceProtocol {
    let service: ServiceContext
    let notices: NoticeStore

    func bindNotices(
        request: Taoli_Notification_V1_BindNoticesRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_BindNoticesResponse {
        let district = try Self.district(request.district)
        let caller = try CallContext.requireCaller()
        guard caller.scope.admits([district]) else { throw NoticeRefusals.otherDistrict }
        guard let year = SchoolYear(request.schoolYear) else { throw NoticeRefusals.badYear }
        let (pack, file) = try Self.pack(request)
        let command = try service.command(
            request, requestID: request.requestID, reason: request.reason)
        let binding = StoredBinding(
            district: district, year: year, pack: pack.id, version: pack.version,
            boundAt: service.now(), boundBy: caller.subject)
        return try await service.commands.run(command) { _, _, now in
            CommandOutcome(
                .with { $0.binding = binding.message },
                writes: [
                    NoticeStore.bind(
                        pack, file: file, district: district, year: year,
                        reason: command.reason, by: caller.subject, at: now)
                ],
                events: [],
                subjects: [binding.reference], districts: [district])
        }
    }

    func listNotices(
        request: Taoli_Notification_V1_ListNoticesRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_ListNoticesResponse {
        let district = try Self.district(request.district)
        guard try CallContext.requireCaller().scope.admits([district]) else {
            throw NoticeRefusals.otherDistrict
        }
        let today = CalendarDate(shanghai: service.now())
        let (binding, rules) = try await service.read { tx in
            let row = try await tx.query(
                NoticeStore.current([district.rawValue], SchoolYear(containing: today))
            ).first
            let binding = try row.map(StoredBinding.init)
            return (binding, try await notices.rules(tx, of: district, on: today))
        }
        return .with { answer in
            if let binding { answer.binding = binding.message }
            answer.notices = NoticeEvent.allCases.map { rules[$0].message }
        }
    }

    private static func district(_ text: String) throws -> DistrictCode {
        guard let code = DistrictCode(text) else {
            throw Input.invalid(
                "district", "bad-district",
                Wording("不是区代码。", "This is no district's code."),
                next: Wording("请写成 440105。", "Write it as 440105."))
        }
        return code
    }

    private static func pack(_ request: Taoli_Notification_V1_BindNoticesRequest) throws
        -> (PolicyPack, Data)
    {
        guard request.pack.isEmpty != request.file.isEmpty else {
            throw NoticeRefusals.packOrFile
        }
        if request.file.isEmpty {
            guard let pack = PolicyPacks.shipped[request.pack],
                let file = PolicyPacks.files.first(where: { $0.name == "\(request.pack).yaml" })
            else { throw NoticeRefusals.unknownPack(request.pack) }
            return (pack, file.bytes)
        }
        do {
            return (try PolicyPack.load(request.file, file: "file"), request.file)
        } catch {
            throw NoticeRefusals.broken(error)
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
