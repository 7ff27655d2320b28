import ArgumentParser

/// The commands below `taoli rotation` that need no service: files in, files out.
enum RotationOffline {
    static let commands: [any ParsableCommand.Type] = [
        RotationSolve.self, RotationCheck.self, RotationExplain.self, RotationCompare.self,
        RotationTeam.self, RotationPlacements.self,
    ]
}
