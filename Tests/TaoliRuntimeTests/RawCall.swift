import Dispatch
import Foundation
import Glibc

/// Sends one gRPC call as HTTP/2 frames made by hand, to send what no client library would.
///
/// - Parameter data: bytes of the DATA frame that ends the request.
/// - Returns: once the server has ended the stream.
func rawCall(_ port: Int, path: String, data: [UInt8]) async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
        DispatchQueue.global().async {
            done.resume(with: Result { try exchange(port, path, data) })
        }
    }
}

private func exchange(_ port: Int, _ path: String, _ data: [UInt8]) throws {
    let descriptor = try connectLocally(port)
    defer { close(descriptor) }
    let fields = [
        (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "test"),
        ("content-type", "application/grpc"), ("te", "trailers"),
    ]
    // Literal fields without indexing, plain texts (RFC 7541, section 6.2.2).
    let block = fields.flatMap { name, value -> [UInt8] in
        [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)]
            + Array(value.utf8)
    }
    let request =
        Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0, [])
        + frame(1, 0x4, 1, block) + frame(0, 0x1, 1, data)
    guard write(descriptor, request, request.count) == request.count else {
        throw POSIXError(.EPIPE)
    }
    while true {
        let head = try receive(descriptor, 9)
        let length = head[0..<3].reduce(0) { $0 << 8 | Int($1) }
        _ = try receive(descriptor, length)
        let isOurs = head[8] == 1
        let ends = head[3] == 3 || (head[3] == 1 && head[4] & 1 == 1)
        if isOurs && ends { return }
    }
}

/// A frame (RFC 9113, section 4.1).
private func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let length = payload.count
    return [UInt8(length >> 16), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF), type, flags]
        + [0, 0, 0, stream] + payload
}

private func receive(_ descriptor: Int32, _ count: Int) throws -> [UInt8] {
    var received: [UInt8] = []
    while received.count < count {
        var buffer = [UInt8](repeating: 0, count: count - received.count)
        let got = read(descriptor, &buffer, buffer.count)
        guard got > 0 else { throw POSIXError(.ECONNRESET) }
        received += buffer[..<got]
    }
    return received
}
