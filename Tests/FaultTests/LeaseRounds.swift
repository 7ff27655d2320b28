import Foundation
import ProbeKit
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit
import Testing

/// What must run once, while processes are stopped and go on, and come and go.
@Suite("Leases")
struct LeaseRounds {
    @Test(
        "A process stopped past its lease, while another takes over, commits nothing when it wakes",
        arguments: [Lane.Role.producer, .consumer])
    func stopped(_ role: Lane.Role) async throws {
        try await Round.run("SIGSTOP past the lease, \(role.rawValue)") { round in
            let other = try round.lane.start(role == .producer ? .consumer : .producer)
            var holder = try round.lane.start(role)
            try await round.goOn()
            var standby = try round.lane.start(role, instance: 1)
            for _ in 0..<FaultScale.stops {
                try await round.pause(100...900)
                holder.signal(SIGSTOP)
                try await round.takenOver(role, from: holder)
                try await round.pause(50...500)
                holder.signal(SIGCONT)
                try await round.pause(50...300)
                round.times += 1
                try await round.check()
                swap(&holder, &standby)
            }
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime((other, holder, standby)) {}
        }
    }

    @Test(
        "Stopped in the middle of its work, it lets another take over and commits nothing",
        arguments: [
            Failpoint.consumerMidBatch, .consumerBeforeCommit, .relayAfterProduce,
            .relayAfterAcknowledgement,
        ])
    func stoppedInside(_ point: Failpoint) async throws {
        let role: Lane.Role = point.rawValue.hasPrefix("relay") ? .producer : .consumer
        try await Round.run("SIGSTOP at \(point.rawValue)") { round in
            let other = try round.lane.start(role == .producer ? .consumer : .producer)
            var standby: BusProcess?
            for _ in 0..<FaultScale.stops {
                let hit = Int.random(in: 1...20, using: &round.random)
                await standby?.kill()
                let holder = try round.lane.start(
                    role, failpoint: "\(point.rawValue):\(hit):stop")
                try await round.until("\(point.rawValue) stops the process") { holder.isStopped }
                let successor = try round.lane.start(role, instance: 1)
                try await round.takenOver(role, from: holder)
                try await round.goOn(5)
                holder.signal(SIGCONT)
                try await round.pause(50...300)
                round.times += 1
                try await round.check()
                await holder.kill()
                standby = successor
            }
            // Finishes the requests that the holder's log left open.
            let healed = try round.lane.start(role)
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime((other, standby, healed)) {}
        }
    }

    @Test("A command stopped before its commit holds nobody up for long")
    func stoppedCommand() async throws {
        try await Round.run("SIGSTOP at command-before-commit") { round in
            let consumer = try round.lane.start(.consumer)
            let other = try round.lane.start(.producer, instance: 1)
            for _ in 0..<FaultScale.stops {
                let hit = Int.random(in: 1...20, using: &round.random)
                let process = try round.lane.start(
                    .producer, failpoint: "\(Failpoint.commandBeforeCommit.rawValue):\(hit):stop")
                try await round.until("the process stops") { process.isStopped }
                // More than its workers: every aggregate comes up, also those it had locked.
                try await round.goOn(200)
                process.signal(SIGCONT)
                try await round.pause(50...300)
                round.times += 1
                try await round.check()
                await process.kill()
            }
            let healed = try round.lane.start(.producer)
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime((consumer, other, healed)) {}
        }
    }

    @Test("Three instances of each service come and go, by every way there is")
    func instances() async throws {
        try await Round.run("instances come and go") { round in
            var running: [String: (role: Lane.Role, process: BusProcess)] = [:]
            let limit = ContinuousClock.now + FaultScale.churn
            while ContinuousClock.now < limit {
                let role: Lane.Role = Bool.random(using: &round.random) ? .producer : .consumer
                let instance = Int.random(in: 0..<3, using: &round.random)
                let key = "\(role.rawValue) \(instance)"
                if let process = running[key]?.process {
                    try await end(process, of: round)
                    if process.exitCode() != nil { running[key] = nil }
                } else {
                    running[key] = (role, try round.lane.start(role, instance: instance))
                }
                round.times += 1
                try await round.pause(50...600)
                if round.times.isMultiple(of: 4) { try await round.check() }
            }
            for role in [Lane.Role.producer, .consumer] {
                for instance in 0..<3 where running["\(role.rawValue) \(instance)"] == nil {
                    running["\(role.rawValue) \(instance)"] = (
                        role, try round.lane.start(role, instance: instance)
                    )
                }
            }
            try await round.goOn()
            try await round.settle()
            for one in running.values { try await one.process.stop() }
        }
    }

    /// Asks it to stop, kills it, or keeps it stopped past its lease.
    private func end(_ process: BusProcess, of round: Round) async throws {
        switch Int.random(in: 0..<3, using: &round.random) {
        case 0: try await process.stop()
        case 1: await process.kill()
        default:
            process.signal(SIGSTOP)
            try await Task.sleep(for: .seconds(Lane.lease + 0.7))
            process.signal(SIGCONT)
        }
    }
}

extension Round {
    /// Waits until a process holds no lease any more.
    func takenOver(_ role: Lane.Role, from process: BusProcess) async throws {
        let pool = role == .producer ? lane.producerPool : lane.consumerPool
        try await until("another process takes over") {
            try await pool.query(
                """
                SELECT count(*) FROM bus.lease \
                WHERE owner LIKE \("probe-\(process.identifier)-%")
                """)[0].get(0, as: Int.self) == 0
        }
    }
}

extension BusProcess {
    /// Whether a signal stopped it.
    var isStopped: Bool {
        let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)
        return text?.split(separator: ")").last?.split(separator: " ").first == "T"
    }
}
