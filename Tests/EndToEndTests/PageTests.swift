import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliPostgres
import Testing

extension CityTests {
    /// Lists that are longer than one answer.
    @Suite("Lists over several pages")
    struct PageTests {
        private static let listSchools = "taoli.registry.v1.SchoolService/ListSchools"

        /// What a list is ordered by.
        private struct Place: Hashable, Comparable, Sendable {
            let district: String
            let name: String
            let id: String

            /// As the database compares: byte by byte.
            static func < (left: Place, right: Place) -> Bool {
                for (one, other) in [
                    (left.district, right.district), (left.name, right.name), (left.id, right.id),
                ] where one != other {
                    return one.utf8.lexicographicallyPrecedes(other.utf8)
                }
                return false
            }
        }

        @Test("`taoli school list` follows all pages: every school once, in order")
        func commandLine() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let listed = try await schoolList(city, job)
            // More than one page of the command line's own, or this would prove nothing.
            #expect(listed.count > 2 * 100)
            #expect(Set(listed.map(\.id)) == (try await openSchools(city)))
            #expect(Set(listed).count == listed.count)
            #expect(listed == listed.sorted())
        }

        @Test(
            "Pages of any size hold the same schools in the same order",
            arguments: [1, 7, 100] as [Int32])
        func anySize(size: Int32) async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let wanted = try await schoolList(city, job).filter { $0.district == MainJob.district }
            var cursor = ""
            var found: [String] = []
            var pages: [Int] = []
            repeat {
                let page = try await page(city, size: size, cursor: cursor)
                found += page.schools.map(\.id)
                pages.append(page.schools.count)
                cursor = page.nextCursor
            } while !cursor.isEmpty && pages.count <= wanted.count
            #expect(found == wanted.map(\.id))
            // Only the last page may be shorter, and none is empty.
            #expect(pages.dropLast().allSatisfy { $0 == Int(size) })
            #expect(pages.allSatisfy { $0 > 0 })
        }

        @Test("The next page may have another size")
        func otherSize() async throws {
            let city = try City.here
            _ = try await city.mainJob()
            let all = try await page(city, size: 5, cursor: "").schools.map(\.id)
            let first = try await page(city, size: 2, cursor: "")
            let rest = try await page(city, size: 3, cursor: first.nextCursor)
            #expect((first.schools + rest.schools).map(\.id) == all)
        }

        @Test(
            "A cursor of one filter is refused with another, and says what to do",
            arguments: [
                Taoli_Registry_V1_ListSchoolsRequest.with { $0.district = "440106" },
                .with { $0.district = "" },
                .with {
                    $0.district = MainJob.district
                    $0.name = "小学"
                },
                .with {
                    $0.district = MainJob.district
                    $0.stage = "primary"
                },
                .with {
                    $0.district = MainJob.district
                    $0.on = "2025-10-01"
                },
            ])
        func otherFilter(request: Taoli_Registry_V1_ListSchoolsRequest) async throws {
            let city = try City.here
            _ = try await city.mainJob()
            var request = request
            request.page.size = 2
            request.page.cursor = try await page(city, size: 2, cursor: "").nextCursor
            try await city.refused(
                Self.listSchools, request, .invalidArgument, "cursor-of-other-list",
                field: "cursor")
        }

        @Test("A cursor of one list is refused by another list")
        func otherList() async throws {
            let city = try City.here
            _ = try await city.mainJob()
            let cursor = try await page(city, size: 2, cursor: "").nextCursor
            let request = Taoli_Registry_V1_ListGroupsRequest.with {
                $0.district = MainJob.district
                $0.page.cursor = cursor
            }
            try await city.refused(
                "taoli.registry.v1.GroupService/ListGroups", request, .invalidArgument,
                "cursor-of-other-list", field: "cursor")
        }

        /// A page of the schools of the district.
        private func page(
            _ city: City, size: Int32, cursor: String
        ) async throws -> Taoli_Registry_V1_ListSchoolsResponse {
            let request = Taoli_Registry_V1_ListSchoolsRequest.with {
                $0.district = MainJob.district
                $0.page.size = size
                $0.page.cursor = cursor
            }
            let answer = try await city.call(Self.listSchools, try request.serializedBytes())
            #expect(answer.code == nil, "\(answer.text)")
            return try Taoli_Registry_V1_ListSchoolsResponse(
                serializedBytes: try #require(answer.message))
        }

        private func schoolList(_ city: City, _ job: MainJob) async throws -> [Place] {
            let items =
                try await city.must("school", "list", "--format", "json", key: job.city)
                .json()["items"].items ?? []
            return try items.map { item in
                Place(
                    district: try #require(item["district"].string),
                    name: try #require(item["name"].string), id: try #require(item["id"].string))
            }
        }

        /// Ids of the schools that exist today, read from registry's own table.
        private func openSchools(_ city: City) async throws -> Set<String> {
            try await city.database(.registry) { pool in
                let rows = try await pool.query(
                    """
                    SELECT id::text AS id FROM registry.school \
                    WHERE closed_on IS NULL OR closed_on > current_date
                    """)
                return Set(try rows.map { try $0.get("id", as: String.self) })
            }
        }
    }
}
