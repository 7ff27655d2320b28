import ArgumentParser
import RegistryService
import TaoliHost

/// `taoli-registry`: serve, migrate, doctor, settings, bootstrap.
@main
struct Main {
    static func main() async { await ServiceCommand<RegistryProgram>.main() }
}
