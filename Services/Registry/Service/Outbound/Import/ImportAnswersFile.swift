import Foundation
import RegistryCore
import TaoliModels
import TaoliSheets

/// The answers file of a check.
enum ImportAnswersFile {
    /// - Throws: `FileProblem` when it cannot be read at all; wrong answers are in the result's
    ///   `problems`. No bytes are no answers.
    static func read(_ bytes: Data) throws(FileProblem) -> ImportAnswers {
        var answers = ImportAnswers()
        if bytes.isEmpty { return answers }
        var reader = SheetReader(layout: ImportKind.answersLayout)
        for row in try reader.feed(bytes) { answers.add(row) }
        do {
            for row in try reader.finish() { answers.add(row) }
        } catch  where error.code == "no-rows" {
            // A template from which every row was removed: no answers.
        }
        return answers
    }
}
