import ArgumentParser
import TaoliHost
import EvaluationService

/// `taoli-evaluation`: serve, migrate, doctor, settings.
@main
struct Main {
    static func main() async { await ServiceCommand<EvaluationService>.main() }
}
