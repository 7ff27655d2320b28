import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

/// What `StaffService` answers without changing anything, but for the note that a reveal leaves.
extension StaffCalls {
    func getPerson(
        request: Taoli_Registry_V1_GetPersonRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetPersonResponse {
        let id: PersonID = try Input.id("id", request.id)
        let date = try Fields.day("on", request.on, now: context.now())
        let reader = try StaffReader(try CallContext.requireCaller())
        let view = try await context.read { tx in
            try await StaffReads(tx: tx, reader: reader, seal: store.seal).view(id, on: date)
        }
        return .with { $0.person = view.message }
    }

    func listPersons(
        request: Taoli_Registry_V1_ListPersonsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListPersonsResponse {
        let caller = try CallContext.requireCaller()
        let filter = try StaffFields.filter(request)
        let isOfficial = caller.role == .city || caller.role == .district
        if filter.number != nil, !isOfficial { throw StoreRefusals.notYourStaff }
        let date = try Fields.day("on", request.on, now: context.now())
        // The number is no part of the cursor's mark: it finds one person, who fits one page.
        let list = [
            "persons", request.schoolID, request.name, request.post, request.subject,
            request.stage, request.level, request.on,
        ]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 2)
        let size = try Cursor.size(request.page.size)
        let reader = try StaffReader(caller)
        let page = try await context.read { tx in
            try await StaffReads(tx: tx, reader: reader, seal: store.seal)
                .list(filter, on: date, after: after, size: size)
        }
        return .with {
            $0.persons = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func personHistory(
        request: Taoli_Registry_V1_PersonHistoryRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_PersonHistoryResponse {
        let id: PersonID = try Input.id("id", request.id)
        let list = ["person-history", request.id]
        let after = try Fields.line(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let today = try Fields.day("on", "", now: context.now())
        let reader = try StaffReader(try CallContext.requireCaller())
        let page = try await context.read { tx in
            try await StaffReads(tx: tx, reader: reader, seal: store.seal)
                .history(id, on: today, after: after, size: size)
        }
        return .with {
            $0.changes = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func revealPerson(
        request: Taoli_Registry_V1_RevealPersonRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_RevealPersonResponse {
        let id: PersonID = try Input.id("person_id", request.personID)
        let reason = try Input.text("reason", request.reason, max: RegistryLimits.reasonMax)
        let facts = try await RevealStore(context)
            .reveal(id, reason: reason, by: try CallContext.requireCaller())
        return .with {
            $0.document = facts.number?.document.rawValue ?? ""
            $0.number = facts.number?.value ?? ""
            $0.phone = facts.phone?.value ?? ""
        }
    }

    func exportPersons(
        request: Taoli_Registry_V1_ExportPersonsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ExportPersonsResponse {
        let reason = try Input.text("reason", request.reason, max: RegistryLimits.reasonMax)
        let filter = try StaffFields.filter(request)
        let date = try Fields.day("on", request.on, now: context.now())
        let list = [
            "export-persons", request.schoolID, request.name, request.post, request.subject,
            request.stage, request.level, request.on,
        ]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 2)
        let page = try await RevealStore(context).export(
            filter, on: date, after: after, size: try Cursor.size(request.page.size),
            reason: reason, by: try CallContext.requireCaller())
        return .with {
            $0.persons = page.rows.map(\.exported)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func getKeyStatus(
        request: Taoli_Registry_V1_GetKeyStatusRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetKeyStatusResponse {
        let seal = store.seal
        return try await context.readAll { tx in
            try await SealStatus.load(seal, tx)
        }.message
    }

    func listReveals(
        request: Taoli_Registry_V1_ListRevealsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListRevealsResponse {
        let person: PersonID? =
            try request.personID.isEmpty ? nil : Input.id("person_id", request.personID)
        let list = ["reveals", request.personID]
        let before = try Fields.line(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let reveals = RevealStore(context)
        let page = try await context.read { tx in
            try await reveals.list(person, before: before, size: size, in: tx)
        }
        return .with {
            $0.reveals = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func getEstablishment(
        request: Taoli_Registry_V1_GetEstablishmentRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetEstablishmentResponse {
        let id: SchoolID = try Input.id("school_id", request.schoolID)
        let date = try Fields.day("on", request.on, now: context.now())
        let reader = try Reader(try CallContext.requireCaller())
        let view = try await context.read { tx in
            try await EstablishmentStore.read(id, on: date, reader, tx)
        }
        return .with {
            $0.schoolPosts = view.message
            $0.history = view.history.map(\.message)
        }
    }
}
