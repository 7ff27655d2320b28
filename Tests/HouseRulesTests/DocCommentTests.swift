import Testing

@Suite("Doc comments")
struct DocCommentTests {
    private static func house() throws -> [SourceFile] {
        try Repository.files(below: ["Shared", "Services", "Tests"], endingIn: [".swift"])
    }

    private static func lines(_ files: SourceFile...) -> [Int?] {
        DocCommentRule.check(files).map(\.line)
    }

    @Test("Everything that other modules can see has a doc comment")
    func house() throws {
        let files = try Self.house()
        let violations = DocCommentRule.check(files)
        #expect(violations.isEmpty, "\(violations.report)")
        let bare = files.map { file in
            SourceFile(file.path, file.text.replacing("///", with: "//"))
        }
        #expect(DocCommentRule.check(bare).count > 1_000, "the repository was not read")
    }

    @Test("No exemption stands that nothing needs")
    func exemptions() throws {
        let uses = DocCommentRule.uses(try Self.house())
        #expect(uses.count == DocCommentExemption.all.count)
        for (name, count) in uses { #expect(count > 0, "\(name)") }
        for exemption in DocCommentExemption.all { #expect(!exemption.reason.isEmpty) }
    }

    @Test(
        "A declaration without a comment is found, whatever it is",
        arguments: [
            "package struct A {}", "public final class A {}", "package enum A {}",
            "package actor A {}", "package protocol A {}", "package typealias A = Int",
            "@discardableResult package func a() -> Int { 1 }", "public private(set) var a = 1",
            "package static let a = \"package let b\"", "package nonisolated func a() {}",
            "package init(_ text: String) { self.init(text, 1) }", "package let id: UUID",
            "package subscript(_ a: Int) -> Int { a }", "package let role: MembershipRole?",
            "@available(*, deprecated) package func a() {}", "package let name: String",
        ])
    func planted(code: String) {
        #expect(Self.lines(SourceFile("Shared/X/A.swift", "// A file.\n\(code)\n")) == [2])
        #expect(Self.lines(SourceFile("Tests/Kit/A.swift", "///\n\(code)\n")) == [2])
        #expect(Self.lines(SourceFile("Shared/X/A.swift", "/// Words.\n\(code)\n")).isEmpty)
        #expect(Self.lines(SourceFile("Shared/X/A.swift", "/// Words.\n@x\n\(code)\n")).isEmpty)
        #expect(Self.lines(SourceFile("Tests/XTests/A.swift", code)).isEmpty)
        #expect(Self.lines(SourceFile("Shared/X/Generated/A.swift", code)).isEmpty)
    }

    @Test("Cases, requirements and members of visible extensions are found, others are not")
    func inherited() {
        let text = """
            /// Documented.
            package enum A {
                case one
                /// Documented.
                case two
                var a: Int {
                    switch self {
                    case .one: 1
                    case .two: 2
                    }
                }
            }
            /// Documented.
            package protocol B {
                func b()
            }
            package extension A {
                func c() {}
                private func d() {}
            }
            enum C {
                case three
            }
            """
        #expect(Self.lines(SourceFile("Shared/X/A.swift", text)) == [3, 15, 18])
    }

    @Test("Words in strings, comments and expressions are no declarations")
    func textsAreNoDeclarations() {
        let text = ##"""
            let a = """
                package let b: Int
                """
            /* package let c = 1
            package let d = 1 */
            let e = "\(f("{ \"package\" }"))" + #"\"# + #"{"#
            let g = #/{"package let/#
            """##
        #expect(Self.lines(SourceFile("Shared/X/A.swift", text)).isEmpty)
        #expect(DocCommentRule.check([SourceFile("Shared/X/A.swift", "}")]).count == 1)
        #expect(DocCommentRule.check([SourceFile("Shared/X/A.swift", "func a() {")]).count == 1)
    }

    @Test("A witness needs no comment of its own, in whatever file its protocol stands")
    func witnesses() {
        let named = SourceFile(
            "Shared/X/A.swift", "/// A.\npackage protocol A {\n    /// B.\n    func b()\n}\n")
        let type = "/// C.\npackage struct C<T: Sendable>: Sendable, A {\n    package func b() {}\n"
        #expect(Self.lines(named, SourceFile("Shared/X/C.swift", type + "}\n")).isEmpty)
        #expect(
            Self.lines(named, SourceFile("Shared/X/C.swift", type + "    package func c() {}\n}\n"))
                == [4])
        #expect(Self.lines(SourceFile("Shared/X/C.swift", type + "}\n")) == [3])
        let bare = "/// C.\npackage struct C {\n    package var description: String { \"\" }\n}\n"
        #expect(Self.lines(SourceFile("Shared/X/C.swift", bare)) == [3])
        let said = "extension C: CustomStringConvertible {}\n"
        #expect(Self.lines(SourceFile("Shared/X/C.swift", bare + said)).isEmpty)
    }

    @Test("Initialisers that only store need no comment, others do")
    func initialisers() {
        func found(_ head: String, _ body: String) -> Int {
            let code = "/// A.\npackage struct A {\n    package init(\(head)) {\(body)}\n}\n"
            return Self.lines(SourceFile("Shared/X/A.swift", code)).count
        }
        #expect(found("", "") == 0)
        #expect(found("a: Int", " self.a = a ") == 0)
        #expect(found("a: Int, b: Int = 1", "\n        self.a = a\n        count = b\n    ") == 0)
        #expect(found("a: @escaping () -> Void = {}", " self.a = a ") == 0)
        #expect(found("a: @escaping () -> Void = {}", " self.a = a() ") == 1)
        #expect(found("a: Int", " self.a = max(a, 1) ") == 1)
        #expect(found("a: Int", "\n        self.a = a\n        start()\n    ") == 1)
    }

    @Test("A member named as its type of the house needs no comment, nor does a setting")
    func named() {
        let house = SourceFile("Shared/X/Role.swift", "/// A.\npackage enum MembershipRole {}\n")
        func found(_ line: String) -> Int {
            Self.lines(house, SourceFile("Shared/X/A.swift", line)).count
        }
        #expect(found("package let role: MembershipRole") == 0)
        #expect(found("package private(set) var role: MembershipRole = .lead") == 0)
        #expect(found("package let role: MembershipRole?") == 1)
        #expect(found("package let part: MembershipRole") == 1)
        #expect(found("package let role: ForeignRole") == 1)
        #expect(found("package static let a = SettingKey(\"a\", purpose: b)") == 0)
        #expect(found("/// A.\npackage enum A {\n    case membership(MembershipRole)\n}") == 0)
        #expect(found("/// A.\npackage enum A {\n    case other(MembershipRole)\n}") == 1)
    }
}
