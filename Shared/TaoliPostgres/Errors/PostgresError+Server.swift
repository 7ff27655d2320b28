import CLibpq

extension PostgresError {
    /// Reads the error of a result. `statement` is the text sent, without values.
    init(result: OpaquePointer, statement: String) {
        func field(_ field: DiagnosticField) -> String? {
            PQresultErrorField(result, field.code).map { String(cString: $0) }
        }
        let state = field(.sqlState)
        let constraint = field(.constraint)
        let function = field(.sourceFunction)
        let message =
            field(.message)
            ?? PQresultErrorMessage(result).map { String(cString: $0) }?.trimmedLine ?? "no message"
        var parts = ["\(field(.severity) ?? "ERROR"): \(message)"]
        // Details and context of classes 22 (data) and 23 (integrity) repeat the row.
        let repeatsData = state.map { $0.hasPrefix("22") || $0.hasPrefix("23") } ?? false
        if !repeatsData {
            if let detail = field(.detail) { parts.append("detail: \(detail)") }
            if let context = field(.context) { parts.append("context: \(context)") }
        }
        if let hint = field(.hint) { parts.append("hint: \(hint)") }
        if let constraint { parts.append("constraint: \(constraint)") }
        if !statement.isEmpty { parts.append("statement: \(statement.prefix(300))") }
        self.init(
            kind: Self.kind(state: state, constraint: constraint, function: function),
            full: parts.joined(separator: "; "), sqlState: state, constraint: constraint,
            table: field(.table), column: field(.column))
    }

    /// Source: PostgreSQL 15 manual, appendix A.
    private static func kind(state: String?, constraint: String?, function: String?) -> Kind {
        guard let state else { return .connection }
        switch state {
        case "40001": return .serialization
        case "40P01": return .deadlock
        case "23505", "23P01": return .uniqueViolation(constraint: constraint ?? "")
        case "23514", "23502": return .checkViolation
        case "23503", "23001": return .foreignKey
        case "55P03": return .lockTimeout
        case "57014": return .cancelled
        case "57P01", "57P02", "57P03", "57P05", "25P03": return .connection
        case "26000": return .staleStatement
        // The plan's columns changed: `cached plan must not change result type`.
        case "0A000" where function == "RevalidateCachedQuery": return .staleStatement
        default: break
        }
        switch state.prefix(2) {
        case "08": return .connection
        case "53": return .resources
        default: return .other
        }
    }
}

/// Parts of a server's error. `postgres_ext.h` names them by macros of character literals
/// (PG_DIAG_…), which Swift does not import.
private enum DiagnosticField: Unicode.Scalar {
    case severity = "V"
    case sqlState = "C"
    case message = "M"
    case detail = "D"
    case hint = "H"
    case context = "W"
    case table = "t"
    case column = "c"
    case constraint = "n"
    case sourceFunction = "R"

    var code: Int32 { Int32(rawValue.value) }
}

extension String {
    /// The text without line ends, as libpq's messages have them at their end.
    var trimmedLine: String {
        split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
