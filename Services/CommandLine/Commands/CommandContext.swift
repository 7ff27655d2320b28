import Foundation
import TaoliModels
import TaoliRuntime

/// What a command works with: where it writes, as whom it acts, where the services are.
struct CommandContext: Sendable {
    /// Pages of this many items are asked for: even one city has several, so that paging is no rare
    /// case.
    static let pageSize: Int32 = 100

    let surroundings: Surroundings
    let console: Console
    let language: Language
    let format: OutputFormat
    /// The workbook that data goes into; `nil` when data goes to standard output.
    let workbook: WorkbookOutput?
    /// Whether questions may be asked: there is a terminal, and nobody said `--no-input`.
    let mayAsk: Bool
    let identity: Identity
    let endpoints: Endpoints

    /// - Parameter words: the command line, which a workbook shows as where it comes from.
    /// - Throws: ``CommandFailure`` when a key file is named and cannot be used.
    init(
        _ options: GlobalOptions, identityOption: String?, environment: [String: String],
        console: Console, words: [String] = []
    ) throws {
        surroundings = Surroundings(environment: environment)
        self.console = console
        language = options.lang ?? Language(environment: environment)
        format = options.format.output
        workbook =
            options.format == .xlsx
            ? options.output.map { WorkbookOutput(path: $0, words: words) } : nil
        mayAsk = console.inputIsTerminal && !options.noInput
        identity = try Identity(option: identityOption, surroundings: surroundings)
        endpoints = Endpoints(surroundings, keyFile: identity.keyFile)
    }

    var fetcher: TokenFetcher { TokenFetcher(identity: identity, endpoints: endpoints) }

    /// Connects to a service as the caller.
    ///
    /// - Parameter deadline: of each call.
    /// - Throws: ``ServiceFailure``, ``CommandFailure``.
    func connected<Result: Sendable>(
        to service: ServiceName, deadline: Duration = .seconds(15),
        _ body: @Sendable (ServiceClient) async throws -> Result
    ) async throws -> Result {
        let tokens = fetcher.source(for: service)
        // Asked for before the call, so that its failure is told as what it is.
        _ = try await tokens.token()
        return try await Remote.connect(
            service, endpoints[service], tokens: tokens, deadline: deadline, body)
    }

    /// Follows all pages of a list.
    ///
    /// - Parameter fetch: asks for the page at a cursor, the first being empty.
    /// - Throws: ``CommandFailure`` when a server answers the same cursor again.
    static func allPages<Item>(
        _ fetch: (_ cursor: String) async throws -> (items: [Item], next: String)
    ) async throws -> [Item] {
        var items: [Item] = []
        var cursor = ""
        repeat {
            let page = try await fetch(cursor)
            items += page.items
            guard page.next.isEmpty || page.next != cursor else { throw repeatedCursor }
            cursor = page.next
        } while !cursor.isEmpty
        return items
    }

    static let repeatedCursor = CommandFailure(
        .bug, Wording("服务器重复返回同一页。", "The server sends the same page again and again."),
        next: Wording("请联系管理员。", "Tell an operator."))

    /// A request id for one change; retries of the call carry the same.
    static func requestID() -> String { RequestID(.version7()).description }

    func text(_ chinese: String, _ english: String) -> String {
        language == .zh ? chinese : english
    }
}

extension CommandContext {
    /// Writes a list. A table without rows is a hint, not data.
    func show<Item: Presentable>(list items: [Item]) throws {
        if let workbook { return try workbook.write(items, in: self) }
        switch format {
        case .json: try console.data(JSONValue.list(items.map(\.json)).indented)
        case .csv: try console.writeData(Item.csv(items, in: language))
        case .table where items.isEmpty: console.note(text("没有记录。", "Nothing found."))
        case .table:
            try console.writeData(
                Item.table(items, in: language, isBold: console.isStyled))
        }
    }

    /// Writes one item: in a table with what `sections` say about it below, in a workbook with
    /// their lists on sheets of their own.
    ///
    /// - Parameter csv: what a file of CSV holds, which has room for one table; `nil` for the item.
    func show<Item: Presentable>(
        _ item: Item, sections: [Section] = [], csv: String? = nil
    ) throws {
        if let workbook { return try workbook.write([item], sections: sections, in: self) }
        switch format {
        case .json: try console.data(item.json.indented)
        case .csv: try console.writeData(csv ?? Item.csv([item], in: language))
        case .table:
            let parts = [item.lines(in: language)] + sections.map(\.text).filter { !$0.isEmpty }
            try console.writeData(parts.joined(separator: "\n"))
        }
    }
}
