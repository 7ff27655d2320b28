import Foundation

/// How much is done: little in `make test-faults`, more in `make soak` (`TAOLI_SOAK=1`).
enum FaultScale {
    static let isSoak = ProcessInfo.processInfo.environment["TAOLI_SOAK"] == "1"
    /// Kills at one point in a round.
    static let kills = isSoak ? 20 : 5
    /// Stops at one point, and other faults that take a few seconds each.
    static let stops = isSoak ? 12 : 3
    /// How long a broker is away in the round that tries a long absence.
    static let longAbsence: Duration = isSoak ? .seconds(120) : .seconds(8)
    /// How long a snapshot is held open.
    static let longSnapshot: Duration = isSoak ? .seconds(120) : .seconds(5)
    /// How long instances come and go.
    static let churn: Duration = isSoak ? .seconds(180) : .seconds(20)
    /// A disk that may be filled, in the soak.
    static let smallDisk = ProcessInfo.processInfo.environment["TAOLI_SMALL_DISK"]
        .map { URL(fileURLWithPath: $0) }

    /// `TAOLI_SEED`, or one that is the same in every run.
    static let seed =
        UInt64(ProcessInfo.processInfo.environment["TAOLI_SEED"] ?? "") ?? 20_261_125
}
