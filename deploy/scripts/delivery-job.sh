#!/usr/bin/env bash
# What leaves the product, on the services of a run: a school's mailbox and a bureau's program are
# registered and proved, and after the year it is looked at what became of every message to them.
# Part of demo.sh: "register" before year-job.sh, "report" after it.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

REPORTS=$RUN/reports/deliveries
RECEIVED=$RUN/receivers
# shellcheck source=deploy/scripts/acting.sh
. "$SCRIPTS/acting.sh"

# The code that an outsider was sent last.
mailed_code() {
    jq -er 'select(.body | test("验证码：[0-9A-Z]{10}")) | .body
        | capture("验证码：(?<code>[0-9A-Z]{10})").code' "$RECEIVED/mail.jsonl" | tail -1 | grep .
}
posted_code() {
    jq -er 'select(.verified and .content.type == "taoli.verification") | .content.data.code' \
        "$RECEIVED/webhook.jsonl" | tail -1 | grep .
}

# prove ACCOUNT NAME: brings the code back that came to the address of NAME.json.
prove() {
    wait_until 60 "the code of the $2 arrived" "$3"
    as "$1" endpoint verify "$(jq -er .id "$REPORTS/$2.json")" "$("$3")" --format json \
        >"$REPORTS/$2-verified.json"
}

register() {
    step "addresses outside"
    # A demo at night would else wait for the morning.
    as case-guest preference set --quiet none --format json >"$REPORTS/preferences.json"
    as case-guest endpoint add --email office@school.example.cn --format json >"$REPORTS/mail.json"
    prove case-guest mail mailed_code
    as case-home endpoint add --webhook "$(cat "$RECEIVED/webhook.url")" --name 教务系统 \
        --secret-file "$RECEIVED/webhook.secret" --format json >"$REPORTS/webhook.json"
    prove case-home webhook posted_code
    say "verified: a school's mailbox, by the code that came there; a bureau's program likewise"
}

# A request that somebody else signed is refused by the receiver.
forge() {
    local code
    code=$(curl -sS -m 10 -o "$REPORTS/forged.txt" -w '%{http_code}' --cacert "$RECEIVED/ca.pem" \
        -H 'webhook-id: forged' -H "webhook-timestamp: $(date +%s)" \
        -H "webhook-signature: v1,$(openssl rand -base64 32)" -d '{}' "$(cat "$RECEIVED/webhook.url")")
    [ "$code" = 401 ] || die "a forged request was answered $code"
}

report() {
    local mail webhook forged
    step "what left the product"
    forge
    as demo-city delivery list --format json >"$REPORTS/deliveries.json"
    jq -er '[.items[] | {channel, state}] | group_by(.channel, .state)
        | map("  \(.[0].channel) \(.[0].state) \(length)") | .[]' "$REPORTS/deliveries.json"
    mail=$(jq -r .id "$RECEIVED/mail.jsonl" | sort -u | wc -l)
    webhook=$(jq -r 'select(.verified) | .id' "$RECEIVED/webhook.jsonl" | sort -u | wc -l)
    forged=$(jq -r 'select(.verified | not) | .id' "$RECEIVED/webhook.jsonl" | sort -u)
    [ "$forged" = forged ] || die "the receiver did not believe: $forged"
    [ "$mail" -gt 1 ] && [ "$webhook" -gt 1 ] || die "nothing but codes was delivered"
    jq -er 'first(.items[] | select(.what == "message" and .state == "delivered") | .id)' \
        "$REPORTS/deliveries.json" >"$REPORTS/one.txt"
    as demo-city delivery show "$(cat "$REPORTS/one.txt")" --lang en | sed 's/^/  /'
    say "mail $mail delivered, webhook $webhook verified (Standard Webhooks), 1 forged request refused"
}

case $1 in
register) register ;;
report) report ;;
*) die "register or report?" ;;
esac
