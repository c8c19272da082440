#!/usr/bin/env bash
# Contact data: sealed on its way in, shown to who may know it and says why, logged once; and in no other place.
set -euo pipefail
if [[ -z ${STEWARD_HOME:-} ]]; then
    exec "$STEWARD_SOURCE/tests/harness/with-steward" --city mini --workers 'intake=2 contact=2' -- "$0"
fi
# shellcheck source=tests/integration/expect.sh
source "$STEWARD_SOURCE/tests/integration/expect.sh"

submit() { # OPTION…
    steward ticket submit --actor operator --channel 12345 --category city.garbage --area east.lake.garden --title 垃圾 "$@"
}
number_of() { grep -o 'ticket [0-9]*' | grep -o '[0-9]*'; }
reveals() { # NUMBER: how often the log says that it was revealed
    psql -AtXc "select count(*) from steward.event where kind = 111 and ticket_id = $1"
}

# Bad input is refused by name, and what was typed is not said again.
for phone in 12345 1381234567 '138 1234 5678 9' 无 '13812345678; drop' +86123; do
    expect 1 'contact_phone: contact_phone must be a mobile number of 11 digits' submit --contact-phone "$phone"
done
expect 2 'contact_name must have 1 to 100 bytes' submit --contact-name "$(printf '%101s' x)"
expect 2 'contact_phone must have 1 to 60 bytes' submit --contact-phone ''
expect 2 'anonymous must be true or false' submit --anonymous=perhaps
expect_equal 'nothing of it was stored' 0 "$(psql -AtXc 'select count(*) from steward.complaint')"

contact=(--contact-name 诸葛玄德 --contact-phone '138-7654-3210' --contact-other 晚七点后微信zhuge7)
number=$(submit "${contact[@]}" --key with-contact | number_of)
expect 0 "ticket $number is received" submit "${contact[@]}" --key with-contact
expect 1 'conflict' submit --contact-name 诸葛玄德 --contact-phone '13876543211' --contact-other 晚七点后微信zhuge7 --key with-contact
again=$(submit --contact-phone '+86 138 7654 3210' | number_of)
plain=$(submit | number_of)
unnamed=$(submit --anonymous | number_of)

# Who may not, and what is missing.
for actor in urban.handler resident grid.east head auditor administrator importer; do
    expect 1 "'$actor' may not see this contact data: expected one of the roles operator, dispatcher, supervisor" \
        steward ticket contact "$number" --actor "$actor" --reason 回访
done
expect 1 "has no person 'nobody'" steward ticket contact "$number" --actor nobody --reason 回访
expect 2 'contact.reveal needs the field reason' steward ticket contact "$number" --actor operator
expect 1 'reason must say what it is needed for' steward ticket contact "$number" --actor operator --reason '    '
expect 1 'has no ticket 777777' steward ticket contact 777777 --actor operator --reason 回访
expect 1 'has no contact data' steward ticket contact "$plain" --actor operator --reason 回访
expect_equal 'what was refused is not in the log' 0 "$(reveals "$number")"

# Who may.
told=$(steward ticket contact "$number" --actor operator --reason 回访 --key look)
for text in 诸葛玄德 +8613876543210 晚七点后微信zhuge7 "same phone $again"; do
    [[ $told == *"$text"* ]] || fail "the contact is not told: $text in: $told"
done
expect_equal 'it is logged' 1 "$(reveals "$number")"
expect_equal 'the same key tells the same' "$told" "$(steward ticket contact "$number" --actor operator --reason 回访 --key look)"
expect_equal 'and is logged once' 1 "$(reveals "$number")"
expect 1 'this idempotency key was used with another request' steward ticket contact "$again" --actor operator --reason 回访 --key look
told=$(steward ticket contact "$number" --actor supervisor --reason 督办 --masked)
[[ $told == *'诸**'* && $told == *'138****3210'* && $told != *玄德* && $told != *7654* && $told != *微信* ]] ||
    fail "masked, it says: $told"
expect 0 '不愿具名' steward ticket contact "$unnamed" --actor dispatcher --reason 核实
psql -qXc "update steward.contact_reveal set revealed_at = now() - interval '11 minutes'"
expect 1 'used more than ten minutes ago' steward ticket contact "$number" --actor operator --reason 回访 --key look
expect_equal 'each who asked and why is in the log' \
    $'contact.revealed|operator|{"reason": "回访"}\ncontact.revealed|supervisor|{"masked": true, "reason": "督办"}' \
    "$(psql -AtXc "select message->>'kind', message->>'actor', message->'data' from steward.event_message
                   where ticket_id = $number and message->>'kind' like 'contact%' order by pos")"
steward ticket show "$number" --json | grep -q contact.revealed || fail 'the timeline does not say that it was revealed'

# Found by the number, however it is typed, for who may; each that is found has it in its log.
for actor in urban.handler resident grid.east auditor; do
    expect 1 "'$actor' may not see this contact data" steward contact find --phone 13876543210 --actor "$actor" --reason 回访
done
expect 1 'phone must be a mobile number of 11 digits' steward contact find --phone 12345 --actor operator --reason 回访
expect 1 'reason must say what it is needed for' steward contact find --phone 13876543210 --actor operator --reason '   '
before=$(reveals "$number")
expect_equal 'found by the number' "$again,$number" "$(steward contact find --phone '138 7654 3210' --actor operator --reason 来电 --key sought)"
expect_equal 'the same key finds the same' "$again,$number" "$(steward contact find --phone '138 7654 3210' --actor operator --reason 来电 --key sought)"
expect_equal 'it is logged once' $((before + 1)) "$(reveals "$number")"
expect 1 'this idempotency key was used with another request' steward contact find --phone 13800000000 --actor operator --reason 来电 --key sought
expect 0 'no ticket has this number' steward contact find --phone 13800000000 --actor operator --reason 来电
expect_equal 'that none was found is logged, too' '{"by": "phone", "reason": "来电"}' \
    "$(psql -AtXc 'select data from steward.event where kind = 111 and ticket_id = 0')"
expect_equal 'with other filters' "$number" "$(steward ticket list --json --descending=no --limit 1 --category city \
    --numbers "$(steward contact find --phone +8613876543210 --actor supervisor --reason 督办)" |
    sed -n 's/.*"ticket": \([0-9]*\).*/\1/p')"

# Forty ask for the same at once with one key: both workers, one event.
before=$(reveals "$again")
for _ in {1..20}; do
    steward ticket contact "$again" --actor operator --reason 同时 --key at-once >/dev/null &
done
wait
expect_equal 'one key at once: logged once' $((before + 1)) "$(reveals "$again")"

# Moved to another ticket it does not open.
psql -qXc "update steward.contact set (key_id, sealed) = (select key_id, sealed from steward.contact where ticket_id = $number)
           where ticket_id = $unnamed"
expect 1 'does not open' steward ticket contact "$unnamed" --actor operator --reason 核实

# Another key: what was sealed before and after opens.
key=$(steward contact keys)
steward contact rekey
[[ $(steward contact keys) != "$key" ]] || fail 'the key is still the same'
expect 0 诸葛玄德 steward ticket contact "$number" --actor operator --reason 换钥后
later=$(submit --contact-name 后来者 | number_of)
expect 0 后来者 steward ticket contact "$later" --actor operator --reason 换钥后
steward contact rekey --json | grep -q '"resealed"' || fail 'rekey does not tell'
expect 0 诸葛玄德 steward ticket contact "$number" --actor operator --reason 再换
expect 0 后来者 steward ticket contact "$later" --actor operator --reason 再换
steward log verify >/dev/null
echo 'ok: contact data'
