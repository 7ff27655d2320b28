import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts

@testable import taoli

/// Notification in memory: remembers what it was asked.
enum FakeTold {
    struct State {
        var added: Taoli_Notification_V1_AddEndpointRequest?
        var secrets: [String] = []
        var codes: [String] = []
        var reasons: [String] = []
        var preferences = Taoli_Notification_V1_Preferences.with {
            $0.unit = "school/1"
            $0.email = "all"
            $0.webhook = "all"
            $0.language = "both"
            $0.quietFrom = "21:00"
            $0.quietUntil = "08:00"
        }
    }

    static let id = "0199c2f4-0000-7000-8000-000000000001"

    static let endpoint = Taoli_Notification_V1_Endpoint.with {
        $0.id = id
        $0.unit = "school/1"
        $0.kind = "webhook"
        $0.name = "教务系统"
        $0.shown = "https://hooks.example.org/…"
        $0.state = "unverified"
    }

    static let delivery = Taoli_Notification_V1_Delivery.with {
        $0.id = id
        $0.unit = "school/1"
        $0.channel = "email"
        $0.shown = "o***@example.org"
        $0.what = "message"
        $0.state = "delivered"
        $0.attempts = 2
        $0.messageIds = [id]
    }

    struct Endpoints: Taoli_Notification_V1_EndpointService.SimpleServiceProtocol {
        let city: FakeCity

        func addEndpoint(
            request: Taoli_Notification_V1_AddEndpointRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_AddEndpointResponse {
            city.state.withLock { $0.told.added = request }
            return .with { $0.endpoint = endpoint }
        }

        func listEndpoints(
            request: Taoli_Notification_V1_ListEndpointsRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_ListEndpointsResponse {
            .with { $0.endpoints = [endpoint] }
        }

        func verifyEndpoint(
            request: Taoli_Notification_V1_VerifyEndpointRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_VerifyEndpointResponse {
            city.state.withLock { $0.told.codes.append(request.code) }
            return .with { $0.endpoint = endpoint }
        }

        func sendCode(
            request: Taoli_Notification_V1_SendCodeRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_SendCodeResponse {
            .with { $0.endpoint = endpoint }
        }

        func rotateSecret(
            request: Taoli_Notification_V1_RotateSecretRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_RotateSecretResponse {
            city.state.withLock { $0.told.secrets.append(request.secret) }
            return .with { $0.endpoint = endpoint }
        }

        func removeEndpoint(
            request: Taoli_Notification_V1_RemoveEndpointRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_RemoveEndpointResponse {
            city.state.withLock { $0.told.reasons.append(request.reason) }
            return .with { $0.endpoint = endpoint }
        }
    }

    struct Deliveries: Taoli_Notification_V1_DeliveryService.SimpleServiceProtocol {
        let city: FakeCity

        func listDeliveries(
            request: Taoli_Notification_V1_ListDeliveriesRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_ListDeliveriesResponse {
            .with { $0.deliveries = request.state == "delivered" ? [delivery] : [] }
        }

        func getDelivery(
            request: Taoli_Notification_V1_GetDeliveryRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_GetDeliveryResponse {
            .with {
                $0.delivery = delivery
                $0.attempts = [
                    .with {
                        $0.number = 1
                        $0.code = 451
                        $0.text = "451 later"
                    }
                ]
            }
        }

        func retryDelivery(
            request: Taoli_Notification_V1_RetryDeliveryRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_RetryDeliveryResponse {
            city.state.withLock { $0.told.reasons.append(request.reason) }
            return .with { $0.delivery = delivery }
        }

        func cancelDelivery(
            request: Taoli_Notification_V1_CancelDeliveryRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_CancelDeliveryResponse {
            city.state.withLock { $0.told.reasons.append(request.reason) }
            return .with { $0.delivery = delivery }
        }
    }

    struct Preferences: Taoli_Notification_V1_PreferenceService.SimpleServiceProtocol {
        let city: FakeCity

        func getPreferences(
            request: Taoli_Notification_V1_GetPreferencesRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_GetPreferencesResponse {
            let preferences = city.state.withLock { $0.told.preferences }
            return .with { $0.preferences = preferences }
        }

        func setPreferences(
            request: Taoli_Notification_V1_SetPreferencesRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_SetPreferencesResponse {
            city.state.withLock { $0.told.preferences = request.preferences }
            return .with { $0.preferences = request.preferences }
        }
    }

    struct Notices: Taoli_Notification_V1_NoticeService.SimpleServiceProtocol {
        let city: FakeCity

        func bindNotices(
            request: Taoli_Notification_V1_BindNoticesRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_BindNoticesResponse {
            throw RPCError(code: .failedPrecondition, message: "bound-in-registry")
        }

        func listNotices(
            request: Taoli_Notification_V1_ListNoticesRequest, context: ServerContext
        ) async throws -> Taoli_Notification_V1_ListNoticesResponse {
            .with {
                $0.notices = [
                    .with {
                        $0.event = "warned"
                        $0.channels = ["email"]
                        $0.urgency = "urgent"
                        $0.escalateHours = 48
                        $0.clause = "XN-19"
                    }
                ]
                $0.texts = [
                    .with {
                        $0.id = "turn"
                        $0.message = "case-turn"
                        $0.step = "J.3"
                        $0.version = 2
                        $0.subjectEnglish = "Your turn, {school}"
                        $0.ours = "how the bureau writes"
                    }
                ]
            }
        }
    }
}
