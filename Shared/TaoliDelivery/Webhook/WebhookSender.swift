import CCurl

/// Posts signed requests to programs of other people, which may be slow, gone or lie.
package struct WebhookSender: Sendable {
    /// A receiver may ask to be left alone for so long at most.
    package static let retryAfterMax: Duration = .seconds(86_400)

    private let allowsPrivate: Bool
    private let authorities: String?
    private let limits: SendLimits

    /// - Parameters:
    ///   - allowsPrivate: reaches addresses inside a network too: tests and the demo.
    ///   - authorities: a file of authorities in PEM besides the system's; `nil` for none.
    package init(
        allowsPrivate: Bool = false, authorities: String? = nil, limits: SendLimits = SendLimits()
    ) {
        self.allowsPrivate = allowsPrivate
        self.authorities = authorities
        self.limits = limits
    }

    /// One try. Ends within the limits, sooner when the task is cancelled; the outcome is then
    /// unknown, and the request may have arrived.
    package func send(_ request: WebhookRequest) async -> SendResult {
        let (allowsPrivate, authorities, limits) = (allowsPrivate, authorities, limits)
        return await BlockingWork.run { flag in
            guard
                let transfer = CurlTransfer(
                    limits: limits, isGuarded: !allowsPrivate, flag: flag)
            else { return SendResult(.deferred, code: 0, text: "no memory for a transfer") }
            transfer.text(CURLOPT_URL, request.url.text)
            transfer.text(CURLOPT_PROTOCOLS_STR, allowsPrivate ? "http,https" : "https")
            transfer.number(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
            if let authorities { transfer.text(CURLOPT_CAINFO, authorities) }
            transfer.list(CURLOPT_HTTPHEADER, request.headers)
            transfer.post(request.body)
            let (_, status, problem) = transfer.run()
            if transfer.isForbidden, status == 0 {
                return SendResult(
                    .forbidden, code: 0, text: "the name leads to an address inside a network")
            }
            let said = String(decoding: transfer.answer.prefix(SendResult.textMax), as: UTF8.self)
            return WebhookSender.result(
                status: status, said: status == 0 ? problem : said,
                retryAfter: transfer.retryAfter)
        }
    }

    /// What a status means: the first line counts, whatever comes behind it. 410 says that nobody
    /// wants it any more; all else but 2xx is worth another try (Standard Webhooks).
    static func result(status: Int, said: String, retryAfter: String?) -> SendResult {
        let verdict: SendResult.Verdict =
            switch status {
            case 200..<300: .accepted
            case 410: .gone
            default: .deferred
            }
        let text = (300..<400).contains(status) ? "a redirection is not followed" : said
        let pause = retryAfter.flatMap { Int64($0) }.map {
            Swift.min(Duration.seconds(Swift.max(0, $0)), retryAfterMax)
        }
        return SendResult(
            verdict, code: status, text: text,
            retryAfter: verdict == .deferred ? pause : nil)
    }
}
