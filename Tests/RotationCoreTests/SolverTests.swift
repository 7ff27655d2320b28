@testable import RotationCore
import Testing

@Suite("The solver by itself")
struct SolverTests {
    /// A program drawn at random: up to nine columns, some of them counts, rows of any kind.
    private func program(_ seed: Int) -> IntegerProgram {
        var random = SplitMix(seed)
        var program = IntegerProgram()
        program.offset = random.below(20) - 10
        let columns = 3 + random.below(7)
        for _ in 0..<columns {
            let lower = random.below(3) - 1
            _ = program.addColumn(
                cost: random.below(21) - 10, lower: lower, upper: lower + random.below(3),
                tier: UInt8(random.below(3)))
        }
        for _ in 0..<(1 + random.below(6)) {
            let terms = (0..<columns).compactMap { column -> IntegerProgram.Term? in
                let value = random.below(7) - 3
                return value == 0 || random.chance(40) ? nil : .init(column, value)
            }
            let least = random.below(9) - 5
            program.addRow(
                terms, atLeast: random.chance(60) ? least : nil,
                atMost: random.chance(60) ? least + random.below(5) : nil)
        }
        return program
    }

    private func best(_ program: IntegerProgram) -> Int? {
        var best: Int?
        var values = program.columnLower
        func tryAll(_ column: Int) {
            guard column < program.columnCount else {
                if program.isSatisfied(by: values) {
                    best = min(best ?? .max, program.objective(values))
                }
                return
            }
            for value in program.columnLower[column]...program.columnUpper[column] {
                values[column] = value
                tryAll(column + 1)
            }
        }
        tryAll(0)
        return best
    }

    @Test("Small programs of every kind have the optimum that trying all gives")
    func random() {
        var infeasible = 0
        for seed in 0..<400 {
            let program = program(seed)
            let expected = best(program)
            var search = BranchAndBound(program, limits: .none)
            let answer = search.solve()
            #expect(answer.objective == expected, "seed \(seed)")
            #expect(answer.isFinished)
            if expected == nil { infeasible += 1 }
        }
        #expect((20...380).contains(infeasible), "\(infeasible)")
    }

    @Test("A bound holds at every stage of a search that is cut short")
    func cutShort() {
        for seed in 0..<200 {
            let program = program(seed)
            guard let expected = best(program) else { continue }
            for nodes in 0..<4 {
                var search = BranchAndBound(program, limits: SolverLimits(nodesMax: nodes))
                let answer = search.solve()
                #expect((answer.bound ?? .max) <= expected, "seed \(seed), \(nodes)")
                #expect((answer.objective ?? expected) >= expected, "seed \(seed), \(nodes)")
            }
        }
    }

    @Test("A proof in integers is given only for what is true, whatever the basis")
    func exactBound() {
        for seed in 0..<300 {
            let program = program(seed)
            guard let expected = best(program) else { continue }
            let tableau = DualTableau(program)
            let exact = ExactBound(program)
            #expect((exact.objectiveBound(tableau) ?? .min) <= expected)
            _ = tableau.run(limit: .infinity, isTimeUp: { false })
            #expect((exact.objectiveBound(tableau) ?? .min) <= expected, "seed \(seed)")
            #expect(!exact.proves(atLeast: expected + 1, tableau), "seed \(seed)")
            for row in 0..<tableau.rowCount {
                #expect(!exact.provesInfeasible(row: row, tableau), "seed \(seed)")
            }
        }
    }

    @Test("A tableau made anew stands where it stood")
    func rebuild() {
        for seed in 0..<100 {
            let program = program(seed)
            let tableau = DualTableau(program)
            guard tableau.run(limit: .infinity, isTimeUp: { false }) == .optimal else { continue }
            let before = tableau.objective
            tableau.rebuild()
            #expect(tableau.run(limit: .infinity, isTimeUp: { false }) == .optimal)
            #expect(abs(tableau.objective - before) < 1e-6, "seed \(seed)")
        }
    }

    @Test("Key teachers required never fall below the hull, and the hull never asks for more")
    func hull() {
        for percent in [0, 10, 25, 30, 33, 50, 100] {
            for first in 0..<6 {
                for last in first..<25 {
                    let hull = KeyHull(from: first, through: last, percent: percent)
                    for sent in first...last {
                        let required = SenderFacts.keyRequired(sent, percent)
                        func holds(_ keys: Int) -> Bool {
                            hull.pieces.allSatisfy {
                                $0.run * keys - $0.rise * sent >= $0.least
                            }
                        }
                        #expect(holds(required))
                        if last > first { #expect(required == 0 || !holds(required - 1)) }
                    }
                }
            }
        }
    }
}
