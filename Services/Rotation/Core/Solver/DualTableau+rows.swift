extension DualTableau {
    /// Adds a row that all solutions keep; its activity becomes basic.
    func addRow(_ terms: [IntegerProgram.Term], atLeast: Int?, atMost: Int?) {
        guard program.addRow(terms, atLeast: atLeast, atMost: atMost) != nil else { return }
        if rowCount == rowCapacity { grow() }
        let row = rowCount
        rowCount += 1
        let variable = columnCount + row
        lower[variable] = Double(program.rowLower[row])
        upper[variable] = Double(program.rowUpper[row])
        basic[row] = Int32(variable)
        place[variable] = Int32(row)
        weights[row] = 1
        let line = entries + row * stride
        line.update(repeating: 0, count: stride)
        var sum = 0.0
        for term in terms {
            let value = Double(term.value)
            let place = Int(place[term.column])
            if place >= 0 {
                let source = entries + place * stride
                for index in 0..<columnCount { line[index] += value * source[index] }
                sum += value * basics[place]
            } else {
                line[-1 - place] += value
                sum += value * values[-1 - place]
            }
        }
        basics[row] = sum
    }

    /// Removes rows added since that do not bind now: those whose activity is basic.
    ///
    /// - Parameter first: the first row that may be removed.
    /// - Returns: what was removed.
    func removeIdleRows(from first: Int) -> [IntegerProgram.LazyRow] {
        let isKept = (0..<rowCount).map { $0 < first || place[columnCount + $0] < 0 }
        let removed = (first..<max(first, rowCount)).filter { !isKept[$0] }.map {
            IntegerProgram.LazyRow(terms: program.terms(of: $0), atMost: program.rowUpper[$0])
        }
        guard !removed.isEmpty else { return [] }
        var number = [Int32](repeating: -1, count: rowCount)
        var count = 0
        for row in 0..<rowCount where isKept[row] {
            number[row] = Int32(columnCount + count)
            lower[columnCount + count] = lower[columnCount + row]
            upper[columnCount + count] = upper[columnCount + row]
            count += 1
        }
        func renumbered(_ variable: Int32) -> Int32 {
            variable < columnCount ? variable : number[Int(variable) - columnCount]
        }
        var line = 0
        for row in 0..<rowCount where renumbered(basic[row]) >= 0 {
            if line != row {
                (entries + line * stride).update(from: entries + row * stride, count: stride)
            }
            basics[line] = basics[row]
            weights[line] = weights[row]
            basic[line] = renumbered(basic[row])
            line += 1
        }
        for column in 0..<columnCount { nonbasic[column] = renumbered(nonbasic[column]) }
        program.removeRows(keeping: isKept)
        rowCount = line
        for row in 0..<rowCount { place[Int(basic[row])] = Int32(row) }
        for column in 0..<columnCount { place[Int(nonbasic[column])] = Int32(-1 - column) }
        return removed
    }

    private func grow() {
        let capacity = rowCapacity * 2
        DualTableau.move(&entries, rowCount * stride, to: capacity * stride)
        DualTableau.move(&basics, rowCount, to: capacity)
        DualTableau.move(&weights, rowCount, to: capacity)
        DualTableau.move(&basic, rowCount, to: capacity)
        DualTableau.move(&lower, columnCount + rowCount, to: columnCount + capacity)
        DualTableau.move(&upper, columnCount + rowCount, to: columnCount + capacity)
        DualTableau.move(&place, columnCount + rowCount, to: columnCount + capacity)
        rowCapacity = capacity
    }

    private static func move<Element: BitwiseCopyable>(
        _ pointer: inout UnsafeMutablePointer<Element>, _ count: Int, to capacity: Int
    ) {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.update(from: pointer, count: count)
        pointer.deallocate()
        pointer = larger
    }

    /// Makes the tableau anew from the program's own integers, with the present basis: what rounding
    /// added since the last time is gone.
    func rebuild() {
        var wanted: [Int] = []
        for row in 0..<rowCount where basic[row] < columnCount { wanted.append(Int(basic[row])) }
        var isWanted = [Bool](repeating: false, count: variableCount)
        for row in 0..<rowCount { isWanted[Int(basic[row])] = true }
        let upperBefore = (0..<variableCount).map { variable -> Bool in
            place[variable] < 0 ? isAtUpper[-1 - Int(place[variable])] : false
        }
        startFromRows()
        for variable in wanted {
            let column = -1 - Int(place[variable])
            var best: (row: Int, size: Double)?
            for row in 0..<rowCount where !isWanted[Int(basic[row])] {
                let size = abs(entries[row * stride + column])
                if size > best?.size ?? Tolerance.pivot { best = (row, size) }
            }
            // A basis that is singular in exact numbers is left one variable short.
            if let best { pivot(best.row, column) }
        }
        for column in 0..<columnCount { isAtUpper[column] = upperBefore[Int(nonbasic[column])] }
        weights.update(repeating: 1, count: rowCount)
        settle()
    }
}
