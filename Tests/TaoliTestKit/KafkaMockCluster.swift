import CLibrdkafka
import Foundation

/// librdkafka's own mock cluster within this process, for errors a real broker does not give on
/// demand. Keeps 5 MB a partition; topics are made by `createTopic`, as CreateTopics times out.
///
/// `@unchecked Sendable`: the mock's calls may be made from any thread (rdkafka_mock.h); the
/// pointers never change.
package final class KafkaMockCluster: @unchecked Sendable {
    /// Owned: the client that hosts the cluster; destroyed in `deinit`, after the cluster.
    private let host: OpaquePointer
    /// Owned: destroyed in `deinit`.
    private let cluster: OpaquePointer
    /// Addresses of the brokers.
    package let bootstrap: String

    /// Starts a cluster of that many brokers, numbered from 1.
    /// - Throws: `KafkaFixture.Unavailable` with librdkafka's reason.
    package init(brokers: Int = 1) throws {
        var text = [CChar](repeating: 0, count: 512)
        // Owned by the client as soon as that exists.
        let settings: OpaquePointer = rd_kafka_conf_new()
        guard let host = rd_kafka_new(RD_KAFKA_PRODUCER, settings, &text, text.count) else {
            rd_kafka_conf_destroy(settings)
            throw KafkaFixture.Unavailable(description: "librdkafka made no client")
        }
        guard let cluster = rd_kafka_mock_cluster_new(host, Int32(brokers)),
            // Belongs to the cluster; copied.
            let addresses = rd_kafka_mock_cluster_bootstraps(cluster)
        else {
            rd_kafka_destroy(host)
            throw KafkaFixture.Unavailable(description: "librdkafka made no mock cluster")
        }
        self.host = host
        self.cluster = cluster
        bootstrap = String(cString: addresses)
    }

    deinit {
        rd_kafka_mock_cluster_destroy(cluster)
        rd_kafka_destroy(host)
    }

    /// Makes a topic with one copy.
    package func createTopic(_ name: String, partitions: Int) {
        rd_kafka_mock_topic_create(cluster, name, Int32(partitions), 1)
    }

    /// Answers the next produce requests (at most 32) with a Kafka error code.
    package func failProduce(code: Int32, times: Int) {
        // 0 is Produce in Kafka's list of requests.
        _ = taoli_mock_push_errors(cluster, 0, rd_kafka_resp_err_t(rawValue: code), times)
    }

    /// Answers the next fetch requests (at most 32) with a Kafka error code.
    package func failFetch(code: Int32, times: Int) {
        // 1 is Fetch in Kafka's list of requests.
        _ = taoli_mock_push_errors(cluster, 1, rd_kafka_resp_err_t(rawValue: code), times)
    }

    /// Cuts a broker off, or lets it come back.
    package func setBroker(_ number: Int32, down: Bool) {
        if down {
            rd_kafka_mock_broker_set_down(cluster, number)
        } else {
            rd_kafka_mock_broker_set_up(cluster, number)
        }
    }

    /// Delays every answer of a broker by that many milliseconds.
    package func setRoundTrip(_ number: Int32, milliseconds: Int32) {
        rd_kafka_mock_broker_set_rtt(cluster, number, milliseconds)
    }
}

/// What Kafka holds as committed for a group; nil when nothing. Blocks the calling thread.
/// - Throws: `KafkaFixture.Unavailable` with librdkafka's reason.
package func committedOffset(
    bootstrap: String, group: String, topic: String, partition: Int32
) throws -> Int64? {
    var text = [CChar](repeating: 0, count: 512)
    // Owned by the client as soon as that exists.
    let settings: OpaquePointer = rd_kafka_conf_new()
    rd_kafka_conf_set(settings, "bootstrap.servers", bootstrap, &text, text.count)
    rd_kafka_conf_set(settings, "group.id", group, &text, text.count)
    guard let client = rd_kafka_new(RD_KAFKA_CONSUMER, settings, &text, text.count) else {
        rd_kafka_conf_destroy(settings)
        throw KafkaFixture.Unavailable(description: "librdkafka made no client")
    }
    defer { rd_kafka_destroy(client) }
    // Owned here.
    let list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t> =
        rd_kafka_topic_partition_list_new(1)
    defer { rd_kafka_topic_partition_list_destroy(list) }
    rd_kafka_topic_partition_list_add(list, topic, partition)
    let code = rd_kafka_committed(client, list, 5_000)
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
        throw KafkaFixture.Unavailable(description: String(cString: rd_kafka_err2str(code)))
    }
    let offset = list.pointee.elems.pointee.offset
    return offset < 0 ? nil : offset
}
