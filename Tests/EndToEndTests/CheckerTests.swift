import Testing

/// The checkers of this folder, each with a fault planted for it to find.
@Suite("Checkers notice what is wrong")
struct CheckerTests {
    @Test("A sound bus has nothing to say against it")
    func sound() {
        let view = Self.view()
        #expect(view.behind == [] && view.ghosts == [])
        #expect(view.notOnce == [] && view.disordered == [])
    }

    @Test("I1 notices a listener that lacks the last event, and one that lacks an aggregate")
    func loss() {
        var late = Self.view()
        late.seen = [Self.effect(1)]
        #expect(late.behind.count == 1)
        var deaf = Self.view()
        deaf.seen = []
        #expect(deaf.behind.count == 1)
    }

    @Test("I2 notices an effect of an event that nobody committed")
    func ghost() {
        var view = Self.view()
        view.applied.append(Self.effect(3))
        #expect(view.ghosts.count == 1)
    }

    @Test("I3 notices an event applied twice, and one that was never applied")
    func once() {
        var twice = Self.view()
        twice.applied.append(Self.effect(2))
        #expect(twice.notOnce.count == 1)
        var never = Self.view()
        never.applied.removeLast()
        #expect(never.notOnce.count == 1)
    }

    @Test("I4 notices effects in another order, and a log with a hole")
    func order() {
        var swapped = Self.view()
        swapped.applied.reverse()
        #expect(swapped.disordered.count == 1)
        var holed = Self.view()
        holed.logged[0] = BusView.Logged(
            producer: .registry, topic: "t", aggregate: "group/1", version: 3, events: 2, first: 1)
        #expect(holed.disordered.count == 1)
    }

    /// Two events of one group, held by one listener.
    private static func view() -> BusView {
        var view = BusView()
        view.logged = [
            BusView.Logged(
                producer: .registry, topic: "t", aggregate: "group/1", version: 2, events: 2,
                first: 1)
        ]
        view.archived = [
            "t": Set(
                [1, 2].map {
                    BusView.Archived(aggregate: "group/1", sequence: $0, event: "event \($0)")
                })
        ]
        view.listens = ["rotation/copy": ["t"]]
        view.seen = [effect(2)]
        view.applied = [effect(1), effect(2)]
        return view
    }

    private static func effect(_ sequence: Int) -> BusView.Effect {
        BusView.Effect(
            consumer: "rotation/copy", aggregate: "group/1", sequence: sequence,
            event: "event \(sequence)")
    }
}
