/// The bounds within which an instance is read. Each has a name that errors repeat.
package enum InstanceLimits {
    /// Most rows of one file, the header included: forty times a city's teachers.
    package static let rowsMax = 9_999_999
    /// Largest number of points that a parameter may give to one thing.
    package static let pointsMax = 1_000_000
    /// Largest weight of a need.
    package static let weightMax = 1000
    /// Largest number of minutes, places, posts and ranks.
    package static let countMax = 100_000
    /// So many problems are told before reading ends.
    package static let problemsMax = 20
}
