/// How long and how much one try may take.
package struct SendLimits: Hashable, Sendable {
    /// For finding the address and connecting.
    package let connect: Duration
    /// For the whole try.
    package let total: Duration
    /// Bytes of an answer's body that are read.
    package let answerBytesMax: Int

    /// - Parameters:
    ///   - connect: at least a millisecond.
    ///   - total: at least a millisecond.
    package init(
        connect: Duration = .seconds(5), total: Duration = .seconds(15), answerBytesMax: Int = 4096
    ) {
        self.connect = connect
        self.total = total
        self.answerBytesMax = answerBytesMax
    }
}
