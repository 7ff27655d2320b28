package import Foundation

/// An authority of a test's own, made by openssl, and certificates that it signs.
package struct TestAuthority: Sendable {
    /// Where its files lie; removed by the test.
    package let folder: URL
    /// Its certificate in PEM.
    package var file: String { folder.appending(path: "ca.pem").path }

    /// Makes its key and certificate in a new folder.
    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "taoli-ca-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try openssl(
            ["req", "-x509", "-days", "2", "-keyout", "ca.key", "-out", "ca.pem", "-subj"]
                + ["/CN=Taoli test authority"] + Self.newKey)
    }

    /// A certificate for names such as `DNS:localhost,IP:127.0.0.1`, and its key: options of
    /// `receiver.py`.
    package func certificate(for names: String) throws -> [String] {
        let name = UUID().uuidString
        try openssl(
            ["req", "-keyout", "\(name).key", "-out", "\(name).csr", "-subj", "/CN=receiver"]
                + Self.newKey)
        try Data("subjectAltName=\(names)\n".utf8)
            .write(to: folder.appending(path: "\(name).ext"))
        try openssl([
            "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-days", "2", "-extfile", "\(name).ext", "-out", "\(name).pem",
        ])
        return [
            "--certificate", folder.appending(path: "\(name).pem").path, "--key",
            folder.appending(path: "\(name).key").path,
        ]
    }

    private static let newKey = [
        "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
    ]

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = folder
        let problems = Pipe()
        process.standardError = problems
        try process.run()
        let said = try problems.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw SocketServerError(what: String(decoding: said, as: UTF8.self))
        }
    }
}
