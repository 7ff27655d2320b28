/// A sentence for people in both languages of the product.
package struct Wording: Hashable, Sendable {
    /// Simplified Chinese.
    package let chinese: String
    /// English; says the same.
    package let english: String

    package init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }
}
