import TaoliModels
import TaoliRuntime

/// Who may call what. An inbox belongs to the caller's own unit; auditors have none.
enum NotificationRules {
    static let all: AuthorizationRules = [
        "taoli.notification.v1.InboxService/ListMessages":
            .roles([.city, .district, .group, .school]),
        "taoli.notification.v1.InboxService/ReadMessage":
            .roles([.city, .district, .group, .school]),
    ]
}
