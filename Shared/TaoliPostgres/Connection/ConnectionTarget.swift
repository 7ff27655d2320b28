import CLibpq

/// Where and how to connect: a libpq URL, checked, with the settings every session needs.
struct ConnectionTarget: Sendable {
    /// `host:port/database`, for messages.
    let endpoint: String

    /// libpq's keywords and values; the first is the URL, later ones overrule it.
    let options: [(keyword: String, value: String)]

    /// Settings of the session. They travel with the connection request, so nothing is `SET`
    /// afterwards that a pooler in transaction mode would lose.
    private static let settings =
        "-c TimeZone=UTC -c DateStyle=ISO,YMD -c IntervalStyle=postgres -c bytea_output=hex"

    /// Throws a usage error for a URL that cannot be read; it never repeats the URL, whose
    /// password it might contain.
    init(_ configuration: PostgresConfiguration) throws(PostgresError) {
        let url = configuration.url
        guard !url.isEmpty, !url.utf8.contains(0), let parsed = Self.parse(url) else {
            throw Self.unreadable
        }
        let (host, port) = (parsed["host"] ?? parsed["hostaddr"] ?? "", parsed["port"] ?? "5432")
        let database = parsed["dbname"] ?? parsed["user"] ?? ""
        // A password with an unescaped @ or / ends up in host, port or database.
        guard !host.contains("@"), !database.contains("@"), !database.contains("://"),
            port.split(separator: ",").allSatisfy({ UInt16($0) != nil })
        else { throw Self.unreadable }
        endpoint = "\(host):\(port)/\(database)"
        let given = parsed["options"].map { "\($0) " } ?? ""
        var options = [
            ("dbname", url), ("application_name", configuration.applicationName),
            ("client_encoding", "UTF8"),
            ("options", given + Self.settings + Self.idle(configuration.idleTransactionMax)),
        ]
        if parsed["keepalives_idle"] == nil { options.append(("keepalives_idle", "30")) }
        self.options = options
    }

    private static func idle(_ longest: Duration) -> String {
        " -c idle_in_transaction_session_timeout=\(Int(longest / .milliseconds(1)))"
    }

    private static var unreadable: PostgresError {
        PostgresError(
            usage: """
                the database URL cannot be read / 数据库地址无法识别: expected \
                postgres://user:password@host:port/database; write the characters @ / : ? # % \
                of a password as %40 %2F %3A %3F %23 %25
                """)
    }

    private static func parse(_ url: String) -> [String: String]? {
        var message: UnsafeMutablePointer<CChar>?
        // libpq's message may quote a part of the password, so it is freed unread.
        let parsed = PQconninfoParse(url, &message)
        defer {
            PQfreemem(message)
            PQconninfoFree(parsed)
        }
        guard var option = parsed else { return nil }
        var values: [String: String] = [:]
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                values[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
        return values
    }
}
