/// What concerns one receiving school: which schools can send it teachers of which subjects, how
/// many at least and at most, its places and its needs.
///
/// Whatever else the program asks of these columns is left to the search below: a block that allows
/// too much gives a bound all the same.
struct ReceiverBlock: Sendable {
    /// Numbers of the senders that can reach it; the block counts them from 0.
    let senders: [Int]
    /// The column that is 1 when the sender's team exists; −1 where none is needed.
    let teamColumns: [Int]
    /// Fewest of a sender, if any come.
    let least: [Int]
    /// Most of a sender.
    let most: [Int]
    let places: Int
    let subjectCount: Int
    /// Columns of the moves by sender · subjectCount + subject.
    let pools: [[Int]]
    /// Most that may leave each pool.
    let limits: [Int]
    /// Posts needed by subject.
    let needs: [Int]
    /// The column that counts open posts; −1 where nothing is needed.
    let openColumns: [Int]
    /// The sets of senders that may come together, smaller ones first; a bit a sender.
    let subsets: [UInt32]

    init(_ receiver: Int, _ model: UnitModel, _ program: IntegerProgram) {
        let facts = model.facts
        let own = zip(model.moves, model.moveColumns).filter {
            facts.moves[$0.0].receiver == receiver
        }.map { (move: facts.moves[$0.0], column: $0.1) }
        let senders = Set(own.map(\.move.sender)).sorted()
        let subjects = Set(own.map(\.move.subject)).sorted()
        let places = facts.receivers[receiver].places
        var pools = [[Int]](repeating: [], count: senders.count * subjects.count)
        for (move, column) in own {
            let sender = senders.firstIndex(of: move.sender) ?? 0
            let subject = subjects.firstIndex(of: move.subject) ?? 0
            pools[sender * subjects.count + subject].append(column)
        }
        let teams = senders.map { sender in
            model.teams.first { $0.sender == sender && $0.receiver == receiver }
        }
        let teamMin = facts.parameters.teamMin
        let posts = subjects.map { subject in
            model.openPosts.first { $0.receiver == receiver && $0.subject == subject }
        }
        least = teams.map { $0 == nil ? 1 : teamMin }
        most = zip(senders, teams).map { min($1?.most ?? .max, places, facts.senders[$0].maxOut) }
        limits = senders.flatMap { sender in
            subjects.map { subject in
                facts.senders[sender].pools.first { $0.subject == subject }?.cap ?? 0
            }
        }
        openColumns = posts.map { $0?.column ?? -1 }
        needs = posts.map { $0.map { program.columnUpper[$0.column] } ?? 0 }
        teamColumns = teams.map { $0?.column ?? -1 }
        subjectCount = subjects.count
        subsets = ReceiverBlock.subsets(least, places)
        self.pools = pools
        self.senders = senders
        self.places = places
    }

    /// Sets whose smallest teams fit into the places together.
    private static func subsets(_ least: [Int], _ places: Int) -> [UInt32] {
        guard least.count < 16 else { return Array(repeating: 0, count: SubsetBits.capacity + 1) }
        return (0..<UInt32(1) << least.count).filter { subset in
            least.indices.filter { subset >> $0 & 1 == 1 }.reduce(0) { $0 + least[$1] } <= places
        }
        .sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    }
}
