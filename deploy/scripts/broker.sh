#!/usr/bin/env bash
# The Kafka broker of a run: the first of these that is there.
#
#   1. TAOLI_KAFKA_BOOTSTRAP   a broker that runs already; it is neither started nor stopped
#   2. KAFKA_HOME              an Apache Kafka 3.9 or later, one node in KRaft mode (needs Java 17)
#   3. neither                 the embedded development broker that install-broker.sh fetches
#
#   broker.sh start   writes $RUN/broker/env: TAOLI_KAFKA_BOOTSTRAP and TAOLI_KAFKA_EMBEDDED
#   broker.sh stop
#
# Every start begins with an empty log.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

FOLDER=$RUN/broker
START_TRIES=5
READY_SECONDS=60

write_env() {
    printf 'TAOLI_KAFKA_BOOTSTRAP=%s\nTAOLI_KAFKA_EMBEDDED=%s\n' "$1" "$2" >"$FOLDER/env"
}

start_embedded() {
    local program port try
    program=$("$SCRIPTS/install-broker.sh" | tail -1)
    [ -x "$program" ] || die "install-broker.sh named no program: '$program'"
    for ((try = 1; try <= START_TRIES; try++)); do
        port=$(free_ports 1)
        rm -rf "$FOLDER/data"
        start_process broker "$program" start --only kafka --host 127.0.0.1 \
            --kafka-port "$port" --data-dir "$FOLDER/data"
        if ready "$port"; then
            say "broker: embedded noida-db on 127.0.0.1:$port (for development; it may lose events)"
            write_env "127.0.0.1:$port" true
            return
        fi
        stop_process broker
    done
    tail -5 "$RUN/logs/broker.log" >&2
    die "the embedded broker did not start; see $RUN/logs/broker.log"
}

start_apache() {
    local port controller java
    command -v java >/dev/null 2>&1 || die "KAFKA_HOME is set, but java is missing (17 or later)"
    java=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -1)
    [ "${java:-0}" -ge 17 ] || die "KAFKA_HOME is set, but Java is ${java:-unknown}: 17 is needed"
    { read -r port && read -r controller; } < <(free_ports 2)
    cat >"$FOLDER/server.properties" <<CONF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAINTEXT://127.0.0.1:$port
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=$FOLDER/data
auto.create.topics.enable=false
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
CONF
    export LOG_DIR=$RUN/logs/kafka KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xmx512m -Xms256m}
    "$KAFKA_HOME/bin/kafka-storage.sh" format --config "$FOLDER/server.properties" \
        --cluster-id "$("$KAFKA_HOME/bin/kafka-storage.sh" random-uuid | tail -1)" \
        >>"$RUN/logs/broker.log" 2>&1 || die "kafka-storage.sh failed; see $RUN/logs/broker.log"
    start_process broker "$KAFKA_HOME/bin/kafka-server-start.sh" "$FOLDER/server.properties"
    if ! ready "$port"; then
        stop_process broker
        die "Apache Kafka did not start; see $RUN/logs/broker.log"
    fi
    say "broker: Apache Kafka of $KAFKA_HOME on 127.0.0.1:$port"
    write_env "127.0.0.1:$port" false
}

# Waits until the broker listens; gives up at once when its process has ended.
ready() {
    wait_until "$READY_SECONDS" "the broker listens on port $1" listens_or_ended "$1" &&
        process_pid broker >/dev/null && listens "$1"
}
listens_or_ended() { listens "$1" || stopped broker; }

# Whether one of the brokers in HOST:PORT,HOST:PORT… ($1) takes connections.
reachable() {
    local address
    for address in ${1//,/ }; do
        if (exec 3<>"/dev/tcp/${address%:*}/${address##*:}") 2>/dev/null; then return 0; fi
    done
    return 1
}

# The broker of $TAOLI_KAFKA_BOOTSTRAP. TAOLI_KAFKA_EMBEDDED=true, with which topics may be made
# anew, is only for a noida-db that somebody started by hand.
use_given() {
    wait_until 10 "a broker answers at $TAOLI_KAFKA_BOOTSTRAP" reachable "$TAOLI_KAFKA_BOOTSTRAP" ||
        die "no broker at TAOLI_KAFKA_BOOTSTRAP=$TAOLI_KAFKA_BOOTSTRAP (host:port,…)"
    say "broker: the one at $TAOLI_KAFKA_BOOTSTRAP (TAOLI_KAFKA_BOOTSTRAP)"
    write_env "$TAOLI_KAFKA_BOOTSTRAP" "${TAOLI_KAFKA_EMBEDDED:-false}"
}

start() {
    stop_process broker
    rm -rf "$FOLDER"
    mkdir -p "$FOLDER" "$RUN/logs"
    if [ -n "${TAOLI_KAFKA_BOOTSTRAP:-}" ]; then
        use_given
    elif [ -n "${KAFKA_HOME:-}" ]; then
        start_apache
    else
        start_embedded
    fi
}

case ${1:-} in
start) start ;;
stop) stop_process broker ;;
*) die "usage: broker.sh start, broker.sh stop" ;;
esac
