import TaoliMessaging
import TaoliModels
import TaoliRuntime

/// Finds the consumer that an operator means.
struct ConsumerNames {
    /// A consumer with the name of one of its generations.
    struct Meant: Sendable {
        let definition: ConsumerDefinition
        let generation: ConsumerGeneration
        /// The name under which that generation keeps what it knows.
        let name: String
    }

    let consumers: [ConsumerDefinition]
    let generations: [String: ConsumerGeneration]

    /// - Parameter name: a consumer's, for the generation in use, or that of a generation.
    /// - Throws: `consumer-unknown` with the names there are.
    func find(_ name: String) throws(Refusal) -> Meant {
        for definition in consumers {
            let generation =
                generations[definition.name] ?? ConsumerGeneration(consumer: definition.name)
            if name == definition.name || name == generation.activeName {
                return Meant(
                    definition: definition, generation: generation, name: generation.activeName)
            }
            if name == generation.fillingName {
                return Meant(definition: definition, generation: generation, name: name)
            }
        }
        throw unknown(name)
    }

    private var names: [String] {
        consumers.flatMap { definition in
            [definition.name, generations[definition.name]?.fillingName].compactMap(\.self)
        }
    }

    private func unknown(_ name: String) -> Refusal {
        guard !names.isEmpty else {
            return Refusal(
                .notFound, "consumer-unknown", field: "consumer",
                what: Wording("本服务没有消费者。", "This service has no consumers."),
                next: Wording("请用 --service 指明另一个服务。", "Name another service by --service."))
        }
        let list = names.joined(separator: ", ")
        let near = NearestName.nearest(to: name, in: names)
        return Refusal(
            .notFound, "consumer-unknown", field: "consumer",
            what: Wording("没有消费者“\(name)”。", "There is no consumer '\(name)'."),
            next: Wording(
                (near.map { "是否指 \($0)？" } ?? "") + "已有：\(list)。",
                (near.map { "Is \($0) meant? " } ?? "") + "There are: \(list)."))
    }
}

extension BusCalls {
    /// - Throws: `consumer-unknown`, `PostgresError`.
    func meant(_ name: String) async throws -> ConsumerNames.Meant {
        let text = try Input.text("consumer", name, max: BusCalls.consumerCharactersMax)
        let generations = try await ConsumerGeneration.load(
            consumers.map(\.name), from: context.pool)
        return try ConsumerNames(consumers: consumers, generations: generations).find(text)
    }

    static let consumerCharactersMax = 200
}
