package import TaoliModels

/// Turns rows into an instance, and says of each wrong row where and why.
///
/// Tables are given in the order of `InstanceTable.allCases`, each row once. What is wrong in a row
/// is noted and the row left out; ``finish()`` gives the instance only if nothing was.
package final class InstanceReading {
    var instance = PlanInstance()
    /// What makes the instance unusable, in the order found; at most `InstanceLimits.problemsMax`.
    package private(set) var problems: [InstanceProblem] = []
    /// What the reader should know though nothing is refused.
    package private(set) var warnings: [InstanceProblem] = []
    /// Rows with a warning; only the first are kept.
    package private(set) var warningCount = 0

    private let parameters: PlanParameters
    var schoolNumbers: [String: Int] = [:]
    var groupNumbers: [String: Int] = [:]
    var subjectNumbers: [String: Int] = [:]
    var teacherNumbers: [String: Int32] = [:]
    /// The line of the first row of each school.
    var schoolLines: [Int] = []
    var isStrong: [Bool] = []
    var isReceiving: [Bool] = []
    var membersSeen: Set<PlanMember> = []
    var teacherLines: [Int32] = []
    var needs: [PlanNeed] = []
    var needSchools: [Int32] = []
    var needLines: [Int32] = []
    var wishes: [PlanWish] = []
    var wishTeachers: [Int32] = []
    var wishLines: [Int32] = []
    var ways: [PlanWay] = []
    var wayTeachers: [Int32] = []
    var wayLines: [Int32] = []
    /// The teacher and the school of the row before: rows of one teacher mostly follow each other.
    var lastTeacher: (bytes: [UInt8], number: Int32) = ([], -1)
    var lastSchool: (bytes: [UInt8], number: Int) = ([], -1)

    /// - Parameter parameters: for warnings about eligibility.
    package init(_ parameters: PlanParameters) { self.parameters = parameters }

    /// Makes room for so many teachers, to be told before their table is read.
    package func expectTeachers(_ count: Int) {
        teacherNumbers.reserveCapacity(count)
        instance.teachers.reserveCapacity(count)
        teacherLines.reserveCapacity(count)
    }

    /// Whether so many problems were found that reading on helps nobody.
    package var isHopeless: Bool { problems.count >= InstanceLimits.problemsMax }

    /// Takes one row.
    package func read(_ row: TableCells, of table: InstanceTable) {
        do throws(InstanceProblem) {
            switch table {
            case .schools: try readSchool(Cells(row, table))
            case .teachers: try readTeacher(Cells(row, table))
            case .needs: try readNeed(Cells(row, table))
            case .preferences: try readWish(Cells(row, table))
            case .commute: try readWay(Cells(row, table))
            }
        } catch {
            note(error)
        }
    }

    /// Notes what a reader of the file found wrong.
    package func note(_ problem: InstanceProblem) {
        if !isHopeless { problems.append(problem) }
    }

    func warn(_ problem: InstanceProblem) {
        warningCount += 1
        if warnings.count < InstanceLimits.problemsMax { warnings.append(problem) }
    }

    /// Puts everything together and looks for what is missing.
    ///
    /// - Returns: `nil` when there are problems.
    package func finish() -> PlanInstance? {
        if !problems.isEmpty { return nil }
        let teachers = instance.teachers.count
        instance.needs = Grouped(needs, owners: needSchools, count: instance.schools.count)
        instance.wishes = Grouped(wishes, owners: wishTeachers, count: teachers)
        instance.ways = Grouped(ways, owners: wayTeachers, count: teachers)
        checkPairs()
        return problems.isEmpty ? instance : nil
    }

    /// A row of `teachers.csv` whose `eligible` disagrees with the years is only a warning.
    func warnAboutYears(_ cells: Cells, isEligible: Bool) throws(InstanceProblem) {
        guard let years = try cells.optionalCount(8), let left = try cells.optionalCount(9) else {
            return
        }
        let isLongEnough =
            years >= parameters.minYearsAtSchool && left >= parameters.minYearsToRetirement
        guard isEligible, !isLongEnough else { return }
        warn(
            cells.problem(
                5,
                "该教师在校 \(years) 年、距退休 \(left) 年，未达到年限，但列为可交流；按“eligible”列处理。",
                "\(years) years at the school and \(left) to retirement are below the limits, yet "
                    + "the teacher is marked eligible; the column `eligible` counts."))
    }
}
