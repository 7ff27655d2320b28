import ArgumentParser
import TaoliHost
import NotificationService

/// `taoli-notification`: serve, migrate, doctor, settings.
@main
struct Main {
    static func main() async { await ServiceCommand<NotificationService>.main() }
}
