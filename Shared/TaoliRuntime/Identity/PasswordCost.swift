/// How much work a password's hash is (scrypt's N, r and p).
package struct PasswordCost: Hashable, Sendable {
    /// OWASP's Password Storage Cheat Sheet lists N=2^14, r=8, p=5 among its equal choices: 16 MiB.
    package static let standard = PasswordCost(logRounds: 14, blockSize: 8, parallelism: 5)
    /// A hundredth of that, for tests, whose builds compute twenty times slower.
    package static let light = PasswordCost(logRounds: 10, blockSize: 8, parallelism: 1)

    let logRounds: Int
    let blockSize: Int
    let parallelism: Int

    private init(logRounds: Int, blockSize: Int, parallelism: Int) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// Reads `ln=14,r=8,p=5`, bounded so that a stored form cannot ask for more than 64 MiB.
    init?(_ text: String) {
        let pairs = text.split(separator: ",").map { $0.split(separator: "=") }
        let values = pairs.compactMap { $0.count == 2 ? Int($0[1]) : nil }
        guard pairs.map({ $0.first }) == ["ln", "r", "p"], values.count == 3,
            (10...16).contains(values[0]), (1...8).contains(values[1]),
            (1...10).contains(values[2])
        else { return nil }
        self.init(logRounds: values[0], blockSize: values[1], parallelism: values[2])
    }

    /// The cost that a setting names (`standard`, `light`); `nil` for another word.
    package init?(named name: String) {
        switch name {
        case "standard": self = .standard
        case "light": self = .light
        default: return nil
        }
    }

    /// What `identity.password-cost` says.
    /// - Throws: ``SettingsError`` when it is malformed.
    package init(_ settings: Settings) throws {
        self = PasswordCost(named: try settings.text(RuntimeKeys.passwordCost)) ?? .standard
    }

    /// As a stored hash carries it.
    package var text: String { "ln=\(logRounds),r=\(blockSize),p=\(parallelism)" }
}
