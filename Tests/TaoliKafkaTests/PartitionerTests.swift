import Foundation
import TaoliKafka
import Testing

@Suite("Choosing a partition as Java does")
struct PartitionerTests {
    /// Source: Apache Kafka, `UtilsTest.testMurmur2`.
    @Test(
        "Murmur2 gives the values of Kafka's own test",
        arguments: [
            ("21", -973_932_308), ("foobar", -790_332_482),
            ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
            ("abc", 479_470_107),
        ] as [(String, Int32)])
    func murmur(key: String, expected: Int32) {
        #expect(Int32(bitPattern: murmur2(Data(key.utf8))) == expected)
    }

    @Test("The partition is the hash without its sign, modulo the count")
    func partitionOfKey() {
        let expected = Int32((-790_332_482 as Int32) & 0x7fff_ffff) % 12
        #expect(partition(forKey: Data("foobar".utf8), count: 12) == expected)
        #expect(partition(forKey: Data("abc".utf8), count: 12) == 479_470_107 % 12)
    }

    @Test("A slice of a larger buffer hashes as its own bytes do")
    func slice() {
        let whole = Data("xxfoobaryy".utf8)
        let slice = whole.dropFirst(2).dropLast(2)
        #expect(murmur2(slice) == murmur2(Data("foobar".utf8)))
    }

    @Test("Every key, the empty one too, gets a partition that exists")
    func range() {
        let keys = (0..<1_000).map { Data("school-\($0)".utf8) } + [Data()]
        let partitions = keys.map { partition(forKey: $0, count: 12) }
        #expect(Set(partitions) == Set(0..<12))
    }
}
