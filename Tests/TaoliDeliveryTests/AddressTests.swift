import TaoliDelivery
import Testing

@Suite("Addresses")
struct AddressTests {
    @Test("Ordinary addresses are read, the domain in lower case, and shown masked")
    func emails() throws {
        let address = try #require(EmailAddress("Zhang.San+school@Example.EDU.cn"))
        #expect(address.description == "Zhang.San+school@example.edu.cn")
        #expect(address.masked == "Z***@example.edu.cn")
    }

    @Test(
        "Nothing that ends a line or a command is an address",
        arguments: [
            "", "a", "@b.cn", "a@", "a@b", "a@@b.cn", "a b@c.cn", "a@b.cn\r\nBcc: x@y.cn",
            "a@b.cn>", "<a@b.cn>", "a@b..cn", ".a@b.cn", "a.@b.cn", "a@-b.cn", "a@b-.cn",
            "\"a b\"@c.cn", "a@[127.0.0.1]", "张@b.cn", "a@学校.cn", "a@b.cn ", "a@b.cn\0",
            String(repeating: "a", count: 65) + "@b.cn",
        ])
    func notEmails(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test(
        "A URL must be https, without credentials, and lead out of the network",
        arguments: [
            ("http://hooks.example.org/a", WebhookURL.Problem.scheme),
            ("ftp://hooks.example.org/a", .scheme), ("file:///etc/passwd", .unreadable),
            ("https://", .unreadable), ("hooks.example.org", .unreadable),
            ("https://u:p@hooks.example.org/", .credentials),
            ("https://hooks.example.org@127.0.0.1/", .credentials),
            ("https://hooks.example.org/a b", .unreadable),
            ("https://hooks.example.org\\@evil.example/", .unreadable),
            ("https://hooks.example.org:99999/", .unreadable),
            ("https://localhost/", .privateHost), ("https://db/", .privateHost),
            ("https://db.internal/", .privateHost), ("https://127.0.0.1/", .privateHost),
            ("https://2130706433/", .privateHost), ("https://0x7f.1/", .privateHost),
            ("https://10.1.2.3/", .privateHost), ("https://169.254.169.254/", .privateHost),
            ("https://[::1]/", .privateHost), ("https://[fd00::1]/", .privateHost),
            ("https://[::ffff:10.0.0.1]/", .privateHost), ("https://172.16.0.1/", .privateHost),
            ("https://192.168.1.1/", .privateHost), ("https://100.64.0.1/", .privateHost),
        ])
    func badURLs(text: String, problem: WebhookURL.Problem) {
        #expect(throws: problem) { try WebhookURL(text) }
    }

    @Test("Paths and queries are kept, shown masked, and the fragment goes nowhere")
    func urls() throws {
        let url = try WebhookURL("https://Hooks.Example.org:8443/a/b?c=d#e")
        #expect(url.text == "https://Hooks.Example.org:8443/a/b?c=d")
        #expect(url.masked == "https://hooks.example.org/…")
        #expect(try WebhookURL("http://127.0.0.1:1/", allowsPrivate: true).host == "127.0.0.1")
    }

    @Test(
        "Addresses of networks are told from the Internet's",
        arguments: [
            ("8.8.8.8", false), ("1.1.1.1", false), ("172.32.0.1", false), ("100.63.0.1", false),
            ("2606:4700::1111", false), ("240e::1", false), ("0.0.0.0", true), ("224.0.0.1", true),
            ("255.255.255.255", true), ("198.18.0.1", true), ("192.0.2.1", true), ("::", true),
            ("fe80::1", true), ("ff02::1", true), ("2001:db8::1", true), ("2001::1", true),
            ("64:ff9b::a00:1", true), ("2002:a00:1::", true), ("64:ff9b::808:808", false),
        ])
    func networks(text: String, isPrivate: Bool) {
        #expect(PrivateNetwork.holds(host: text) == isPrivate)
    }
}
