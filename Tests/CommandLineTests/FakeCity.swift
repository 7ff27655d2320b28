import Foundation
import GRPCCore
import Logging
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels
import TaoliRuntime

@testable import taoli

/// A registry in memory behind a real gRPC server, to try whole command lines on.
final class FakeCity: Sendable {
    struct State {
        var groups: [Taoli_Registry_V1_Group] = []
        /// Those of the caller's scope.
        var schools: [Taoli_Registry_V1_School] = []
        var closed: [String] = []
        var designated: [Taoli_Registry_V1_DesignateRequest] = []
        var accepted: [Taoli_Registry_V1_AcceptDocumentRequest] = []
        var opened: [Taoli_Registry_V1_OpenCaseRequest] = []
        var item = Taoli_Registry_V1_Case()
        var pending: [Taoli_Registry_V1_PendingStep] = []
        var changes: [Taoli_Registry_V1_Change] = []
        var job = Taoli_Registry_V1_ImportJob()
        var received = Data()
        var rows: [Taoli_Registry_V1_ImportRow] = []
        var answers = Data()
        var applied: Taoli_Registry_V1_ApplyImportRequest?
        var account: Taoli_Registry_V1_CreateAccountRequest?
        var refreshes = 0
        var tokenSeconds: Int64 = 900
        var requestIDs: [String] = []
        /// After so many chunks the upload fails once.
        var chunksUntilFailure: Int?
        var problems: [Taoli_Registry_V1_Problem] = []
        var bus = FakeBus.State()
        var soughtNumber = ""
        /// How often a job is asked for before its turn comes.
        var waits = 0
        var exported: Taoli_Registry_V1_ExportPersonsRequest?
        var told = FakeTold.State()
        var revised: Taoli_Registry_V1_RevisePersonRequest?
    }

    let state = Mutex(State())
    let plans = FakePlans()
    let placements = FakePlacements()
    static let accountID = "0199c2f0-0000-7000-8000-00000000000a"
    static let jobID = "0199c2f5-0000-7000-8000-000000000001"

    /// Serves while `body` runs; it gets the environment of a command line.
    func serve(_ body: ([String: String]) async throws -> Void) async throws {
        let services: [any RegistrableRPCService] = [
            FakeIdentity(city: self), FakeImports(city: self), FakeGroups(city: self),
            FakeAccounts(city: self), FakeSchools(city: self), FakeBus(city: self),
            FakeStaff(city: self),
            plans, placements, FakeEntitlements(), FakeTold.Endpoints(city: self),
            FakeTold.Deliveries(city: self), FakeCases(city: self), FakeUnits(city: self),
            FakeDocuments(city: self), FakeVerdicts(),
            FakeTold.Preferences(city: self), FakeTold.Notices(city: self),
            FakePolicies(),
        ]
        let rules = CallServer.methods(of: services).map { method in
            let isOpen = method.service.fullyQualifiedService.hasSuffix("IdentityService")
            return (method.fullyQualifiedMethod, isOpen ? AccessRule.open : .signedIn)
        }
        let server = CallServer(
            services: services, rules: AuthorizationRules(rules), verifier: OnlyGoodTokens(),
            health: HealthBoard(), logger: Logger(label: "fake") { _ in SwiftLogNoOpLogHandler() })
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("taoli-city-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let endpoint = "127.0.0.1:\(try await server.port)"
            try await body([
                "TAOLI_REGISTRY_ENDPOINT": endpoint, "TAOLI_ROTATION_ENDPOINT": endpoint,
                "TAOLI_NOTIFICATION_ENDPOINT": endpoint, "TAOLI_EVALUATION_ENDPOINT": endpoint,
                "TAOLI_TOKEN_FILE": folder + "/tokens.json",
            ])
            group.cancelAll()
        }
    }

    var tokens: Taoli_Registry_V1_Tokens {
        state.withLock { state in
            .with {
                $0.accessTokens = [
                    "registry": "good", "rotation": "good", "evaluation": "good",
                    "notification": "good",
                ]
                $0.expiresInSeconds = state.tokenSeconds
                $0.refreshToken = "refresh-\(state.refreshes)"
                $0.role = "city"
                $0.unit = "city/440100"
            }
        }
    }
}

/// Takes one token only.
struct OnlyGoodTokens: CallerVerifier {
    func caller(of token: String, now: Date) async throws -> Caller {
        guard token == "good" else { throw IdentityError.expired }
        return Caller(subject: "a", role: .city, unit: nil, scope: .all)
    }
}

struct FakeIdentity: Taoli_Registry_V1_IdentityService.SimpleServiceProtocol {
    let city: FakeCity

    func signIn(request: Taoli_Registry_V1_SignInRequest, context: ServerContext) async throws
        -> Taoli_Registry_V1_SignInResponse
    {
        guard request.password == "correct horse" else {
            throw Refusal(
                .permission, "sign-in-failed",
                what: Wording("登录名或密码不正确。", "The login or password is wrong."),
                next: Wording("请重新输入。", "Type it again."))
        }
        return .with { $0.tokens = city.tokens }
    }

    func refresh(request: Taoli_Registry_V1_RefreshRequest, context: ServerContext) async throws
        -> Taoli_Registry_V1_RefreshResponse
    {
        let isCurrent = city.state.withLock { state in
            guard request.refreshToken == "refresh-\(state.refreshes)" else { return false }
            state.refreshes += 1
            state.tokenSeconds = 900
            return true
        }
        guard isCurrent else {
            throw Refusal(
                .permission, "refresh-token-used", what: Wording("已用过。", "Used."),
                next: Wording("请登录。", "Sign in."))
        }
        return .with { $0.tokens = city.tokens }
    }

    func exchangeAssertion(
        request: Taoli_Registry_V1_ExchangeAssertionRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_ExchangeAssertionResponse {
        let key = city.state.withLock { $0.account?.publicKeyPem } ?? ""
        let assertion = try await Assertion.verify(
            request.assertion, publicKeyPEM: key, audience: TokenFetcher.assertionAudience)
        guard assertion.account == FakeCity.accountID else { throw IdentityError.missing }
        return .with { $0.tokens = city.tokens }
    }
}
