import Glibc

/// Tells addresses that only mean something inside a network from those of the Internet. The guard
/// asks for the very address that is about to be connected, so a name that resolves to another one
/// the second time gets past nothing.
/// Sources: RFC 6890 and IANA's special-purpose registries; Standard Webhooks, "SSRF".
package enum PrivateNetwork {
    /// Whether a socket address must not be reached from here.
    static func holds(_ address: UnsafePointer<sockaddr>, length: Int) -> Bool {
        switch Int32(address.pointee.sa_family) {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin_addr.s_addr) { holds(four: Array($0)) }
            }
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin6_addr) { holds(sixteen: Array($0)) }
            }
        default: return true
        }
    }

    /// Whether a host written as an address must not be reached; `nil` for a name.
    package static func holds(host: String) -> Bool? {
        var bare = host
        if bare.hasPrefix("["), bare.hasSuffix("]") { bare = String(bare.dropFirst().dropLast()) }
        if let zone = bare.firstIndex(of: "%") { bare = String(bare[..<zone]) }
        var four = in_addr()
        // inet_aton also reads what browsers and resolvers read: 127.1, 0x7f000001, 2130706433.
        if inet_aton(bare, &four) != 0 {
            return withUnsafeBytes(of: four.s_addr) { holds(four: Array($0)) }
        }
        var six = in6_addr()
        if inet_pton(AF_INET6, bare, &six) == 1 {
            return withUnsafeBytes(of: six) { holds(sixteen: Array($0)) }
        }
        return nil
    }

    /// Of IPv4, the first byte first.
    private static func holds(four bytes: [UInt8]) -> Bool {
        let (a, b, c) = (bytes[0], bytes[1], bytes[2])
        switch a {
        case 0, 10, 127, 224...255: return true
        case 100: return (64...127).contains(b)
        case 169: return b == 254
        case 172: return (16...31).contains(b)
        case 192: return b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99)
        case 198: return b == 18 || b == 19 || (b == 51 && c == 100)
        case 203: return b == 0 && c == 113
        default: return false
        }
    }

    /// Of IPv6. Only 2000::/3 is the Internet; what embeds an IPv4 address is judged by that.
    private static func holds(sixteen bytes: [UInt8]) -> Bool {
        let zeros = bytes.prefix(10).allSatisfy { $0 == 0 }
        if zeros, bytes[10] == 0xFF, bytes[11] == 0xFF { return holds(four: Array(bytes[12...])) }
        // 64:ff9b::/96, addresses that a translator makes of IPv4.
        if bytes[0] == 0, bytes[1] == 0x64, bytes[2] == 0xFF, bytes[3] == 0x9B {
            return holds(four: Array(bytes[12...]))
        }
        guard bytes[0] & 0xE0 == 0x20 else { return true }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return holds(four: Array(bytes[2...5])) }
        // 2001::/23 (Teredo and protocol assignments), 2001:db8::/32.
        if bytes[0] == 0x20, bytes[1] == 0x01 {
            return bytes[2] < 0x02 || (bytes[2] == 0x0D && bytes[3] == 0xB8)
        }
        return false
    }
}
