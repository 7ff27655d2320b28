import ArgumentParser
import TaoliHost
import RotationService

/// `taoli-rotation`: serve, migrate, doctor, settings.
@main
struct Main {
    static func main() async { await ServiceCommand<RotationService>.main() }
}
