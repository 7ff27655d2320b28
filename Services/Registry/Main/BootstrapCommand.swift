import ArgumentParser
import Foundation
import RegistryService
import TaoliHost

/// Makes the first account, or a program's.
struct BootstrapCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "bootstrap",
            abstract: "Make the first account, or an account for a program / 建立首个账号或程序账号",
            discussion: """
                taoli-registry bootstrap --city 440100 --password-file FILE [--login admin]
                taoli-registry bootstrap --city 440100 --program-key PUBLIC.pem --login demo \
                [--role district --unit district/440105]

                Prints the account's id. Settings come from the environment, or as flags behind --.
                """)
    }

    @Option(help: "File whose first line is the password of the first person's account.")
    var passwordFile: String?
    @Option(help: "File with a program's P-256 public key in PEM.")
    var programKey: String?
    @Option(help: "3-64 lower-case letters, digits or . _ - @.")
    var login = "admin"
    @Option(help: "city, district, group, school or auditor.")
    var role = "city"
    @Option(help: "city/<code>, district/<code>, group/<id> or school/<id>; the city by default.")
    var unit: String?
    @Option(help: "The city's own code, to register it where it is not yet.")
    var city: String?
    @Option(help: "The city's name; an import of districts may correct it.")
    var cityName: String?
    @Argument(parsing: .postTerminator, help: "Settings as flags, behind --.")
    var flags: [String] = []

    func validate() throws {
        guard (passwordFile == nil) != (programKey == nil) else {
            throw ValidationError("give either --password-file or --program-key")
        }
    }

    func run() async throws {
        try await Failures.explained {
            let composition = try Composition<RegistryProgram>(arguments: flags)
            let (password, key) = (try password(), try programKey.map(text))
            do {
                let wanted = try Bootstrap.Wanted(
                    login: login, role: role, unit: unit, city: city, cityName: cityName)
                let id = try await composition.withContext { context in
                    let bootstrap = Bootstrap(context)
                    if let key { return try await bootstrap.program(wanted, publicKeyPEM: key) }
                    return try await bootstrap.firstPerson(wanted, password: password)
                }
                print(id)
            } catch let error as Bootstrap.Unusable {
                FileHandle.standardError.write(Data("\(error)\n".utf8))
                throw ExitCode(65)
            }
        }
    }

    private func password() throws -> String {
        guard let passwordFile else { return "" }
        return try text(passwordFile).split(separator: "\n", omittingEmptySubsequences: false)
            .first.map { $0.hasSuffix("\r") ? String($0.dropLast()) : String($0) } ?? ""
    }

    private func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            FileHandle.standardError.write(Data("\(path) cannot be read / 无法读取\n".utf8))
            throw ExitCode(66)
        }
        return String(decoding: data, as: UTF8.self)
    }
}
