import Foundation

/// Asks Python's standard library, which was written by others: what it reads, others read.
package enum PythonCheck {
    /// Runs a script with an input and returns what it printed.
    package static func run(_ script: String, input: [UInt8]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let (into, out) = (Pipe(), Pipe())
        process.standardInput = into
        process.standardOutput = out
        try process.run()
        try into.fileHandleForWriting.write(contentsOf: Data(input))
        try into.fileHandleForWriting.close()
        let data = try out.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw SocketServerError(what: "python3 ended with \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
