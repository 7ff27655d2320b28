/// What can be wrong with keys and sealed values. Holds no key material.
package enum KeyringError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A purpose without a key.
    case empty(Keyring.Purpose)
    /// A folder without `<number>.key`.
    case noKeys(folder: String)
    /// A file that is not 32 bytes in base64, or not readable.
    case unreadable(String)
    /// Sealed with a key that the folder does not have.
    case unknownKey(UInt32)
    /// Not sealed by us, changed since, or sealed for another place.
    case notOurs

    package var description: String {
        switch self {
        case .empty(let purpose):
            "no key for \(purpose.rawValue)"
        case .noKeys(let folder):
            "no key <number>.key in \(folder); make one, or point keyring.folder elsewhere"
        case .unreadable(let file):
            "\(file) is not readable or not 32 bytes in base64"
        case .unknownKey(let number):
            "key number \(number) is not in the keyring; restore its file"
        case .notOurs:
            "the sealed value was changed, or was sealed for another row or column"
        }
    }
}
