// swift-tools-version:6.2
// Taoli runs a city's school groups. Targets are made by the three helpers below, so that a new
// service is one line. What each target may import is Shared/Documentation/architecture.md's
// table; the compiler (--explicit-target-dependency-import-check) and HouseRulesTests hold it.
import PackageDescription

let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // An async function goes on where its caller is, as on a connection's queue, instead of
    // changing threads at each call.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(
    name: "Configuration", package: "swift-configuration")
let grpcCore = Target.Dependency.product(name: "GRPCCore", package: "grpc-swift-2")
let grpcProtobuf = Target.Dependency.product(name: "GRPCProtobuf", package: "grpc-swift-protobuf")
let grpcTransport = Target.Dependency.product(
    name: "GRPCNIOTransportHTTP2", package: "grpc-swift-nio-transport")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

/// What every long-running part may observe itself with.
let observed = [logging, metrics, tracing, lifecycle]

/// The numbered SQL files of a Migrations folder, compiled in.
let migrations: [Resource] = [.embedInCode("Migrations")]

/// A module below Shared/.
func shared(
    _ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil,
    exclude: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Shared/\(name)", exclude: exclude,
        resources: resources, swiftSettings: house)
}

/// A C library: a module map and inline wrappers below Shared/, nothing else.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(
        name: name, path: "Shared/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// The three targets of one service: pure Core, Service with its adapters, and the executable.
///
/// - Parameter besides: modules below Shared/ that not every service needs.
func service(_ name: String, besides: [Target.Dependency] = []) -> [Target] {
    [
        .target(
            name: "\(name)Core", dependencies: ["TaoliModels", "TaoliPolicy"],
            path: "Services/\(name)/Core", swiftSettings: house),
        .target(
            name: "\(name)Service",
            dependencies: [
                .target(name: "\(name)Core"), "TaoliModels", "TaoliPolicy", "TaoliContracts",
                "TaoliSheets",
                "TaoliPostgres", "TaoliKafka", "TaoliMessaging", "TaoliRuntime", "TaoliImports",
                "TaoliHost", grpcCore, protobuf, configuration, crypto,
            ] + besides + observed,
            path: "Services/\(name)/Service", resources: migrations, swiftSettings: house),
        .executableTarget(
            name: "taoli-\(name.lowercased())",
            dependencies: [
                .target(name: "\(name)Service"), "TaoliHost", "TaoliRuntime", arguments,
            ],
            path: "Services/\(name)/Main", swiftSettings: house),
    ]
}

/// The tests of one target, in Tests/<name>Tests.
func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests",
        exclude: exclude, swiftSettings: house)
}

/// What the tests of a Service need beside the Service itself.
let serviceTests: [Target.Dependency] = [
    "TaoliServiceKit", "TaoliHost", "TaoliMessaging", "TaoliPostgres", "TaoliRuntime",
    "TaoliContracts", "TaoliModels", "TaoliPolicy", "TaoliTestKit", grpcCore, protobuf,
]

let package = Package(
    name: "taoli",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "taoli", targets: ["taoli"]),
        .executable(name: "taoli-registry", targets: ["taoli-registry"]),
        .executable(name: "taoli-rotation", targets: ["taoli-rotation"]),
        .executable(name: "taoli-evaluation", targets: ["taoli-evaluation"]),
        .executable(name: "taoli-notification", targets: ["taoli-notification"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: [.defaults, "CommandLineArguments"]),
        .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.0"),
        .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.0"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    ],
    targets: [
        library("CLibpq", pkgConfig: "libpq", apt: "libpq-dev"),
        library("CLibrdkafka", pkgConfig: "rdkafka", apt: "librdkafka-dev"),
        library("CZip", pkgConfig: "libzip", apt: "libzip-dev"),
        library("CXlsxwriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev"),
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        shared("TaoliModels", []),
        shared(
            "TaoliContracts", [protobuf, grpcCore, grpcProtobuf],
            exclude: ["protos", "buf", "generate.sh"]),
        shared(
            "TaoliPolicy", ["TaoliModels", yams, crypto],
            resources: [
                .embedInCode("Packs"), .embedInCode("WorkingDays/WorkingDays.yaml"),
            ]),
        shared("TaoliSheets", ["TaoliModels", "CZip", "CXlsxwriter"]),
        shared("TaoliDelivery", ["CCurl", crypto]),
        shared("TaoliPostgres", ["CLibpq"] + observed),
        shared("TaoliKafka", ["CLibrdkafka"] + observed),
        shared(
            "TaoliMessaging",
            ["TaoliPostgres", "TaoliKafka", "TaoliContracts", "TaoliModels", protobuf] + observed,
            resources: migrations),
        shared(
            "TaoliRuntime",
            [
                "TaoliModels", "TaoliContracts", configuration, grpcCore, grpcTransport,
                hummingbird, jwt, crypto, cryptoExtras,
            ] + observed),
        shared(
            "TaoliImports",
            ["TaoliSheets", "TaoliPostgres", "TaoliMessaging", "TaoliModels", logging]),
        shared(
            "TaoliHost",
            [
                "TaoliModels", "TaoliContracts", "TaoliPolicy", "TaoliPostgres", "TaoliKafka",
                "TaoliMessaging", "TaoliRuntime", "TaoliImports", grpcCore, protobuf, arguments,
                configuration,
            ] + observed),
    ]
        + service("Registry") + service("Rotation") + service("Evaluation")
        + service("Notification", besides: ["TaoliDelivery"])
        + [
            .executableTarget(
                name: "taoli",
                dependencies: [
                    "RotationCore", "EvaluationCore", "TaoliModels", "TaoliPolicy",
                    "TaoliContracts", "TaoliSheets", "TaoliRuntime", arguments, grpcCore, protobuf,
                    logging, configuration,
                ],
                path: "Services/CommandLine",
                // What is heavy lies in the modules below. Optimised, its own code takes 6.7 minutes
                // of a core to compile instead of 1.8, and then reads 1,000,000 students in 1.7 s
                // instead of 4.3.
                swiftSettings: house
                    + [.unsafeFlags(["-Onone"], .when(configuration: .release))]),
            .target(
                name: "TaoliTestKit",
                dependencies: [
                    "TaoliPostgres", "TaoliKafka", "TaoliMessaging", "TaoliModels", "CLibrdkafka",
                    logging,
                ],
                path: "Tests/TaoliTestKit", swiftSettings: house),
            .target(
                name: "TaoliServiceKit",
                dependencies: [
                    "TaoliTestKit", "TaoliHost", "TaoliMessaging", "TaoliPostgres", "TaoliRuntime",
                    "TaoliContracts", "TaoliModels", grpcCore, protobuf, logging,
                ],
                path: "Tests/TaoliServiceKit", swiftSettings: house),
            .target(
                name: "ProbeKit",
                dependencies: [
                    "TaoliMessaging", "TaoliPostgres", "TaoliKafka", "TaoliContracts",
                    "TaoliModels", logging, lifecycle, signals,
                ],
                path: "Tests/Probes/Kit", swiftSettings: house),
            .executableTarget(
                name: "taoli-probe", dependencies: ["ProbeKit", logging],
                path: "Tests/Probes/Probe", swiftSettings: house),
            .executableTarget(
                name: "taoli-bus-check", dependencies: ["TaoliTestKit", "TaoliPostgres", logging],
                path: "Tests/Probes/BusCheck", swiftSettings: house),
            .executableTarget(
                name: "taoli-mock-cluster", dependencies: ["TaoliTestKit"],
                path: "Tests/MockCluster", swiftSettings: house),
            .executableTarget(
                name: "taoli-bench",
                dependencies: [
                    "ProbeKit", "TaoliTestKit", "TaoliServiceKit", "RegistryService", "TaoliHost",
                    "TaoliImports", "TaoliMessaging", "TaoliPostgres", "TaoliKafka",
                    "TaoliRuntime", "TaoliContracts", "TaoliModels", lifecycle, protobuf, logging,
                ],
                path: "Tests/Benchmarks", swiftSettings: house),
            .executableTarget(
                name: "taoli-evaluation-bench",
                dependencies: ["EvaluationCore", "TaoliSheets", "TaoliModels"],
                path: "Tests/EvaluationBenchmarks", swiftSettings: house),
            .executableTarget(
                name: "taoli-plan-bench", path: "Tests/PlannerBench", swiftSettings: house),
            tests(
                "Fault",
                [
                    "ProbeKit", "TaoliMessaging", "TaoliPostgres", "TaoliKafka", "TaoliContracts",
                    "TaoliModels", "TaoliTestKit", "taoli-probe", "taoli-bus-check",
                    "taoli-mock-cluster", protobuf, logging,
                ]),
            tests(
                "TaoliKafka", ["TaoliKafka", "TaoliTestKit", logging, metrics]),
            tests("TaoliPostgres", ["TaoliPostgres", "TaoliTestKit", logging]),
            tests(
                "TaoliMessaging",
                [
                    "TaoliMessaging", "TaoliPostgres", "TaoliKafka", "TaoliContracts",
                    "TaoliModels", "TaoliTestKit", protobuf, logging,
                ]),
            tests(
                "TaoliContracts",
                [
                    "TaoliContracts", "TaoliMessaging", "TaoliPostgres", "TaoliKafka",
                    "TaoliModels", "TaoliTestKit", protobuf, logging,
                ], exclude: ["Golden", "Probe/protos"]),
            tests(
                "TaoliRuntime",
                [
                    "TaoliRuntime", "TaoliModels", "TaoliContracts", grpcCore, grpcTransport,
                    logging, metrics, lifecycle,
                ]),
            tests(
                "TaoliHost", ["TaoliKafka", logging, lifecycle] + serviceTests),
            tests("HouseRules", []),
            tests("TaoliModels", ["TaoliModels"]),
            tests("TaoliPolicy", ["TaoliPolicy", "TaoliModels"]),
            tests("TaoliSheets", ["TaoliSheets", "TaoliModels"]),
            tests("TaoliDelivery", ["TaoliDelivery", "TaoliTestKit"]),
            tests(
                "RotationCore", ["RotationCore", "TaoliPolicy", "TaoliModels", "TaoliSheets"],
                exclude: ["Fixtures"]),
            tests(
                "EvaluationCore", ["EvaluationCore", "TaoliPolicy", "TaoliSheets", "TaoliModels"],
                exclude: ["Fixtures"]),
            tests("NotificationCore", ["NotificationCore", "TaoliPolicy", "TaoliModels"]),
            tests(
                "RegistryService",
                ["RegistryService", "RegistryCore", "TaoliImports", "TaoliSheets", logging]
                    + serviceTests),
            tests(
                "TaoliImports", ["TaoliImports", "TaoliModels", "TaoliPostgres", "TaoliTestKit"]),
            tests("RotationService", ["RotationService", "RotationCore"] + serviceTests),
            tests(
                "EvaluationService",
                ["EvaluationService", "EvaluationCore", "TaoliImports", logging] + serviceTests),
            tests(
                "NotificationService",
                ["NotificationService", "NotificationCore", "TaoliDelivery"] + serviceTests),
            tests("RegistryCore", ["RegistryCore", "TaoliPolicy", "TaoliModels", "TaoliSheets"]),
            tests(
                "EndToEnd",
                [
                    "RegistryService", "RotationService", "EvaluationService",
                    "NotificationService", "NotificationCore", "TaoliHost", "TaoliRuntime",
                    "TaoliContracts", "TaoliModels", "TaoliPolicy", "TaoliMessaging",
                    "TaoliPostgres", "TaoliTestKit", grpcCore, protobuf,
                ]),
            tests(
                "CommandLine",
                [
                    "taoli", "RotationCore", "TaoliModels", "TaoliContracts", "TaoliSheets",
                    "TaoliRuntime", arguments, grpcCore, protobuf, logging,
                ]),
        ]
)
