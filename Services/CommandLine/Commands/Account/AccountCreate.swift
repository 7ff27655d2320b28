import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli account create`: a person with a password, or a program with a key file.
struct AccountCreate: TaoliCommand {
    /// What kind of account.
    enum Kind: String, CaseIterable, ExpressibleByArgument, Sendable {
        case person, program
    }

    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Creates an account, with a first role if one is named.",
        discussion: """
            A program's key pair is made here: the private key goes to the new file --key-file \
            (readable by you only), the public one to registry. This command acts as \
            TAOLI_KEY_FILE, else as the person signed in.

            Examples:
              taoli account create --kind person --login li.na --name 李娜 --role district \
            --unit district/440105 --password-file ./password
              taoli account create --kind program --login reports --name 报表 --role auditor \
            --unit city/440100 --key-file ./reports.json
            """)

    @OptionGroup var global: GlobalOptions

    @Option(help: "person or program.") var kind: Kind
    @Option(help: "Login name, 3 to 64 characters.") var login: String
    @Option(help: "Name shown to others.") var name: String

    @Option(
        help: "First role: city, district, group, school, auditor.", transform: Parse.accountRole)
    var role: Role?

    @Option(
        help: "Where it is held: city/<code>, district/<code>, group/<id>, school/<id>.",
        transform: Parse.unit)
    var unit: UnitReference?

    @Option(
        help: ArgumentHelp(
            "Persons: read the password from this file, - for standard input.", valueName: "file"))
    var passwordFile: String?

    @Option(help: ArgumentHelp("Programs: the new key file to write.", valueName: "file"))
    var keyFile: String?

    var identityOption: String? { nil }

    func validate() throws {
        guard (role == nil) == (unit == nil) else {
            throw ValidationError("--role and --unit belong together.")
        }
        switch kind {
        case .person where keyFile != nil:
            throw ValidationError("A person has a password, not a key file.")
        case .program where keyFile == nil:
            throw ValidationError("A program needs --key-file, the file to write its key to.")
        case .program where passwordFile != nil:
            throw ValidationError("A program has a key file, not a password.")
        default: break
        }
    }

    func perform(in context: CommandContext) async throws {
        let account =
            switch kind {
            case .person: try await createPerson(context)
            case .program: try await createProgram(context)
            }
        try context.show(account, sections: [context.section(account.grants)])
    }

    private func createPerson(_ context: CommandContext) async throws -> Taoli_Registry_V1_Account {
        let password = try PasswordSource(file: passwordFile).read(
            in: context, prompt: context.text("新账号的密码：", "Password of the new account: "))
        var request = request(.person)
        request.password = password
        return try await send(request, context)
    }

    /// The key is on disk before registry hears of it, so that no account is without its key.
    private func createProgram(_ context: CommandContext) async throws
        -> Taoli_Registry_V1_Account
    {
        let path = keyFile ?? ""
        // The id is the account's own later on; a key on its way to registry has no id yet.
        let pair = try KeyPair(generating: "new")
        var file = KeyFile(
            accountID: "", login: login, privateKeyPEM: pair.privateKeyPEM,
            endpoints: context.endpoints)
        try OwnerFile.create(path, contents: file.encoded())
        var request = request(.program)
        request.publicKeyPem = pair.publicKeyPEM
        do {
            let account = try await send(request, context)
            file.accountID = account.id
            try OwnerFile.replace(path, with: file.encoded())
            return account
        } catch let failure as ServiceFailure where CommandExit(failure.failure) != .tryAgain {
            // Refused or never received: the key is of no use.
            unlink(path)
            throw failure
        }
    }

    private func request(
        _ kind: Taoli_Registry_V1_AccountKind
    ) -> Taoli_Registry_V1_CreateAccountRequest {
        .with {
            $0.requestID = CommandContext.requestID()
            $0.kind = kind
            $0.login = login
            $0.displayName = name
            if let role, let unit { $0.grant = .roleAtUnit(role, unit) }
        }
    }

    private func send(
        _ request: Taoli_Registry_V1_CreateAccountRequest, _ context: CommandContext
    ) async throws -> Taoli_Registry_V1_Account {
        try await context.connected(to: .registry) { remote in
            try await Taoli_Registry_V1_AccountService.Client(wrapping: remote.grpc)
                .createAccount(request).account
        }
    }
}

extension Taoli_Registry_V1_RoleAtUnit {
    static func roleAtUnit(_ role: Role, _ unit: UnitReference) -> Self {
        .with {
            $0.role = role.rawValue
            $0.unit = unit.description
        }
    }
}
