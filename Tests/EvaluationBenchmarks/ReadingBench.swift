import EvaluationCore
import Foundation
import TaoliModels
import TaoliSheets

/// Rows of CSV a second, with two numbers of each row read, against read.csv and Python's csv.
struct ReadingBench {
    let peers: Peers
    let file: URL
    let rows: Int
    let repeats: Int

    func run() throws {
        var product: [Double] = []
        var r: [Double] = []
        var python: [Double] = []
        for _ in 0..<repeats {
            let (time, count) = try seconds { try read() }
            precondition(count == rows)
            product.append(Double(rows) / time)
            if let time = peers.r()?["read"] { r.append(Double(rows) / time) }
            if let time = peers.python()?["read"] { python.append(Double(rows) / time) }
        }
        for (name, yardstick, what) in [
            ("csv-read.csv", r, "read.csv (base R)"),
            ("csv-python", python, "Python's csv, texts alone"),
        ] {
            Report(
                name: name, what: "rows a second from bytes to checked numbers ÷ \(what)",
                unit: "rows/s", product: product, yardstick: yardstick, reach: nil, isRate: true
            ).write()
        }
    }

    private func read() throws -> Int {
        let names = ["district", "school", "student", "prior", "outcome"]
        let layout = TableLayout(name: "students", columns: names.map { TableColumn($0) })
        var reader = SheetReader(layout: layout)
        var count = 0
        let data = try Data(contentsOf: file)
        func take(_ rows: [TableRow]) {
            for row in rows {
                if case .number = MeasureText.read(row[3]), case .number = MeasureText.read(row[4])
                {
                    count += 1
                }
            }
        }
        for start in stride(from: 0, to: data.count, by: 256 * 1024) {
            take(try reader.feed(data[start..<min(start + 256 * 1024, data.count)]))
        }
        take(try reader.finish())
        return count
    }
}
