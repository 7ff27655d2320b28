import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliRuntime

/// `CaseService`: what follows a chain of steps. Who may act at a step stands in the pack.
struct CaseCalls: Taoli_Registry_V1_CaseService.SimpleServiceProtocol {
    let context: ServiceContext
    let store: CaseStore
    let policies: PolicyStore

    func openCase(
        request: Taoli_Registry_V1_OpenCaseRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_OpenCaseResponse {
        let form = try CaseFields.form(request)
        let command = try command(request, request.requestID, request.reason)
        return try await store.open(form, command) { view in .with { $0.case = view.message } }
    }

    func answerStep(
        request: Taoli_Registry_V1_AnswerStepRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_AnswerStepResponse {
        let answer = try CaseFields.answer(request)
        let caller = try CallContext.requireCaller()
        return try await store.change(
            try id(request.caseID), by: caller,
            try command(request, request.requestID, request.reason), resting: answer
        ) { loaded, today in
            let input = loaded.input(on: answer.effectiveOn ?? today)
            let (decision, findings) = try answer.decide(
                loaded.item, by: caller, on: today, loaded.rules, input)
            return CaseStore.Decided(decision, findings: findings)
        } respond: { view, findings in
            .with {
                $0.case = view.message
                $0.findings = findings.map(\.message)
            }
        }
    }

    func resubmitCase(
        request: Taoli_Registry_V1_ResubmitCaseRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ResubmitCaseResponse {
        let resubmit = ResubmitCase(
            reason: try Fields.reason(request.reason),
            papers: try CaseFields.papers(request.papers), insists: request.insists)
        let caller = try CallContext.requireCaller()
        return try await store.change(
            try id(request.caseID), by: caller,
            try command(request, request.requestID, request.reason)
        ) { loaded, today in
            CaseStore.Decided(
                try resubmit.decide(loaded.item, by: caller, on: today, loaded.rules))
        } respond: { view, _ in
            .with { $0.case = view.message }
        }
    }

    func withdrawCase(
        request: Taoli_Registry_V1_WithdrawCaseRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_WithdrawCaseResponse {
        let withdraw = WithdrawCase(reason: try Fields.reason(request.reason))
        let caller = try CallContext.requireCaller()
        return try await store.change(
            try id(request.caseID), by: caller,
            try command(request, request.requestID, request.reason)
        ) { loaded, today in
            CaseStore.Decided(
                try withdraw.decide(loaded.item, by: caller, on: today, loaded.rules))
        } respond: { view, _ in
            .with { $0.case = view.message }
        }
    }

    func delegateStep(
        request: Taoli_Registry_V1_DelegateStepRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_DelegateStepResponse {
        let delegate = DelegateStep(
            step: try Input.text("step", request.step, max: RegistryLimits.codeMax),
            to: try request.accountID.isEmpty ? nil : Input.id("account_id", request.accountID))
        let caller = try CallContext.requireCaller()
        if let account = delegate.to {
            let rows = try await context.readAll { tx in
                try await tx.query(
                    "SELECT 1 FROM registry.account WHERE id = \(account.rawValue)")
            }
            guard !rows.isEmpty else {
                throw StoreRefusals.notFound("account_id", "账号", "account")
            }
        }
        return try await store.change(
            try id(request.caseID), by: caller, try command(request, request.requestID, "")
        ) { loaded, today in
            CaseStore.Decided(
                try delegate.decide(loaded.item, by: caller, on: today, loaded.rules))
        } respond: { view, _ in
            .with { $0.case = view.message }
        }
    }

    func getCase(
        request: Taoli_Registry_V1_GetCaseRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetCaseResponse {
        let id: CaseID = try Input.id("id", request.id)
        let reader = try CaseReader(try CallContext.requireCaller())
        let view = try await context.readAll { tx in
            try await CaseReads(tx: tx, reader: reader, policies: policies).view(id)
        }
        return .with { $0.case = view.message }
    }

    func listCases(
        request: Taoli_Registry_V1_ListCasesRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListCasesResponse {
        let list = ["cases", request.status, request.purpose, request.groupID]
        let filter = CaseFilter(
            status: try CaseFields.optional("status", request.status, of: CaseStatus.self),
            purpose: try CaseFields.optional("purpose", request.purpose, of: CasePurpose.self),
            group: try request.groupID.isEmpty ? nil : Input.id("group_id", request.groupID))
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 1)
        let size = try Cursor.size(request.page.size)
        let reader = try CaseReader(try CallContext.requireCaller())
        let page = try await context.readAll { tx in
            try await CaseReads(tx: tx, reader: reader, policies: policies)
                .list(filter, after: after.flatMap { CaseID($0[0]) }, size: size)
        }
        return .with {
            $0.cases = page.rows.map(\.summary)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func pendingSteps(
        request: Taoli_Registry_V1_PendingStepsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_PendingStepsResponse {
        let list = ["pending-steps"]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 3)
        let size = try Cursor.size(request.page.size)
        let reader = try CaseReader(try CallContext.requireCaller())
        let page = try await context.readAll { tx in
            try await CaseReads(tx: tx, reader: reader, policies: policies)
                .pending(after: after, size: size)
        }
        return .with {
            $0.steps = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    private func id(_ text: String) throws -> CaseID { try Input.id("case_id", text) }

    private func command(
        _ request: some SwiftProtobuf.Message, _ requestID: String, _ reason: String
    ) throws -> CommandRequest {
        try context.command(
            request, requestID: requestID, reason: try Fields.reason(reason), seesAll: true)
    }
}
