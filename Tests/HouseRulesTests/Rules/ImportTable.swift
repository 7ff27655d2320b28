/// The import table of Shared/Documentation/architecture.md as data, with the targets that later
/// issues bring, so that a new target finds its rule waiting.
enum ImportTable {
    /// Free for every target.
    static let free: Set<String> = [
        "Foundation", "FoundationEssentials", "FoundationInternationalization", "Synchronization",
        // swift-collections
        "Collections", "BasicContainers", "BitCollections", "DequeModule", "HashTreeCollections",
        "HeapModule", "OrderedCollections",
        // swift-algorithms
        "Algorithms",
    ]

    /// Free for Shared and for every Main: what touches threads and the operating system.
    static let system: Set<String> = ["Dispatch", "Glibc"]

    /// Each C module has one importing target, which owns its pointers; the test kit hosts
    /// librdkafka's mock cluster besides.
    static let cModules: [String: Set<String>] = [
        "CLibpq": ["TaoliPostgres"],
        "CLibrdkafka": ["TaoliKafka", "TaoliTestKit"],
        "CZip": ["TaoliSheets"],
        "CXlsxwriter": ["TaoliSheets"],
        "CCurl": ["TaoliDelivery"],
    ]

    private static let observed: Set<String> = [
        "Logging", "Metrics", "Tracing", "ServiceLifecycle",
    ]

    /// Modules below Shared/, and what each may import.
    static let shared: [String: Set<String>] = [
        "TaoliModels": [],
        "TaoliContracts": ["SwiftProtobuf", "GRPCCore", "GRPCProtobuf"],
        "TaoliPolicy": ["TaoliModels", "Yams", "Crypto"],
        "TaoliSheets": ["TaoliModels", "CZip", "CXlsxwriter", "FoundationXML"],
        "TaoliPostgres": observed.union(["CLibpq"]),
        "TaoliKafka": observed.union(["CLibrdkafka"]),
        "TaoliMessaging": observed.union([
            "TaoliPostgres", "TaoliKafka", "TaoliContracts", "TaoliModels", "SwiftProtobuf",
        ]),
        "TaoliRuntime": observed.union([
            "TaoliModels", "TaoliContracts", "Configuration", "GRPCCore", "GRPCNIOTransportHTTP2",
            "Hummingbird", "JWTKit", "Crypto", "CryptoExtras",
        ]),
        "TaoliImports": [
            "TaoliSheets", "TaoliPostgres", "TaoliMessaging", "TaoliModels", "Logging",
        ],
        "TaoliDelivery": ["TaoliModels", "CCurl", "Crypto", "Logging"],
        "TaoliHost": observed.union(modules(without: "TaoliHost")).union([
            "GRPCCore", "SwiftProtobuf", "ArgumentParser", "Configuration",
        ]),
    ]

    /// `<Name>Core`: the rules of a service, pure. Numeric and solver libraries join this list when
    /// a Core needs one.
    static let core: Set<String> = ["TaoliModels", "TaoliPolicy", "RealModule", "Numerics"]

    /// `<Name>Service`, besides its own Core.
    static let service = observed.union(modules(without: nil)).union([
        "GRPCCore", "SwiftProtobuf", "Configuration", "Crypto",
    ])

    /// A service's executable, besides its own Service.
    static let main: Set<String> = ["TaoliHost", "TaoliRuntime", "ArgumentParser"]

    /// `taoli`: gRPC and files only.
    static let commandLine: Set<String> = [
        "TaoliModels", "TaoliContracts", "TaoliPolicy", "TaoliSheets", "TaoliRuntime",
        "RotationCore", "EvaluationCore", "ArgumentParser", "GRPCCore", "SwiftProtobuf", "Logging",
        "Configuration",
    ]

    /// Names of the Swift modules below Shared/.
    private static func modules(without one: String?) -> Set<String> {
        Set([
            "TaoliModels", "TaoliContracts", "TaoliPolicy", "TaoliSheets", "TaoliImports",
            "TaoliDelivery", "TaoliPostgres", "TaoliKafka", "TaoliMessaging", "TaoliRuntime",
            "TaoliHost",
        ]).subtracting(one.map { [$0] } ?? [])
    }
}
