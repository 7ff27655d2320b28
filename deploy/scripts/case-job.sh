#!/usr/bin/env bash
# Four cases on the services of a run, each through its chain of Xingning's policy pack: a group is
# founded, a school of the district joins it, one from another district joins it, and the first
# leaves again. Every step is answered by the unit that the pack names. Part of demo.sh, after
# main-job.sh, whose functions it does not need.
set -euo pipefail
# shellcheck source=deploy/scripts/common.sh
. "$(dirname "$0")/common.sh"

REPORTS=$RUN/reports/cases
CITY=440100
HOME_DISTRICT=440105
OTHER_DISTRICT=440104
# What happened before today is recorded as past; the school years of year-job.sh lie behind it.
FOUNDED=2023-09-04
JOINED=2023-09-08
LEFT=$(date -d '-10 days' +%F)
# A day more than a year away needs its reason.
PAST='示例：补记已发生的事项 (demo)'
# shellcheck source=deploy/scripts/acting.sh
. "$SCRIPTS/acting.sh"

# account LOGIN NAME ROLE UNIT: an account for scripts, unless it is there.
account() {
    [ ! -s "$PROGRAMS/$1.json" ] || return 0
    as demo-city account create --kind program --login "$1" --name "$2" --role "$3" --unit "$4" \
        --key-file "$PROGRAMS/$1.json" >>"$REPORTS/accounts.txt"
}

# Public schools of a district with one open site: the site, the school, its name.
public_sites() {
    as demo-city school list --district "$1" --format json |
        jq -er '[.items[] | select((.sites | length) == 1 and .sites[0].ownership == "public"
            and .sites[0].status == "open")] | .[] | "\(.sites[0].id) \(.id) \(.name)"'
}

choose_schools() {
    local founder member guest
    public_sites "$HOME_DISTRICT" >"$REPORTS/home.txt"
    public_sites "$OTHER_DISTRICT" >"$REPORTS/other.txt"
    founder=$(sed -n 1p "$REPORTS/home.txt")
    member=$(sed -n 2p "$REPORTS/home.txt")
    guest=$(sed -n 1p "$REPORTS/other.txt")
    read -r FOUNDER_SITE FOUNDER_SCHOOL FOUNDER_NAME <<<"$founder"
    read -r MEMBER_SITE MEMBER_SCHOOL MEMBER_NAME <<<"$member"
    read -r GUEST_SITE GUEST_SCHOOL GUEST_NAME <<<"$guest"
    account case-founder 申报学校 school "school/$FOUNDER_SCHOOL"
    account case-member 加盟学校 school "school/$MEMBER_SCHOOL"
    account case-guest 外区学校 school "school/$GUEST_SCHOOL"
    account case-home 海珠区教育局 district "district/$HOME_DISTRICT"
    account case-other 越秀区教育局 district "district/$OTHER_DISTRICT"
}

bind_policy() {
    local district
    for district in "$HOME_DISTRICT" "$OTHER_DISTRICT"; do
        as demo-city policy bind XN --district "$district" --school-year 2023-2024 \
            --reason "示例 (demo)" --format json >"$REPORTS/binding-$district.json"
    done
}

found_group() {
    as case-founder case open found --name "桃李示范教育集团" --district "$HOME_DISTRICT" \
        --lead "$FOUNDER_SITE" --format json >"$REPORTS/found.json"
    answer found case-founder F.1
    answer found case-founder F.2
    answer found case-home F.3
    answer found case-home F.4 --effective-on "$FOUNDED" --reason "$PAST"
    answer found demo-city F.5
    answer found case-founder F.6
    GROUP=$(jq -er .group_id "$REPORTS/found.json")
    account case-council 集团理事会 group "group/$GROUP"
    say "founded: 桃李示范教育集团, led by $FOUNDER_NAME"
    said found
}

# A case may only call a school what its bureau has designated it.
designate_weak() {
    as case-home unit category "$MEMBER_SCHOOL" weak --from "$FOUNDED" --reason "示例 (demo)" \
        --format json >"$REPORTS/weak-home.json"
    as case-other unit category "$GUEST_SCHOOL" weak --from "$FOUNDED" --reason "示例 (demo)" \
        --format json >"$REPORTS/weak-other.json"
}

join_in_the_district() {
    as case-member case open join --group "$GROUP" --site "$MEMBER_SITE" --mode entrusted \
        --category weak --years 6 --format json >"$REPORTS/join.json"
    answer join case-member J.1
    answer join case-council J.2
    answer join case-home J.3
    answer join case-home J.4 --effective-on "$JOINED" --reason "$PAST"
    answer join demo-city J.5
    answer join case-home J.6a
    answer join case-member J.6b
    say "joins: $MEMBER_NAME, of the same district"
    said join
}

join_across_districts() {
    as case-guest case open join --group "$GROUP" --site "$GUEST_SITE" --mode entrusted \
        --category weak --years 6 --format json >"$REPORTS/across.json"
    answer across case-guest JX.1
    answer across case-council JX.2
    answer across case-home JX.3a
    answer across case-other JX.3b
    answer across case-founder JX.4c
    answer across case-home JX.4a --effective-on "$JOINED" --reason "$PAST"
    answer across case-other JX.4b --effective-on "$JOINED" --reason "$PAST"
    answer across demo-city JX.5
    answer across case-other JX.6a
    answer across case-guest JX.6b
    say "joins: $GUEST_NAME, of another district"
    said across
}

leave_of_its_own_will() {
    as case-member case open leave --group "$GROUP" --site "$MEMBER_SITE" --format json \
        >"$REPORTS/leave.json"
    answer leave case-founder V.0
    answer leave case-member V.1
    answer leave case-council V.2
    answer leave case-home V.3a
    answer leave case-home V.4a --effective-on "$LEFT"
    answer leave demo-city V.5
    answer leave case-member V.6
    say "leaves: $MEMBER_NAME"
    said leave
}

# The four cases are completed, and the group is what they made of it, on each of three days.
check() {
    local case day expected
    for case in found join across leave; do
        [ "$(jq -er .status "$REPORTS/$case.json")" = completed ] || die "case $case is not completed"
    done
    for day in "$FOUNDED 1" "$JOINED 3" "$LEFT 2"; do
        read -r day expected <<<"$day"
        [ "$(as demo-city group show "$GROUP" --on "$day" --format json |
            jq -er '.lead_count + .member_count')" -eq "$expected" ] ||
            die "the group has not $expected schools on $day"
    done
    say "on $FOUNDED 1 school, on $JOINED 3, on $LEFT 2"
}

step "four cases"
choose_schools
bind_policy
designate_weak
found_group
join_in_the_district
join_across_districts
leave_of_its_own_will
check
"$SCRIPTS/quiet.sh"
