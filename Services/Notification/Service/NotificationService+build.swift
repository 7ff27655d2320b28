import NotificationCore
package import TaoliHost
import TaoliMessaging
package import TaoliPostgres
package import TaoliRuntime

/// Notification: tells units what they must know, in an inbox of their own.
package enum NotificationService: TaoliService {
    package static let name = "notification"

    package static let migrations = [
        Migration(
            number: 1, name: "notification",
            sql: String(decoding: PackageResources.M0001_notification_sql, as: UTF8.self)),
        Migration(
            number: 2, name: "cases",
            sql: String(decoding: PackageResources.M0002_cases_sql, as: UTF8.self)),
        Migration(
            number: 3, name: "turns",
            sql: String(decoding: PackageResources.M0003_turns_sql, as: UTF8.self)),
        Migration(
            number: 4, name: "structure",
            sql: String(decoding: PackageResources.M0004_structure_sql, as: UTF8.self)),
        Migration(
            number: 5, name: "deliveries",
            sql: String(decoding: PackageResources.M0005_deliveries_sql, as: UTF8.self)),
        Migration(
            number: 6, name: "policies",
            sql: String(decoding: PackageResources.M0006_policies_sql, as: UTF8.self)),
        Migration(
            number: 7, name: "summaries",
            sql: String(decoding: PackageResources.M0007_summaries_sql, as: UTF8.self)),
        Migration(
            number: 8, name: "inbox",
            sql: String(decoding: PackageResources.M0008_inbox_sql, as: UTF8.self)),
    ]

    package static let topics = [
        "taoli.notification.message", "taoli.notification.endpoint",
        "taoli.notification.delivery", "taoli.notification.preference",
    ]

    package static let settings = DeliveryKeys.all

    package static let rules = NotificationRules.all

    /// - Throws: `TemplateProblems` when a text of ours is broken.
    package static func build(_ context: ServiceContext) async throws -> ServiceParts {
        let problems = MessageTemplates.problems
        guard problems.isEmpty else { throw TemplateProblems(problems: problems) }
        let notices = NoticeStore()
        let channels = try Channels(context.settings)
        let reaction = RegistryReaction(notices: notices)
        let year = YearReaction(notices: notices)
        return ServiceParts(
            calls: [
                InboxCalls(service: context),
                EndpointCalls(service: context, channels: channels),
                DeliveryCalls(service: context, schedule: .standard),
                PreferenceCalls(service: context),
                NoticeCalls(service: context, notices: notices),
            ],
            consumers: [
                PolicyProjection.consumer(service: name),
                .reaction(
                    name: "notification-registry", producer: "registry",
                    topics: RegistryProjection.topics + [
                        "taoli.registry.case", "taoli.registry.body", "taoli.registry.document",
                        StaffImportHappening.topic,
                    ]
                ) { event, context in
                    for draft in try await reaction.react(
                        to: event, in: context.tx, now: context.now)
                    { context.emit(draft) }
                },
                .reaction(
                    name: "notification-rotation", producer: "rotation",
                    topics: ["taoli.rotation.plan", "taoli.rotation.placement"]
                ) { event, context in
                    for draft in try await year.react(
                        to: event, try RotationHappening.news(event), in: context.tx,
                        now: context.now)
                    { context.emit(draft) }
                },
                .reaction(
                    name: "notification-evaluation", producer: "evaluation",
                    topics: [
                        "taoli.evaluation.cycle", "taoli.evaluation.survey",
                        "taoli.evaluation.verdict",
                    ]
                ) { event, context in
                    for draft in try await year.react(
                        to: event, try EvaluationHappening.news(event), in: context.tx,
                        now: context.now)
                    { context.emit(draft) }
                },
            ],
            background: [
                DeliveryClock(
                    context: context,
                    planner: DeliveryPlanner(
                        context: context, notices: notices,
                        summaryRest: try context.settings.duration(DeliveryKeys.summaryRest)),
                    desk: DeliveryDesk(
                        context: context, channels: channels, schedule: .standard),
                    watch: UnreadWatch(context: context, notices: notices),
                    calendar: CalendarWatch(context: context, notices: notices))
            ])
    }
}

/// The program's own texts contradict themselves: it does not start.
struct TemplateProblems: Error, CustomStringConvertible {
    let problems: [String]

    var description: String {
        "message templates are broken / 消息模板有误: " + problems.joined(separator: "; ")
    }
}
