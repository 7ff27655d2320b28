import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts

@testable import taoli

/// Cases that answer with the city's one.
struct FakeCases: Taoli_Registry_V1_CaseService.SimpleServiceProtocol {
    let city: FakeCity

    func openCase(request: Taoli_Registry_V1_OpenCaseRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_OpenCaseResponse
    {
        city.state.withLock { state in
            state.opened.append(request)
            return .with { $0.case = state.item }
        }
    }

    func getCase(request: Taoli_Registry_V1_GetCaseRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GetCaseResponse
    {
        let item = city.state.withLock { $0.item }
        return .with { $0.case = item }
    }

    func answerStep(request: Taoli_Registry_V1_AnswerStepRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_AnswerStepResponse
    { .init() }

    func resubmitCase(request: Taoli_Registry_V1_ResubmitCaseRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ResubmitCaseResponse
    { .init() }

    func withdrawCase(request: Taoli_Registry_V1_WithdrawCaseRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_WithdrawCaseResponse
    { .init() }

    func delegateStep(request: Taoli_Registry_V1_DelegateStepRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_DelegateStepResponse
    { .init() }

    func listCases(request: Taoli_Registry_V1_ListCasesRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ListCasesResponse
    {
        let item = city.state.withLock { $0.item }
        return .with { $0.cases = item.id.isEmpty ? [] : [item] }
    }

    func pendingSteps(request: Taoli_Registry_V1_PendingStepsRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_PendingStepsResponse
    {
        let steps = city.state.withLock { $0.pending }
        return .with { $0.steps = steps }
    }
}
