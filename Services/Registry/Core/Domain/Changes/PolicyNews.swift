package import Foundation
package import TaoliModels
package import TaoliPolicy

/// Which pack a district follows from a school year on.
package struct PolicyBinding: Hashable, Sendable {
    /// Whose binding it is.
    package let district: DistrictCode
    package let function: PolicyFunction
    /// The first year for which it holds.
    package let schoolYear: SchoolYear
    /// The pack's id.
    package let pack: String
    /// SHA-256 of the file.
    package let version: String
    /// As given with the command; may be empty.
    package let reason: String
    /// Account id.
    package let boundBy: String
    /// By registry's clock.
    package let boundAt: Date

    package init(
        district: DistrictCode, function: PolicyFunction, schoolYear: SchoolYear, pack: String,
        version: String, reason: String, boundBy: String, boundAt: Date
    ) {
        self.district = district
        self.function = function
        self.schoolYear = schoolYear
        self.pack = pack
        self.version = version
        self.reason = reason
        self.boundBy = boundBy
        self.boundAt = boundAt
    }
}

/// A piece of a pack's file, small enough for one event.
package struct PolicyFilePart: Hashable, Sendable {
    /// Whose binding it is.
    package let district: DistrictCode
    /// The pack's id.
    package let pack: String
    /// SHA-256 of the whole file.
    package let version: String
    /// From 1.
    package let number: Int
    /// How many there are.
    package let count: Int
    /// Not empty.
    package let bytes: Data
}
