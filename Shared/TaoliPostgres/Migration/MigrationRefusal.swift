/// Why a service does not start, or a migration does not run: the database and the program do not
/// belong together. The text says what to do.
package struct MigrationRefusal: Error, Sendable, CustomStringConvertible {
    /// The kinds of mismatch.
    package enum Reason: Sendable, Hashable {
        /// The database lacks migrations this program needs.
        case tooOld
        /// The database has migrations this program does not know.
        case tooNew
        /// A migration that was applied was edited afterwards.
        case changed
        /// The program's own migrations are not numbered 1, 2, 3…
        case misnumbered
        /// Another process is migrating, or a table stayed locked.
        case busy
    }

    package let reason: Reason
    /// Chinese and English, with what to do next.
    package let description: String

    static func tooOld(track: String, has: Int, needs: Int) -> Self {
        Self(
            reason: .tooOld,
            description: """
                数据库结构过旧：\(track) 已到第 \(has) 步，本程序需要第 \(needs) 步；\
                请先用本版本运行 migrate 子命令，再启动服务 / the database is too old: track \
                \(track) is at migration \(has), this program needs \(needs); run the migrate \
                subcommand of this version, then start the service
                """)
    }

    static func tooNew(track: String, has: Int, knows: Int) -> Self {
        Self(
            reason: .tooNew,
            description: """
                数据库结构过新：\(track) 已到第 \(has) 步，本程序只认识到第 \(knows) 步；\
                请改用更新的程序版本 / the database is too new: track \(track) is at migration \
                \(has), this program knows only \(knows); start a newer version of the program
                """)
    }

    static func changed(track: String, number: Int, name: String) -> Self {
        Self(
            reason: .changed,
            description: """
                迁移内容不符：\(track) 第 \(number) 步（\(name)）执行后被改动；请使用与数据库一致的\
                程序版本，新的改动另立一步 / migration mismatch: \(number) (\(name)) of track \
                \(track) was edited after it was applied; use the version the database was made \
                with, and put new changes into a new migration
                """)
    }

    static func misnumbered(track: String) -> Self {
        Self(
            reason: .misnumbered,
            description: """
                程序有误：\(track) 的迁移须从 1 起连续编号 / the program is wrong: the migrations \
                of track \(track) must be numbered 1, 2, 3… without gaps
                """)
    }

    static func busy(track: String, what: String) -> Self {
        Self(
            reason: .busy,
            description: """
                迁移暂时无法进行（\(track)：\(what)）；请停止占用数据库的程序后再运行 migrate / \
                track \(track) cannot be migrated now (\(what)); stop what uses the database, \
                then run migrate again
                """)
    }
}
