import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import Testing

extension CityTests {
    /// An official of one district and the records of another.
    @Suite("Another district")
    struct OtherDistrictTests {
        /// Where the official works; no group of it has a site in `MainJob.district`.
        static let own = "440103"

        @Test("Every call that names a record of another district is refused, and nothing changes")
        func records() async throws {
            let city = try City.here
            let foreign = try await ForeignRecords.find(in: city)
            try await Quiet.reached(in: city)
            let before = try await Snapshot(of: city)
            for attempt in try foreign.attempts() {
                let answer = try await Self.call(attempt.method, attempt.body, in: city)
                #expect(
                    [.notFound, .permissionDenied].contains(answer.code),
                    "\(attempt.what): \(answer.text)")
            }
            let differences = try await Snapshot(of: city).differences(from: before)
            #expect(differences == [])
        }

        @Test("The attempts cover every call of the four services that takes an id")
        func coverage() async throws {
            let foreign = try await ForeignRecords.find(in: City.here)
            let tried = Set(try foreign.attempts().map(\.method))
            // Lists, which are tried below, signing in, and what asks about nobody's record.
            let others: Set = [
                "SignIn", "Refresh", "ExchangeAssertion", "ListAccounts", "ListDistricts",
                "ListSchools", "ListGroups", "CreateImport", "ListMessages", "TailEvents",
                "BusStatus", "Check", "Watch", "CompareDays", "GetCoverage", "ListCases",
                "PendingSteps", "ListBindings", "ListPersons", "ListReveals", "ExportPersons",
                "ListBodies",
                "ListResolutions", "ListDocuments", "ListDesignations", "ListGradeShares",
                "ListEntries", "ListFundTotals", "ListAgreements", "ListPartners",
                "ListPartnerships", "ListPlans", "ListPlacements", "ListQuotas", "ListCycles",
                "ListReturnDuties", "ListAllowanceRates", "ListAllowances",
                "ListEstablishmentSupport",
                "ListVerdicts", "ListSurveys",
                // Of the caller's own unit alone, or of its district.
                "AddEndpoint", "ListEndpoints", "GetPreferences", "SetPreferences",
                "ListDeliveries",
                // Rules, and names of groups, are public.
                "GetPolicy", "FindGroups",
                // The city's alone: a district's caller does not get as far as a record.
                "ListParked", "RetryParked", "DiscardParked", "RepublishEvents", "BeginRebuild",
                "SwitchRebuild", "AbandonRebuild", "ResumeConsumer", "GetKeyStatus",
            ]
            let named = CallTable.all.map(\.method).filter { method in
                !others.contains(String(method.split(separator: "/")[1]))
            }
            #expect(tried == Set(named))
        }

        @Test("Lists hold nothing of another district, asked for it or not")
        func lists() async throws {
            let city = try City.here
            _ = try await city.mainJob()
            let asked = Taoli_Registry_V1_ListSchoolsRequest.with { $0.district = MainJob.district }
            let schools = try await Self.registry("SchoolService/ListSchools", asked, in: city)
            #expect(
                try Taoli_Registry_V1_ListSchoolsResponse(serializedBytes: schools).schools.isEmpty)
            let groups = try await Self.registry(
                "GroupService/ListGroups",
                Taoli_Registry_V1_ListGroupsRequest.with { $0.district = MainJob.district },
                in: city)
            #expect(
                try Taoli_Registry_V1_ListGroupsResponse(serializedBytes: groups).groups.isEmpty)
            let all = try await Self.registry(
                "SchoolService/ListSchools",
                Taoli_Registry_V1_ListSchoolsRequest.with { $0.page.size = 500 }, in: city)
            let mine = try Taoli_Registry_V1_ListSchoolsResponse(serializedBytes: all).schools
            #expect(!mine.isEmpty)
            #expect(mine.allSatisfy { $0.district == Self.own })
            let cases = try await Self.registry(
                "CaseService/ListCases", Taoli_Registry_V1_ListCasesRequest(), in: city)
            #expect(
                try Taoli_Registry_V1_ListCasesResponse(serializedBytes: cases).cases.isEmpty)
            let bindings = try await Self.registry(
                "PolicyService/ListBindings", Taoli_Registry_V1_ListBindingsRequest(), in: city)
            #expect(
                try Taoli_Registry_V1_ListBindingsResponse(serializedBytes: bindings).bindings
                    .isEmpty)
            let persons = try await Self.registry(
                "StaffService/ListPersons", Taoli_Registry_V1_ListPersonsRequest(), in: city)
            #expect(
                try Taoli_Registry_V1_ListPersonsResponse(serializedBytes: persons).persons
                    .isEmpty)
            let exported = try await Self.registry(
                "StaffService/ExportPersons",
                Taoli_Registry_V1_ExportPersonsRequest.with { $0.reason = "x" }, in: city)
            #expect(
                try Taoli_Registry_V1_ExportPersonsResponse(serializedBytes: exported).persons
                    .isEmpty)
            let reveals = try await Self.registry(
                "StaffService/ListReveals", Taoli_Registry_V1_ListRevealsRequest(), in: city)
            #expect(
                try Taoli_Registry_V1_ListRevealsResponse(serializedBytes: reveals).reveals
                    .isEmpty)
            try await Self.noBodies(in: city)
            let said = try await Self.registry(
                "UnitService/ListDesignations",
                Taoli_Registry_V1_ListDesignationsRequest(), in: city)
            #expect(
                try Taoli_Registry_V1_ListDesignationsResponse(serializedBytes: said).designations
                    .allSatisfy { $0.district == Self.own })
            let shares = try await Self.registry(
                "UnitService/ListGradeShares", Taoli_Registry_V1_ListGradeSharesRequest(),
                in: city)
            #expect(
                try Taoli_Registry_V1_ListGradeSharesResponse(serializedBytes: shares).shares
                    .allSatisfy { $0.district == Self.own })
            let coverage = try await Self.call(
                "taoli.registry.v1.GroupService/GetCoverage", [], in: city)
            let rows = try Taoli_Registry_V1_GetCoverageResponse(
                serializedBytes: try #require(coverage.message)
            ).rows
            #expect(rows.allSatisfy { $0.district == Self.own })
            let accounts = try await Self.registry(
                "AccountService/ListAccounts", Taoli_Registry_V1_ListAccountsRequest(), in: city)
            #expect(
                try Taoli_Registry_V1_ListAccountsResponse(serializedBytes: accounts).accounts
                    .isEmpty)
            let inbox = try await Self.call(
                "taoli.notification.v1.InboxService/ListMessages", [], in: city)
            let messages = try Taoli_Notification_V1_ListMessagesResponse(
                serializedBytes: try #require(inbox.message)
            ).messages
            #expect(messages.allSatisfy { $0.recipient == "district/\(Self.own)" })
            let sent = try await Self.call(
                "taoli.notification.v1.DeliveryService/ListDeliveries", [], in: city)
            #expect(
                try Taoli_Notification_V1_ListDeliveriesResponse(
                    serializedBytes: try #require(sent.message)
                ).deliveries.isEmpty)
        }

        private static func noBodies(in city: City) async throws {
            let bodies = try await registry(
                "BodyService/ListBodies", Taoli_Registry_V1_ListBodiesRequest(), in: city)
            #expect(
                try Taoli_Registry_V1_ListBodiesResponse(serializedBytes: bodies).bodies.isEmpty)
            let agenda = try await registry(
                "BodyService/ListResolutions", Taoli_Registry_V1_ListResolutionsRequest(),
                in: city)
            #expect(
                try Taoli_Registry_V1_ListResolutionsResponse(serializedBytes: agenda)
                    .resolutions.isEmpty)
            let documents = try await registry(
                "DocumentService/ListDocuments", Taoli_Registry_V1_ListDocumentsRequest(),
                in: city)
            #expect(
                try Taoli_Registry_V1_ListDocumentsResponse(serializedBytes: documents)
                    .documents.isEmpty)
        }

        @Test("Lists of plans and placements hold nothing of another district, which sees its own")
        func rotation() async throws {
            let city = try City.here
            let foreign = try await ForeignRecords.find(in: city).rotation
            for (district, count) in [(Self.own, 0), (MainJob.district, 1)] {
                func list(_ method: String, _ request: some SwiftProtobuf.Message) async throws
                    -> [UInt8]
                {
                    let answer = try await city.call(
                        "taoli.rotation.v1.\(method)", try request.serializedBytes(),
                        as: .ofDistrict(district))
                    return try #require(answer.message, "\(method): \(answer.text)")
                }
                let plans = try Taoli_Rotation_V1_ListPlansResponse(
                    serializedBytes: try await list(
                        "PlanService/ListPlans", Taoli_Rotation_V1_ListPlansRequest())
                ).plans.filter { $0.id == foreign.plan }
                #expect(plans.count == count)
                let placements = try Taoli_Rotation_V1_ListPlacementsResponse(
                    serializedBytes: try await list(
                        "PlacementService/ListPlacements",
                        Taoli_Rotation_V1_ListPlacementsRequest())
                ).placements.filter { $0.id == foreign.placement }
                #expect(placements.count == count)
                let year = Taoli_Rotation_V1_ListEstablishmentSupportRequest.with {
                    $0.schoolYear = "2026-2027"
                }
                let schools = try Taoli_Rotation_V1_ListEstablishmentSupportResponse(
                    serializedBytes: try await list(
                        "EntitlementService/ListEstablishmentSupport", year)
                ).schools
                #expect(schools.count == count)
            }
        }

        @Test(
            "The tail of a service's events shows a district only what concerns it",
            arguments: [CityService.registry, .notification])
        func tail(service: CityService) async throws {
            let city = try City.here
            _ = try await city.mainJob()
            let token = try await city.foundation.keys.token(.ofDistrict(Self.own), for: service)
            let events = try await city.connected(to: service, token: token) { remote in
                try await Taoli_Bus_V1_BusService.Client(wrapping: remote.grpc).tailEvents(
                    .with { $0.last = 1_000 }
                ) { response in
                    try await response.messages.reduce(into: []) { $0.append($1) }
                }
            }
            #expect(!events.isEmpty)
            #expect(events.allSatisfy { $0.districts.contains(Self.own) })
        }

        static func call(
            _ method: String, _ body: [UInt8], in city: City
        ) async throws -> RawAnswer {
            try await city.call(method, body, as: .ofDistrict(own))
        }

        private static func registry(
            _ method: String, _ request: some SwiftProtobuf.Message, in city: City
        ) async throws -> [UInt8] {
            let answer = try await call(
                "taoli.registry.v1.\(method)", try request.serializedBytes(), in: city)
            #expect(answer.code == nil, "\(method): \(answer.text)")
            return try #require(answer.message)
        }
    }
}
