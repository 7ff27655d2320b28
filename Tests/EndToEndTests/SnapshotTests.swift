import TaoliPostgres
import Testing

extension CityTests {
    @Suite("The snapshot of all tables")
    struct SnapshotTests {
        @Test("A single changed value of a single row is noticed, and putting it back too")
        func oneValue() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            try await Quiet.reached(in: city)
            let before = try await Snapshot(of: city)
            try await turn(job, "version + 1", in: city)
            #expect(
                try await Snapshot(of: city).differences(from: before)
                    == ["registry:registry.school"])
            try await turn(job, "version - 1", in: city)
            #expect(try await Snapshot(of: city).differences(from: before) == [])
        }

        private func turn(_ job: MainJob, _ version: String, in city: City) async throws {
            try await city.database(.registry) { pool in
                _ = try await pool.execute(
                    """
                    UPDATE registry.school SET version = \(raw: version) \
                    WHERE id = \(untyped: job.school)
                    """)
            }
        }
    }
}
