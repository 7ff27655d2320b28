/// What a person proves its identity with.
package enum IdentityDocument: String, CaseIterable, Sendable {
    /// 居民身份证, or a residence permit with a number of the same kind: GB 11643.
    case residentCard = "resident_card"
    /// 护照.
    case passport
    /// 港澳居民来往内地通行证, 台湾居民来往大陆通行证.
    case travelPermit = "travel_permit"

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .residentCard: "居民身份证"
        case .passport: "护照"
        case .travelPermit: "来往内地通行证"
        }
    }
}
