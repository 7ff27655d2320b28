package import TaoliModels

/// A district of the city, or the city itself.
package struct District: Hashable, Sendable {
    package let code: DistrictCode
    /// 1 to `RegistryLimits.nameMax` characters.
    package internal(set) var name: String
    /// Whether it is the city itself.
    package internal(set) var isCity: Bool
    /// Its import was undone; registering it again brings it back.
    package internal(set) var isWithdrawn: Bool
    /// Sequence of its last event.
    package internal(set) var version: Int64

    package init(
        code: DistrictCode, name: String, isCity: Bool, isWithdrawn: Bool = false, version: Int64
    ) {
        self.code = code
        self.name = name
        self.isCity = isCity
        self.isWithdrawn = isWithdrawn
        self.version = version
    }
}
