import TaoliPostgres
import Testing

/// The error `body` throws. Unlike `#expect(throws:)` it can be used within another. Records an
/// issue and returns nil when `body` throws nothing or an error of another type.
@discardableResult
func failure<T>(
    at location: SourceLocation = #_sourceLocation, of body: () async throws -> T
) async -> PostgresError? {
    do {
        _ = try await body()
        Issue.record("no error was thrown", sourceLocation: location)
    } catch let error as PostgresError {
        return error
    } catch {
        Issue.record(error, sourceLocation: location)
    }
    return nil
}

/// Checks that the pool still answers.
func expectUsable(
    _ pool: PostgresPool, at location: SourceLocation = #_sourceLocation
) async throws {
    let rows = try await pool.query("SELECT 1")
    #expect(rows.count == 1, sourceLocation: location)
}
