import CCurl
import Foundation
import Glibc

/// One transfer: options, what goes and what comes. Made, run and forgotten on one thread.
final class CurlTransfer {
    /// One reply of a mail server, and the command that it answers.
    struct Reply {
        /// `MAIL`, `RCPT`, `DATA`…; `CONTENT` for the answer to the mail itself.
        let verb: String
        let code: Int
        let text: String
    }

    /// 3: everything that the library can use (CURL_GLOBAL_ALL).
    private static let isReady = curl_global_init(3) == CURLE_OK

    private let handle: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private let flag: CancelFlag
    private let answerBytesMax: Int
    private let isGuarded: Bool

    /// What is still to be uploaded.
    private var upload: ArraySlice<UInt8> = []
    private(set) var answer: [UInt8] = []
    private(set) var retryAfter: String?
    private(set) var replies: [Reply] = []
    private var verb = "CONNECT"
    /// The guard refused an address.
    private(set) var isForbidden = false

    /// - Parameter isGuarded: refuses addresses that are not the Internet's.
    /// - Returns: `nil` when there is no memory for it.
    init?(limits: SendLimits, isGuarded: Bool, flag: CancelFlag) {
        guard CurlTransfer.isReady, let handle = curl_easy_init() else { return nil }
        self.handle = handle
        self.flag = flag
        self.isGuarded = isGuarded
        answerBytesMax = limits.answerBytesMax
        number(CURLOPT_NOSIGNAL, 1)
        number(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.milliseconds)
        number(CURLOPT_TIMEOUT_MS, limits.total.milliseconds)
        number(CURLOPT_FOLLOWLOCATION, 0)
        number(CURLOPT_FRESH_CONNECT, 1)
        number(CURLOPT_FORBID_REUSE, 1)
        // A proxy of the environment would connect where the guard does not look.
        text(CURLOPT_PROXY, "")
        hear()
    }

    deinit {
        curl_easy_cleanup(handle)
        lists.forEach { curl_slist_free_all($0) }
    }

    func number(_ option: CURLoption, _ value: Int) {
        taoli_curl_set_number(handle, option, value)
    }

    /// The library copies the text.
    func text(_ option: CURLoption, _ value: String) {
        taoli_curl_set_text(handle, option, value)
    }

    func list(_ option: CURLoption, _ values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values { list = curl_slist_append(list, value) ?? list }
        guard let list else { return }
        lists.append(list)
        taoli_curl_set_list(handle, option, list)
    }

    /// What is posted by HTTP; the library copies it.
    func post(_ body: [UInt8]) {
        number(CURLOPT_POST, 1)
        number(CURLOPT_POSTFIELDSIZE, body.count)
        body.withUnsafeBytes { bytes in
            _ = taoli_curl_set_pointer(
                handle, CURLOPT_COPYPOSTFIELDS,
                UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        }
    }

    /// What is sent as a mail.
    func upload(_ bytes: [UInt8]) {
        upload = bytes[...]
        number(CURLOPT_UPLOAD, 1)
        number(CURLOPT_INFILESIZE, bytes.count)
        taoli_curl_set_data(handle, CURLOPT_READFUNCTION) { buffer, size, count, owner in
            guard let buffer, let transfer = CurlTransfer.of(owner) else { return 0 }
            let piece = transfer.upload.prefix(size * count)
            UnsafeMutableRawBufferPointer(start: buffer, count: piece.count).copyBytes(from: piece)
            transfer.upload = transfer.upload.dropFirst(piece.count)
            return piece.count
        }
        taoli_curl_set_pointer(handle, CURLOPT_READDATA, me)
    }

    /// Notes what a mail server answers to which command.
    func noteReplies() {
        number(CURLOPT_VERBOSE, 1)
        taoli_curl_set_pointer(handle, CURLOPT_DEBUGDATA, me)
        taoli_curl_set_debug(handle) { _, kind, data, size, owner in
            guard let data, let transfer = CurlTransfer.of(owner) else { return 0 }
            let bytes = UnsafeRawBufferPointer(start: data, count: size)
            if kind == CURLINFO_HEADER_OUT { transfer.commanded(bytes) }
            if kind == CURLINFO_HEADER_IN { transfer.replied(bytes) }
            return 0
        }
    }

    /// Runs it. Returns the library's code and, for people, what it says of it.
    func run() -> (code: CURLcode, status: Int, problem: String) {
        var message = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = message.withUnsafeMutableBufferPointer { buffer in
            taoli_curl_set_pointer(
                handle, CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(buffer.baseAddress))
            let code = curl_easy_perform(handle)
            taoli_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil)
            return code
        }
        let said = String(
            decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let problem = said.isEmpty ? String(cString: curl_easy_strerror(code)) : said
        return (code, taoli_curl_status(handle), problem)
    }

    private var me: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private static func of(_ owner: UnsafeMutableRawPointer?) -> CurlTransfer? {
        owner.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Answers, addresses and the flag.
    private func hear() {
        taoli_curl_set_pointer(handle, CURLOPT_WRITEDATA, me)
        taoli_curl_set_data(handle, CURLOPT_WRITEFUNCTION) { buffer, size, count, owner in
            guard let buffer, let transfer = CurlTransfer.of(owner) else { return 0 }
            let room = transfer.answerBytesMax - transfer.answer.count
            let bytes = UnsafeRawBufferPointer(start: buffer, count: size * count)
            transfer.answer += bytes.prefix(max(0, room))
            // Less than came ends the transfer: who sends without end is heard no longer.
            return bytes.count <= room ? bytes.count : 0
        }
        taoli_curl_set_pointer(handle, CURLOPT_HEADERDATA, me)
        taoli_curl_set_data(handle, CURLOPT_HEADERFUNCTION) { buffer, size, count, owner in
            guard let buffer, let transfer = CurlTransfer.of(owner) else { return 0 }
            transfer.header(UnsafeRawBufferPointer(start: buffer, count: size * count))
            return size * count
        }
        taoli_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, me)
        taoli_curl_set_open(handle) { owner, _, address in
            guard let address, let transfer = CurlTransfer.of(owner) else { return -1 }
            return transfer.open(address)
        }
        number(CURLOPT_NOPROGRESS, 0)
        taoli_curl_set_pointer(handle, CURLOPT_XFERINFODATA, me)
        taoli_curl_set_progress(handle) { owner, _, _, _, _ in
            CurlTransfer.of(owner)?.flag.isRaised == true ? 1 : 0
        }
    }

    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let length = Int(address.pointee.addrlen)
        let isPrivate = withUnsafePointer(to: &address.pointee.addr) {
            PrivateNetwork.holds($0, length: length)
        }
        guard !isGuarded || !isPrivate else {
            isForbidden = true
            return -1
        }
        return socket(
            address.pointee.family,
            address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }

    private func header(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes.prefix(200), as: UTF8.self)
        guard let colon = line.firstIndex(of: ":"),
            line[..<colon].lowercased() == "retry-after"
        else { return }
        retryAfter = line[line.index(after: colon)...].trimmingCharacters(
            in: .whitespacesAndNewlines)
    }

    private func commanded(_ bytes: UnsafeRawBufferPointer) {
        let word = bytes.prefix(12).prefix { $0 != UInt8(ascii: " ") && $0 != 13 && $0 != 10 }
        verb = String(decoding: word, as: UTF8.self).uppercased()
    }

    private func replied(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes.prefix(SendResult.textMax), as: UTF8.self)
        // Lines with a dash go on.
        guard line.utf8.count >= 3, let code = Int(line.prefix(3)),
            line.dropFirst(3).first != "-"
        else { return }
        replies.append(Reply(verb: verb, code: code, text: line))
        if verb == "DATA", code == 354 { verb = "CONTENT" }
    }
}

extension Duration {
    /// At least 1, since 0 means "without end" to the library.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
