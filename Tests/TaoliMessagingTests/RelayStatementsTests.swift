import Testing

@testable import TaoliMessaging

@Suite("Where the relay looks for rows")
struct RelayStatementsTests {
    @Test(
        "Between the ids in flight, from the floor on",
        arguments: [
            ([], [5...Int64.max]),
            ([5, 6, 7], [8...Int64.max]),
            ([9, 6], [5...5, 7...8, 10...Int64.max]),
            ([1, 2, 7], [5...6, 8...Int64.max]),
        ] as [([Int64], [ClosedRange<Int64>])])
    func gaps(_ inFlight: [Int64], _ gaps: [ClosedRange<Int64>]) {
        #expect(RelayStatements.gaps(from: 5, except: inFlight) == gaps)
    }
}
