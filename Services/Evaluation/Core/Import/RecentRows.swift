/// What the last rows of a file said, by key: a fixed number of batches, however long the file is.
/// Rows before them are found where they were stored.
package struct RecentRows<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    package init() {}

    /// A batch begins: what the last but one said is stored by now, and forgotten.
    package mutating func beginBatch() {
        old = young
        young.removeAll()
    }

    /// What a row of the last two batches said under a key; setting it is this batch's.
    package subscript(key: Key) -> Value? {
        get { young[key] ?? old[key] }
        set { young[key] = newValue }
    }
}
