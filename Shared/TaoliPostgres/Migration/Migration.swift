/// One step of a database's structure: SQL that runs once, in a transaction of its own.
package struct Migration: Sendable {
    /// Position in its track, from 1 without gaps.
    package let number: Int
    /// Snake-case name, for people; the checksum is of the SQL alone.
    package let name: String
    /// Statements without BEGIN and COMMIT; nothing that refuses to run in a transaction.
    package let sql: String

    package init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// Of a file `M0001_name.sql`; nil when the name has another form.
    package init?(fileName: String, sql: String) {
        let base = fileName.hasSuffix(".sql") ? fileName.dropLast(4) : fileName[...]
        let parts = base.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0].first == "M", parts[0].count == 5,
            let number = Int(parts[0].dropFirst())
        else { return nil }
        self.init(number: number, name: String(parts[1]), sql: sql)
    }
}
