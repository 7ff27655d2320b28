/// The prepared statements of one session, bounded; the longest unused one goes first.
struct StatementCache {
    /// A statement the session knows or is about to learn.
    final class Entry {
        let name: String
        let key: Key
        /// True once the server confirmed the preparation, never before.
        var isPrepared = false
        /// The batch that prepares it, so that one batch prepares it once.
        var preparingBatch: UInt64 = 0
        var lastUse: UInt64 = 0
        var columns: ResultColumns?

        init(name: String, key: Key) {
            self.name = name
            self.key = key
        }
    }

    /// Text and types: the same text with other types is another statement.
    struct Key: Hashable {
        let text: String
        let items: [Parameters.Item]

        var types: [UInt32] { items.map(\.type) }

        static func == (first: Key, second: Key) -> Bool {
            first.items.count == second.items.count && first.text == second.text
                && zip(first.items, second.items).allSatisfy { $0.type == $1.type }
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(text)
        }
    }

    /// Names the server still holds, to be deallocated with the next batch.
    private(set) var discarded: [String] = []
    private let entriesMax: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0

    init(entriesMax: Int) {
        self.entriesMax = entriesMax
    }

    var count: Int { entries.count }

    /// The entry of the statement, made when there is none.
    mutating func entry(for sql: SQL) -> Entry {
        clock += 1
        let key = Key(text: sql.text, items: sql.parameters.items)
        if let entry = entries[key] {
            entry.lastUse = clock
            return entry
        }
        if entries.count >= entriesMax { evictOldest() }
        // A name is never used twice: whether a lost one exists is then of no matter.
        let entry = Entry(name: "taoli_\(clock)", key: key)
        entry.lastUse = clock
        entries[key] = entry
        return entry
    }

    /// The server confirmed the preparation.
    mutating func confirm(_ entry: Entry) {
        entry.isPrepared = true
        // A batch of very many statements may have pushed it out meanwhile.
        if entries[entry.key] !== entry { discarded.append(entry.name) }
    }

    /// Forgets a statement; the server drops it with a later batch if it knows it.
    mutating func remove(_ entry: Entry) {
        guard entries[entry.key] === entry else { return }
        entries[entry.key] = nil
        if entry.isPrepared { discarded.append(entry.name) }
    }

    /// Forgets all statements without dropping them: the session no longer has them.
    mutating func removeAll() {
        entries = [:]
        discarded = []
    }

    /// The server confirmed that it dropped `name`.
    mutating func deallocated(_ name: String) {
        discarded.removeAll { $0 == name }
    }

    private mutating func evictOldest() {
        if let oldest = entries.values.min(by: { $0.lastUse < $1.lastUse }) { remove(oldest) }
    }
}
