/// Bounds of imports, each with its unit in its name.
package enum ImportLimits {
    /// Bytes of one chunk (import.proto).
    package static let chunkBytesMax = 256 * 1024
    /// Bytes of one file: a million rows of 256 bytes.
    package static let fileBytesMax: Int64 = 256 * 1024 * 1024
    /// Bytes of an answers file (import.proto).
    package static let answersBytesMax = 512 * 1024
    /// Characters of a file's name.
    package static let fileNameMax = 200
    /// Rows applied or undone in one transaction (messaging.md, Imports).
    package static let batchRowsMax = 500
    /// Rows read against the register at a time.
    package static let readRowsMax = 2_000
    /// Problems kept of a file as a whole, or of one row.
    package static let problemsMax = 100
    /// Characters of a cell that the report keeps.
    package static let cellCharactersMax = 200
    /// Rows removed from staging by one statement.
    static let cleanRowsMax = 50_000
    /// Days after which a job that nobody went on with gives its file and its rows up.
    static let restDaysMax = 30
    /// Failures in a row after which a job stops by itself.
    static let failuresMax = 3
}
