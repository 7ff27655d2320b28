import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import Testing

/// Calls about addresses and deliveries, by somebody whom they do not concern.
extension ForeignRecords {
    func deliveries() throws -> [Attempt] {
        try endpoints() + [
            try attempt(
                "taoli.notification.v1.DeliveryService/GetDelivery",
                Taoli_Notification_V1_GetDeliveryRequest.with { $0.deliveryID = told.delivery }),
            try attempt(
                "taoli.notification.v1.DeliveryService/RetryDelivery",
                Taoli_Notification_V1_RetryDeliveryRequest.with {
                    $0.requestID = Self.requestID
                    $0.deliveryID = told.delivery
                }),
            try attempt(
                "taoli.notification.v1.DeliveryService/CancelDelivery",
                Taoli_Notification_V1_CancelDeliveryRequest.with {
                    $0.requestID = Self.requestID
                    $0.deliveryID = told.delivery
                }),
            try attempt(
                "taoli.notification.v1.NoticeService/BindNotices",
                Taoli_Notification_V1_BindNoticesRequest.with {
                    $0.requestID = Self.requestID
                    $0.district = MainJob.district
                    $0.schoolYear = "2026-2027"
                    $0.pack = "TC"
                }),
            try attempt(
                "taoli.notification.v1.NoticeService/ListNotices",
                Taoli_Notification_V1_ListNoticesRequest.with { $0.district = MainJob.district }),
        ]
    }

    private func endpoints() throws -> [Attempt] {
        let secret = "whsec_" + Data(repeating: 1, count: 32).base64EncodedString()
        return [
            try attempt(
                "taoli.notification.v1.EndpointService/VerifyEndpoint",
                Taoli_Notification_V1_VerifyEndpointRequest.with {
                    $0.requestID = Self.requestID
                    $0.endpointID = told.endpoint
                    $0.code = "0000000000"
                }),
            try attempt(
                "taoli.notification.v1.EndpointService/SendCode",
                Taoli_Notification_V1_SendCodeRequest.with {
                    $0.requestID = Self.requestID
                    $0.endpointID = told.endpoint
                }),
            try attempt(
                "taoli.notification.v1.EndpointService/RotateSecret",
                Taoli_Notification_V1_RotateSecretRequest.with {
                    $0.requestID = Self.requestID
                    $0.endpointID = told.endpoint
                    $0.secret = secret
                }),
            try attempt(
                "taoli.notification.v1.EndpointService/RemoveEndpoint",
                Taoli_Notification_V1_RemoveEndpointRequest.with {
                    $0.requestID = Self.requestID
                    $0.endpointID = told.endpoint
                }),
        ]
    }

    /// An address of the district's bureau where nobody listens, and its delivery, cancelled so that
    /// nothing about it changes by itself; made once.
    static func told(_ main: MainJob, in city: City) async throws -> (String, String) {
        let found = try await city.database(.notification) { pool in
            try await pool.query(
                """
                SELECT e.id::text AS endpoint, d.id::text AS delivery \
                FROM notification.endpoint e JOIN notification.delivery d ON d.endpoint_id = e.id \
                WHERE d.state = 'cancelled' LIMIT 1
                """)
        }
        if let row = found.first { return (try row.get("endpoint"), try row.get("delivery")) }
        let added = try await city.must(
            "endpoint", "add", "--webhook", "http://127.0.0.1:9/", "--format", "json",
            key: main.official)
        let endpoint = try #require(try added.json()["id"].string)
        let listed = try await city.must(
            "delivery", "list", "--format", "json", key: main.official)
        let delivery = try #require(try listed.json()["items"].items?.first?["id"].string)
        // While a try is under way nobody can cancel; it ends at once, since nobody listens.
        for _ in 0..<100 {
            let cancelled = try await city.taoli("delivery", "cancel", delivery, key: main.official)
            if cancelled.status == 0 { break }
        }
        return (endpoint, delivery)
    }
}
