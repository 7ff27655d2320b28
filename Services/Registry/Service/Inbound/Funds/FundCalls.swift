import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// `FundService`: a group's money by source, and what its parties agreed on costs.
struct FundCalls: Taoli_Registry_V1_FundService.SimpleServiceProtocol {
    let context: ServiceContext
    let store: FundStore
    let policies: PolicyStore

    init(context: ServiceContext, policies: PolicyStore) {
        self.context = context
        self.policies = policies
        store = FundStore(commands: context.commands, policies: policies)
    }

    func recordEntry(
        request: Taoli_Registry_V1_RecordEntryRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_RecordEntryResponse {
        let record = RecordEntry(
            id: LedgerEntryID(.version7()),
            bookedOn: try Fields.day("booked_on", request.bookedOn, now: context.now()),
            direction: try Input.known(
                "direction", LedgerDirection(rawValue: request.direction),
                allowed: LedgerDirection.allCases.map(\.rawValue)),
            source: try Input.text("source", request.source, max: RegistryLimits.codeMax),
            purpose: try Input.text("purpose", request.purpose, max: RegistryLimits.codeMax),
            fen: request.fen,
            note: try Input.optionalText("note", request.note, max: RegistryLimits.reasonMax) ?? "")
        let group: GroupID = try Input.id("group_id", request.groupID)
        let command = try context.command(
            request, requestID: request.requestID, reason: record.note)
        return try await store.record(record, in: group, command) { entry, group in
            .with { $0.entry = entry.message(groupName: group.name, reversedBy: nil) }
        }
    }

    func reverseEntry(
        request: Taoli_Registry_V1_ReverseEntryRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ReverseEntryResponse {
        let reverse = ReverseEntry(
            id: LedgerEntryID(.version7()),
            bookedOn: try Fields.day("booked_on", request.bookedOn, now: context.now()),
            reason: try Fields.reason(request.reason))
        let entry: LedgerEntryID = try Input.id("entry_id", request.entryID)
        let command = try context.command(
            request, requestID: request.requestID, reason: reverse.reason)
        return try await store.reverse(reverse, entry, command) { entry, group in
            .with { $0.entry = entry.message(groupName: group.name, reversedBy: nil) }
        }
    }

    func listEntries(
        request: Taoli_Registry_V1_ListEntriesRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListEntriesResponse {
        var filter = try filter(request.groupID, request.year, request.district)
        filter.source = try Input.optionalText(
            "source", request.source, max: RegistryLimits.codeMax)
        filter.purpose = try Input.optionalText(
            "purpose", request.purpose, max: RegistryLimits.codeMax)
        let list = [
            "ledger", request.groupID, "\(request.year)", request.source, request.purpose,
            request.district,
        ]
        let after = try Fields.dayAndID(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let reader = try Reader(try CallContext.requireCaller())
        let wanted = filter
        let page = try await context.read { tx in
            try await FundReads(tx: tx, reader: reader).entries(wanted, after: after, size: size)
        }
        return .with {
            $0.entries = page.rows.map {
                $0.entry.message(groupName: $0.groupName, reversedBy: $0.reversedBy)
            }
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func listFundTotals(
        request: Taoli_Registry_V1_ListFundTotalsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListFundTotalsResponse {
        let filter = try filter(request.groupID, request.year, request.district)
        let list = ["fund-totals", request.groupID, "\(request.year)", request.district]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 4)
        let size = try Cursor.size(request.page.size)
        let reader = try Reader(try CallContext.requireCaller())
        let policies = policies
        let page = try await context.read { tx in
            let page = try await FundReads(tx: tx, reader: reader).totals(
                filter, after: after, size: size)
            // The figure stands beside the whole of a purpose, by the pack of the year's last day.
            var rows = page.rows
            for (index, total) in page.rows.enumerated() where total.source.isEmpty {
                guard let day = CalendarDate(year: Int(total.year), month: 12, day: 31) else {
                    continue
                }
                let pack = try await policies.followed(tx, total.district, on: day)
                rows[index].reference = pack?[FundsSection.self].references
                    .first { $0.purpose == total.purpose }
            }
            return ListPage(rows: rows, next: page.next)
        }
        return .with {
            $0.totals = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func recordAgreement(
        request: Taoli_Registry_V1_RecordAgreementRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_RecordAgreementResponse {
        let record = try agreement(request)
        let group: GroupID = try Input.id("group_id", request.groupID)
        let command = try context.command(
            request, requestID: request.requestID, reason: try Fields.reason(request.reason))
        return try await store.record(record, in: group, command) { agreement, group in
            .with { $0.agreement = agreement.message(groupName: group.name) }
        }
    }

    func listAgreements(
        request: Taoli_Registry_V1_ListAgreementsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListAgreementsResponse {
        let filter = try filter(request.groupID, 0, request.district)
        let date = try request.on.isEmpty ? nil : Fields.date("on", request.on)
        let list = ["agreements", request.groupID, request.district, request.on]
        let after = try Fields.dayAndID(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let reader = try Reader(try CallContext.requireCaller())
        let page = try await context.read { tx in
            try await FundReads(tx: tx, reader: reader).agreements(
                group: filter.group, district: filter.district, on: date, after: after, size: size)
        }
        return .with {
            $0.agreements = page.rows.map { $0.agreement.message(groupName: $0.groupName) }
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    private func agreement(_ request: Taoli_Registry_V1_RecordAgreementRequest) throws
        -> RecordAgreement
    {
        guard request.parties.count <= RegistryLimits.papersMax else {
            throw Input.invalid(
                "parties", "too-many",
                Wording(
                    "超过 \(RegistryLimits.papersMax) 方。",
                    "There are more than \(RegistryLimits.papersMax)."))
        }
        return RecordAgreement(
            id: AgreementID(.version7()),
            kind: try Input.text("kind", request.kind, max: RegistryLimits.codeMax),
            parties: try request.parties.map {
                FeeAgreement.Party(
                    id: try Input.text("parties.id", $0.id, max: RegistryLimits.codeMax),
                    name: try Input.text("parties.name", $0.name, max: RegistryLimits.nameMax))
            }, fenAYear: request.fenAYear == 0 ? nil : request.fenAYear,
            reference: try Input.text(
                "reference", request.reference, max: RegistryLimits.referenceMax),
            validity: Validity(
                from: try Fields.day("from", request.from, now: context.now()),
                until: try request.until.isEmpty ? nil : Fields.date("until", request.until)))
    }

    private func filter(_ group: String, _ year: Int32, _ district: String) throws
        -> FundReads.Filter
    {
        guard year == 0 || (1900...2199).contains(year) else {
            throw Input.invalid(
                "year", "bad-year", Wording("不是年份。", "This is no year."),
                next: Wording("请写成 2026。", "Write it as 2026."))
        }
        return FundReads.Filter(
            group: try group.isEmpty ? nil : Input.id("group_id", group),
            year: year == 0 ? nil : year,
            district: try district.isEmpty ? nil : Fields.district("district", district).rawValue)
    }
}
