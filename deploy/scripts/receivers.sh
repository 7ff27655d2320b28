#!/usr/bin/env bash
# The demo's outsiders (deploy/demo/receiver.py): a mail server that wants STARTTLS, and a program that
# gets signed requests by https, with certificates of an authority of the run. Writes what notification
# is told of them ($RUN/notification.env) and what they were handed ($RUN/receivers/*.jsonl).
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

FOLDER=$RUN/receivers
mkdir -p "$FOLDER"
chmod 700 "$FOLDER"

make_certificate() (
    cd "$FOLDER"
    new=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
    openssl req -x509 -days 30 -keyout ca.key -out ca.pem -subj "/CN=Taoli demo authority" "${new[@]}"
    openssl req -keyout server.key -out server.csr -subj "/CN=receiver" "${new[@]}"
    openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 \
        -extfile <(printf 'subjectAltName=IP:127.0.0.1\n') -out server.pem
    printf 'whsec_%s\n' "$(openssl rand -base64 32)" >webhook.secret
) >"$RUN/logs/receivers.log" 2>&1

# receive NAME PORT OPTION…
receive() {
    local name=$1 port=$2
    shift 2
    : >"$FOLDER/$name.jsonl"
    start_process "receiver-$name" python3 "$ROOT/deploy/demo/receiver.py" "$name" --port "$port" \
        --log "$FOLDER/$name.jsonl" --certificate "$FOLDER/server.pem" --key "$FOLDER/server.key" "$@"
    wait_until 10 "receiver-$name listens on $port" listens "$port"
}

make_certificate || die "no certificate could be made; see $RUN/logs/receivers.log"
{ read -r mail && read -r webhook; } < <(free_ports 2)
receive mail "$mail" --tls starttls
receive webhook "$webhook" --tls always --secret-file "$FOLDER/webhook.secret"
printf 'https://127.0.0.1:%s/taoli\n' "$webhook" >"$FOLDER/webhook.url"
cat >"$RUN/notification.env" <<TEXT
TAOLI_SMTP_HOST=127.0.0.1
TAOLI_SMTP_PORT=$mail
TAOLI_SMTP_SECURITY=starttls
TAOLI_SMTP_FROM=taoli@bureau.example.cn
TAOLI_DELIVERY_CA_FILE=$FOLDER/ca.pem
TAOLI_DELIVERY_SUMMARY_REST=5
TAOLI_WEBHOOK_ALLOW_PRIVATE=true
TEXT
say "outsiders: mail 127.0.0.1:$mail (STARTTLS), webhook $(cat "$FOLDER/webhook.url")"
