import TaoliPostgres
import Testing

struct SQLTests {
    @Test("Interpolated values become numbered parameters and never text")
    func placeholders() {
        let name = "'; DROP TABLE school; --"
        let sql: SQL = "SELECT \(1) WHERE name = \(name) AND \(raw: "\"kind\"") = \(nil as String?)"
        #expect(sql.text == "SELECT $1 WHERE name = $2 AND \"kind\" = $3")
        #expect(sql.parameterCount == 3)
    }

    @Test("Fragments are inserted with their values renumbered")
    func fragments() {
        let inner: SQL = "b = \(2) AND 名 = \("桃")"
        let sql: SQL = "a = \(1) AND (\(fragment: inner)) AND c = \(3)"
        #expect(sql.text == "a = $1 AND (b = $2 AND 名 = $3) AND c = $4")
        #expect(sql.parameterCount == 4)
    }

    @Test("Statements are concatenated and joined with their values renumbered")
    func joining() {
        let many = (1...11).map { SQL("x = \($0)") }.joined(separator: " OR ")
        let sql = "SELECT \(0) WHERE " + many
        #expect(sql.text.hasPrefix("SELECT $1 WHERE x = $2 OR x = $3"))
        #expect(sql.text.hasSuffix("OR x = $12"))
        #expect(sql.parameterCount == 12)
    }
}
