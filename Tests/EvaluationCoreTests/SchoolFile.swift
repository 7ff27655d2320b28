import EvaluationCore
import Foundation
import TaoliModels
import TaoliSheets

/// A fixture read into columns.
struct SchoolFile {
    let rows: [TableRow]
    private let places: [String: Int]

    init(_ name: String) throws {
        let text = try Fixture.text(name)
        let titles = text.prefix { $0 != "\n" && $0 != "\r\n" }.split(separator: ",")
            .map { $0.trimmingCharacters(in: ["\""]) }
        var reader = SheetReader(
            layout: TableLayout(name: name, columns: titles.map { TableColumn($0) }))
        rows = try reader.feed(Array(text.utf8)) + reader.finish()
        places = Dictionary(uniqueKeysWithValues: titles.enumerated().map { ($1, $0) })
    }

    func texts(_ column: String) -> [String] {
        guard let place = places[column] else { return [] }
        return rows.map { $0[place] }
    }

    func numbers(_ column: String) -> [Double] { texts(column).map { Double($0) ?? .nan } }
}

/// Students of a fixture as a model takes them.
struct SchoolData {
    let file: SchoolFile
    /// The units' names by number.
    let units: [String]
    /// The number of each row's unit.
    let unitOfRow: [Int]

    init(_ name: String, unit: String = "school") throws {
        file = try SchoolFile(name)
        var numbers: [String: Int] = [:]
        var units: [String] = []
        unitOfRow = file.texts(unit).map { name in
            if let number = numbers[name] { return number }
            numbers[name] = units.count
            units.append(name)
            return units.count - 1
        }
        self.units = units
    }

    func columns(_ names: [String]) -> ModelColumns {
        ModelColumns(
            names.map { name in
                let isText = file.texts(name).contains { Double($0) == nil }
                return ModelColumns.Column(
                    name: name, levels: isText ? Set(file.texts(name)).sorted() : nil)
            })
    }

    func moments(
        _ names: [String] = [], result: String = "outcome", order: [Int]? = nil,
        change: (Double) -> Double = { $0 }
    ) -> UnitMoments {
        let columns = columns(names)
        let results = file.numbers(result)
        let texts = names.map(file.texts)
        var moments = UnitMoments(width: columns.width)
        for _ in units { moments.addUnit() }
        var measures: [Double] = []
        for row in order ?? Array(results.indices) {
            let values = zip(columns.columns, texts).map { column, texts in
                column.levels.map { .level($0.firstIndex(of: texts[row]) ?? 0) }
                    ?? ModelColumns.Value.number(Double(texts[row]) ?? .nan)
            }
            columns.encode(values, result: change(results[row]), into: &measures)
            moments.add(measures, to: unitOfRow[row])
        }
        return moments
    }
}
