import Synchronization

/// Lets threads that have nothing left to do take part in a search that still runs.
package final class SearchHelp: Sendable {
    private let searches = Mutex<[TeamSearch]>([])

    /// No search runs yet.
    package init() {}

    func begin(_ search: TeamSearch) { searches.withLock { $0.append(search) } }

    func end(_ search: TeamSearch) { searches.withLock { $0.removeAll { $0 === search } } }

    /// Helps whichever search wants help until there will be none.
    func help(until isOver: @Sendable () -> Bool) async {
        var worker: TeamWorker?
        while !isOver() {
            if let search = searches.withLock({ $0.first }) {
                if worker?.search !== search { worker = TeamWorker(search) }
                worker?.work()
            } else {
                worker = nil
            }
            // Nothing waits for the moment; the search's own thread will have something soon.
            try? await Task.sleep(for: .milliseconds(2))
        }
    }
}
