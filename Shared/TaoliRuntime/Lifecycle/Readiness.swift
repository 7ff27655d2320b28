package import Logging
import ServiceLifecycle

/// Whether everything a process needs is there.
///
/// As a service it looks every few seconds and keeps the ``HealthBoard`` true; it stands last in
/// the group, so that it is stopped first: callers hear "not ready" before calls are ended.
package struct Readiness: Service {
    /// One thing that must work.
    package struct Check: Sendable {
        /// Short name, shown by `/readyz?verbose`.
        package let name: String
        /// Returns when it works; throws with a text that may be shown (no secrets).
        package let run: @Sendable () async throws -> Void

        /// - Parameter run: returns when it works; cancelled after `checkTimeout`.
        package init(_ name: String, run: @escaping @Sendable () async throws -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// The outcome of one check.
    package struct Outcome: Hashable, Sendable {
        /// As in ``Check/name``.
        package let name: String
        /// Why it does not work; `nil` when it does.
        package let problem: String?
    }

    /// Longest time of one check.
    package static let checkTimeout = Duration.seconds(2)

    package let board: HealthBoard
    private let checks: [Check]
    private let interval: Duration
    private let logger: Logger

    package init(
        board: HealthBoard, checks: [Check], interval: Duration = .seconds(3), logger: Logger
    ) {
        self.board = board
        self.checks = checks
        self.interval = interval
        self.logger = logger
    }

    /// Runs all checks at once, tells the board, and returns the outcomes in their given order.
    @discardableResult
    package func evaluate() async -> [Outcome] {
        let outcomes = await withTaskGroup(of: (Int, Outcome).self) { group in
            for (index, check) in checks.enumerated() {
                group.addTask { (index, await Self.run(check)) }
            }
            var found: [(Int, Outcome)] = []
            for await outcome in group { found.append(outcome) }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
        board.setReady(outcomes.allSatisfy { $0.problem == nil })
        return outcomes
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var shown: [Outcome]?
            while !Task.isCancelled {
                let outcomes = await evaluate()
                if outcomes != shown { log(outcomes) }
                shown = outcomes
                try? await Task.sleep(for: interval)
            }
        }
        board.beginStopping()
        logger.info("not ready: stopping")
    }

    private func log(_ outcomes: [Outcome]) {
        let problems = outcomes.compactMap { outcome in
            outcome.problem.map { "\(outcome.name): \($0)" }
        }
        if problems.isEmpty {
            logger.info("ready")
        } else {
            logger.warning(
                "not ready", metadata: ["problems": "\(problems.joined(separator: "; "))"])
        }
    }

    private static func run(_ check: Check) async -> Outcome {
        do {
            try await Deadline.run(until: .now.advanced(by: checkTimeout)) { try await check.run() }
            return Outcome(name: check.name, problem: nil)
        } catch CallFailure.deadlineExceeded {
            return Outcome(name: check.name, problem: "no answer within \(checkTimeout)")
        } catch {
            return Outcome(name: check.name, problem: Redaction.apply("\(error)"))
        }
    }
}
