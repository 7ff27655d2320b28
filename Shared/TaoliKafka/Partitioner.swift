package import Foundation

/// The partition Java's default partitioner gives a key, so that producers in any language agree.
/// - Parameters:
///   - forKey: the key's bytes, may be empty.
///   - count: the topic's number of partitions, at least 1.
/// - Returns: 0 ..< count.
/// Source: Apache Kafka, `Utils.murmur2` and `BuiltInPartitioner.partitionForKey`.
package func partition(forKey key: Data, count: Int32) -> Int32 {
    precondition(count > 0, "a topic has at least one partition")
    return Int32(bitPattern: murmur2(key) & 0x7fff_ffff) % count
}

/// Austin Appleby's MurmurHash2 with Kafka's seed, little-endian.
/// Source: Apache Kafka, `org.apache.kafka.common.utils.Utils.murmur2`.
package func murmur2(_ data: Data) -> UInt32 {
    let multiplier: UInt32 = 0x5bd1_e995
    return data.withUnsafeBytes { bytes in
        var hash: UInt32 = 0x9747_b28c ^ UInt32(truncatingIfNeeded: bytes.count)
        let whole = bytes.count & ~3
        for start in stride(from: 0, to: whole, by: 4) {
            var word = UInt32(
                littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
            word &*= multiplier
            word ^= word >> 24
            word &*= multiplier
            hash &*= multiplier
            hash ^= word
        }
        let rest = bytes.count - whole
        if rest == 3 { hash ^= UInt32(bytes[whole + 2]) << 16 }
        if rest >= 2 { hash ^= UInt32(bytes[whole + 1]) << 8 }
        if rest >= 1 {
            hash ^= UInt32(bytes[whole])
            hash &*= multiplier
        }
        hash ^= hash >> 13
        hash &*= multiplier
        return hash ^ (hash >> 15)
    }
}
