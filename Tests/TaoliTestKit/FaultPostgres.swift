package import Foundation

/// A PostgreSQL server of one's own, for tests that end it. Unlike the shared one it waits for its
/// log to be written at every commit: an immediate stop must not lose one.
package final class FaultPostgres: Sendable {
    /// The superuser's URL, the same after every restart.
    package let url: String
    private let folder: URL
    private let data: String
    private let port: Int

    /// Makes and starts one, with the roles of all services.
    /// - Parameter folder: for its files and logs; must not exist.
    package init(folder: URL) async throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await Self.script(folder, #""$SCRIPTS/postgres.sh" start test"#)
        let text = try String(contentsOf: folder.appending(path: "postgres/port"), encoding: .utf8)
        guard let port = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw BusProcess.Failure(description: "the server has no port: \(text)")
        }
        self.port = port
        data = folder.appending(path: "postgres/data").resolvingSymlinksInPath().path
        url = "postgres://postgres@127.0.0.1:\(port)/postgres"
        try await Self.script(
            folder,
            """
            psql -X -q -v ON_ERROR_STOP=1 -v databases=off "\(url)" -f "$ROOT/deploy/postgres/roles.sql"
            psql -X -q "\(url)" -c 'alter system set synchronous_commit = on'
            psql -X -q "\(url)" -c 'select pg_reload_conf()'
            """)
    }

    /// Stops it as a power cut would, but for the disk: no checkpoint, no farewell.
    package func stopImmediately() async throws { try await control("stop -m immediate") }

    /// Starts it again and waits until it answers.
    package func start() async throws { try await control("start -o '-p \(port)'") }

    /// Ends it and removes its files.
    package func remove() async {
        try? await Self.script(folder, #""$SCRIPTS/postgres.sh" stop"#)
        try? FileManager.default.removeItem(at: folder)
    }

    private func control(_ words: String) async throws {
        try await Self.script(
            folder,
            """
            bin=$("$SCRIPTS/postgres.sh" binaries)
            cd /
            as_server_user "$bin/pg_ctl" \(words) -w -s -t 60 -D '\(data)' </dev/null \
            >>"$RUN/logs/restarts.log" 2>&1
            """)
    }

    /// Runs a script with the words of deploy/scripts/common.sh, in a run of its own.
    private static func script(_ run: URL, _ text: String) async throws {
        // <root>/Tests/TaoliTestKit/FaultPostgres.swift
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        var environment = ProcessInfo.processInfo.environment
        environment["RUN"] = run.path
        let process = try BusProcess(
            "/bin/bash",
            ["-c", "set -euo pipefail; . \(root.path)/deploy/scripts/common.sh; \(text)"],
            environment: environment, output: run.appending(path: "scripts.log"))
        guard try await process.wait() == 0 else {
            throw BusProcess.Failure(description: "\(text): \(process.lastWords)")
        }
    }
}
