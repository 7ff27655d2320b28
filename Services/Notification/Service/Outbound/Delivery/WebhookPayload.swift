import Foundation
import NotificationCore
import TaoliModels

/// The JSON of a request. Source: Standard Webhooks 1.0, "Payload structure".
struct WebhookPayload<Body: Encodable>: Encodable {
    let type: String
    /// When it was planned; the same on every try.
    let timestamp: String
    let data: Body
}

/// Messages of a unit.
struct WebhookNews: Encodable {
    let unit: String
    let urgent: Bool
    let messages: [Message]

    struct Message: Encodable {
        let id: String
        /// Name and version of the template, by which a program tells kinds of messages apart.
        let template: String
        let createdAt: String
        let subject: Text
        let body: Text

        enum CodingKeys: String, CodingKey {
            case id
            case template
            case createdAt = "created_at"
            case subject
            case body
        }

        init(_ item: DeliveryContent.Item) {
            id = item.message.id.description
            template = "\(item.message.templateName)@\(item.message.templateVersion)"
            createdAt = item.message.createdAt.formatted(.iso8601)
            subject = Text(item.text.subject)
            body = Text(item.text.body)
        }
    }

    /// Both languages.
    struct Text: Encodable {
        let zh: String
        let en: String

        init(_ wording: Wording) {
            zh = wording.chinese
            en = wording.english
        }
    }
}

/// The code that proves an address.
struct WebhookVerification: Encodable {
    let unit: String
    let code: String
    let until: String
}
