import ArgumentParser
import GRPCCore
import TaoliContracts
import TaoliRuntime

/// Which service takes a file; both have the same calls with the same messages.
struct ImportTarget: ParsableArguments {
    @Option(
        help: "registry or evaluation, where a job is named by its id (default: registry).")
    var service: ServiceName?

    func validate() throws {
        guard let service, service != .registry, service != .evaluation else { return }
        throw ValidationError("--service is registry or evaluation.")
    }

    /// - Parameter kind: of the file, which decides where nobody says otherwise.
    func service(for kind: ImportOptions.Kind?) -> ServiceName {
        service ?? kind?.service ?? .registry
    }
}

/// The import calls of one service.
struct ImportClient: Sendable {
    private let registry: (any Taoli_Registry_V1_ImportService.ClientProtocol)?
    private let evaluation: (any Taoli_Evaluation_V1_ImportService.ClientProtocol)?

    /// - Parameter service: registry or evaluation.
    init(_ service: ServiceName, _ remote: ServiceClient) {
        let isEvaluation = service == .evaluation
        registry =
            isEvaluation ? nil : Taoli_Registry_V1_ImportService.Client(wrapping: remote.grpc)
        evaluation =
            isEvaluation ? Taoli_Evaluation_V1_ImportService.Client(wrapping: remote.grpc) : nil
    }

    /// Calls of registry made by hand, for trying commands without a service.
    init(registry: any Taoli_Registry_V1_ImportService.ClientProtocol) {
        self.registry = registry
        evaluation = nil
    }

    func createImport(_ request: Taoli_Registry_V1_CreateImportRequest) async throws
        -> Taoli_Registry_V1_CreateImportResponse
    {
        if let evaluation { return try await evaluation.createImport(request) }
        guard let registry else { preconditionFailure("one of the two is there") }
        return try await registry.createImport(request)
    }

    func uploadChunk(_ request: Taoli_Registry_V1_UploadChunkRequest) async throws
        -> Taoli_Registry_V1_UploadChunkResponse
    {
        if let evaluation { return try await evaluation.uploadChunk(request) }
        guard let registry else { preconditionFailure("one of the two is there") }
        return try await registry.uploadChunk(request)
    }

    func checkImport(_ request: Taoli_Registry_V1_CheckImportRequest) async throws
        -> Taoli_Registry_V1_CheckImportResponse
    {
        if let evaluation { return try await evaluation.checkImport(request) }
        guard let registry else { preconditionFailure("one of the two is there") }
        return try await registry.checkImport(request)
    }

    func applyImport(_ request: Taoli_Registry_V1_ApplyImportRequest) async throws
        -> Taoli_Registry_V1_ApplyImportResponse
    {
        if let evaluation { return try await evaluation.applyImport(request) }
        guard let registry else { preconditionFailure("one of the two is there") }
        return try await registry.applyImport(request)
    }

    func undoImport(_ request: Taoli_Registry_V1_UndoImportRequest) async throws
        -> Taoli_Registry_V1_UndoImportResponse
    {
        if let evaluation { return try await evaluation.undoImport(request) }
        guard let registry else { preconditionFailure("one of the two is there") }
        return try await registry.undoImport(request)
    }

    func getImport(_ request: Taoli_Registry_V1_GetImportRequest) async throws
        -> Taoli_Registry_V1_GetImportResponse
    {
        if let evaluation { return try await evaluation.getImport(request) }
        guard let registry else { preconditionFailure("one of the two is there") }
        return try await registry.getImport(request)
    }

    func listImportRows(_ request: Taoli_Registry_V1_ListImportRowsRequest) async throws
        -> Taoli_Registry_V1_ListImportRowsResponse
    {
        if let evaluation { return try await evaluation.listImportRows(request) }
        guard let registry else { preconditionFailure("one of the two is there") }
        return try await registry.listImportRows(request)
    }
}

extension Taoli_Registry_V1_ImportJob {
    /// What a command on the job must say besides its id; nothing for registry's.
    var serviceOption: String {
        [.rolls, .results, .answers, .resources].contains(kind) ? " --service evaluation" : ""
    }
}
