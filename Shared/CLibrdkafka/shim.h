// The Kafka client library, as TaoliKafka sees it. librdkafka's producing call takes variable
// arguments, which Swift cannot call; the inline wrapper below fixes them.
#pragma once
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

/// Queues one message. Key and value are copied before this returns. A length below zero means
/// "null"; length zero with any pointer means "empty". `token` comes back as the message's opaque
/// in its delivery report. On success librdkafka owns `headers`; on failure the caller still does.
static inline rd_kafka_resp_err_t taoli_produce(
    rd_kafka_t *client, const char *topic, int32_t partition, const void *key, int64_t key_length,
    const void *value, int64_t value_length, rd_kafka_headers_t *headers, uint64_t token) {
    // An empty Data may have no address at all, but librdkafka reads a null address as "null".
    const void *k = key_length < 0 ? NULL : (key != NULL ? key : "");
    const void *v = value_length < 0 ? NULL : (value != NULL ? value : "");
    size_t kn = key_length < 0 ? 0 : (size_t)key_length;
    size_t vn = value_length < 0 ? 0 : (size_t)value_length;
    if (headers != NULL) {
        return rd_kafka_producev(
            client, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(partition),
            RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(k, kn),
            RD_KAFKA_V_VALUE((void *)v, vn), RD_KAFKA_V_HEADERS(headers),
            RD_KAFKA_V_OPAQUE((void *)(uintptr_t)token), RD_KAFKA_V_END);
    }
    return rd_kafka_producev(
        client, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(partition),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(k, kn),
        RD_KAFKA_V_VALUE((void *)v, vn), RD_KAFKA_V_OPAQUE((void *)(uintptr_t)token),
        RD_KAFKA_V_END);
}

/// The token that came with the message of a delivery report.
static inline uint64_t taoli_message_token(const rd_kafka_message_t *message) {
    return (uint64_t)(uintptr_t)message->_private;
}

/// Makes a mock cluster answer the next `count` (at most 32) requests of one kind with an error;
/// the library's own call takes variable arguments or an array, here all answers are equal.
static inline rd_kafka_resp_err_t taoli_mock_push_errors(
    rd_kafka_mock_cluster_t *cluster, int16_t api_key, rd_kafka_resp_err_t error, size_t count) {
    rd_kafka_resp_err_t errors[32];
    if (count > 32) count = 32;
    for (size_t i = 0; i < count; i++) errors[i] = error;
    rd_kafka_mock_push_request_errors_array(cluster, api_key, count, errors);
    return RD_KAFKA_RESP_ERR_NO_ERROR;
}
