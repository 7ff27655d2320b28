import TaoliModels
import TaoliRuntime

/// Who may call what. Inbox, addresses and preferences belong to the caller's own unit; auditors
/// have none, but see what was delivered.
enum NotificationRules {
    static let all: AuthorizationRules = [
        "taoli.notification.v1.InboxService/ListMessages": units,
        "taoli.notification.v1.InboxService/ReadMessage": units,
        "taoli.notification.v1.EndpointService/AddEndpoint": units,
        "taoli.notification.v1.EndpointService/ListEndpoints": units,
        "taoli.notification.v1.EndpointService/VerifyEndpoint": units,
        "taoli.notification.v1.EndpointService/SendCode": units,
        "taoli.notification.v1.EndpointService/RotateSecret": units,
        "taoli.notification.v1.EndpointService/RemoveEndpoint": units,
        "taoli.notification.v1.PreferenceService/GetPreferences": units,
        "taoli.notification.v1.PreferenceService/SetPreferences": units,
        "taoli.notification.v1.DeliveryService/ListDeliveries": readers,
        "taoli.notification.v1.DeliveryService/GetDelivery": readers,
        "taoli.notification.v1.DeliveryService/RetryDelivery": units,
        "taoli.notification.v1.DeliveryService/CancelDelivery": units,
        "taoli.notification.v1.NoticeService/BindNotices": .roles([.city, .district]),
        "taoli.notification.v1.NoticeService/ListNotices": readers,
    ]

    private static let units = AccessRule.roles([.city, .district, .group, .school])
    private static let readers = AccessRule.roles([.city, .district, .group, .school, .auditor])
}
