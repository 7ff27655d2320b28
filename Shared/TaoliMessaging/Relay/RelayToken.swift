/// What a delivery report is about.
enum RelayToken: Hashable {
    /// An outbox row, by its id.
    case event(Int64)
    /// A census, by its partition's place in the relay's list.
    case census(Int)
    /// An archived event sent again, likewise.
    case again(Int)

    /// Ids are positive, so the highest bit tells the others apart.
    private static let notAnEvent: UInt64 = 1 << 63

    /// As the producer carries it.
    var number: UInt64 {
        switch self {
        case .event(let id): UInt64(id)
        case .census(let place): Self.notAnEvent | UInt64(place) << 1
        case .again(let place): Self.notAnEvent | UInt64(place) << 1 | 1
        }
    }

    init(_ number: UInt64) {
        let place = Int((number & ~Self.notAnEvent) >> 1)
        self =
            switch (number & Self.notAnEvent, number & 1) {
            case (0, _): .event(Int64(number))
            case (_, 0): .census(place)
            default: .again(place)
            }
    }
}
