import Foundation
import RegistryCore
import TaoliModels
package import TaoliRuntime

/// Seals the numbers of persons with the deployment's keys, and finds them without opening them.
package struct PersonSeal: Sendable {
    private let keys: Keyring

    package init(keys: Keyring) { self.keys = keys }

    /// A number as it is stored.
    struct SealedNumber: Sendable {
        let sealed: Data
        let index: Data
    }

    func seal(_ number: IdentityNumber, of person: PersonID) throws -> SealedNumber {
        SealedNumber(
            sealed: Data(try keys.seal(Array(number.value.utf8), at: place(person, "number"))),
            index: Data(try keys.blindIndex(number.indexed)))
    }

    func seal(_ phone: PhoneNumber, of person: PersonID) throws -> Data {
        Data(try keys.seal(Array(phone.value.utf8), at: place(person, "phone")))
    }

    /// - Throws: `KeyringError` for one that is not this person's, or whose key is gone.
    func number(_ document: IdentityDocument, _ sealed: Data, of person: PersonID) throws
        -> IdentityNumber
    {
        let bytes = try keys.open(Array(sealed), at: place(person, "number"))
        return try IdentityNumber(document, String(decoding: bytes, as: UTF8.self))
    }

    /// - Throws: as `number`.
    func phone(_ sealed: Data, of person: PersonID) throws -> PhoneNumber {
        let bytes = try keys.open(Array(sealed), at: place(person, "phone"))
        return try PhoneNumber(String(decoding: bytes, as: UTF8.self))
    }

    /// What to look for to find whoever bears a number, whichever key its index was made with.
    func candidates(_ number: IdentityNumber) -> [Data] {
        keys.blindIndexCandidates(number.indexed).map { Data($0) }
    }

    /// How values begin that were sealed, and indexes that were made, with the current keys; older
    /// ones begin with fewer.
    func currentMarks() throws -> (sealed: Data, index: Data) {
        (
            Data(Keyring.mark(of: try keys.currentNumber(.encrypt))),
            Data(Keyring.mark(of: try keys.currentNumber(.blindIndex)))
        )
    }

    /// The keys there are, by purpose, the current one last.
    var keyNumbers: [(purpose: Keyring.Purpose, numbers: [UInt32])] {
        [Keyring.Purpose.encrypt, .blindIndex].map { ($0, keys.numbers($0)) }
    }

    /// A text of an import, sealed for one cell of one row of one job, in base64.
    func seal(_ text: String, job: UUID, row: Int, _ column: String) throws -> String {
        Data(try keys.seal(Array(text.utf8), at: staged(job, row, column))).base64EncodedString()
    }

    /// - Throws: `KeyringError` for what was sealed elsewhere, or is no base64.
    func open(_ text: String, job: UUID, row: Int, _ column: String) throws -> String {
        guard let sealed = Data(base64Encoded: text) else { throw KeyringError.notOurs }
        return String(
            decoding: try keys.open(Array(sealed), at: staged(job, row, column)), as: UTF8.self)
    }

    /// A piece of a file that names persons.
    func seal(chunk: Data, job: UUID, offset: Int64) throws -> Data {
        Data(try keys.seal(Array(chunk), at: piece(job, offset)))
    }

    /// - Throws: `KeyringError` for another piece than this one.
    func open(chunk: Data, job: UUID, offset: Int64) throws -> Data {
        Data(try keys.open(Array(chunk), at: piece(job, offset)))
    }

    private func place(_ person: PersonID, _ column: String) -> Keyring.Place {
        Keyring.Place(table: "person", row: person.description, column: column)
    }

    private func staged(_ job: UUID, _ row: Int, _ column: String) -> Keyring.Place {
        Keyring.Place(table: "import_staging", row: "\(job.text)/\(row)", column: column)
    }

    private func piece(_ job: UUID, _ offset: Int64) -> Keyring.Place {
        Keyring.Place(table: "import_chunk", row: "\(job.text)/\(offset)", column: "data")
    }
}
