-- Remembers of each AWS account when it was last heard of, and how long its events took to arrive.
-- KEYS  1 newest event time (sorted set)  2 last arrival (hash)  3 delays of the day of arrival (hash: account:bucket to events)
-- ARGV  accounts kept at most, TTL (ms), TTL of the delays (ms), time of arrival (ms, '' while learning from history),
--       number of accounts, then each: account, newest event time (ms), number of buckets, then each: bucket, events
-- Returns 0
-- A repeat leaves KEYS[1] as it is: the newest time stays. KEYS[2] and KEYS[3] speak of arrivals, and a repeat is one more.
local at = 0
local function arg() at = at + 1 return ARGV[at] end
local most, ttl, delay_ttl, arrival, accounts = tonumber(arg()), arg(), arg(), arg(), tonumber(arg())
local heard = {}
for i = 1, accounts do
    local account, newest, buckets = arg(), arg(), {}
    for b = 1, tonumber(arg()) do buckets[b] = { arg(), arg() } end
    heard[i] = { account, newest, buckets }
    redis.call('ZADD', KEYS[1], 'GT', newest, account)
end
local over = redis.call('ZCARD', KEYS[1]) - most
if over > 0 then
    for _, account in ipairs(redis.call('ZRANGE', KEYS[1], 0, over - 1)) do
        redis.call('ZREM', KEYS[1], account)
        redis.call('HDEL', KEYS[2], account)
    end
end
redis.call('PEXPIRE', KEYS[1], ttl)
if arrival ~= '' then
    for _, a in ipairs(heard) do
        if redis.call('ZSCORE', KEYS[1], a[1]) then
            redis.call('HSET', KEYS[2], a[1], arrival .. ',' .. a[2])
            for _, b in ipairs(a[3]) do redis.call('HINCRBY', KEYS[3], a[1] .. ':' .. b[1], b[2]) end
        end
    end
    redis.call('PEXPIRE', KEYS[2], ttl)
    redis.call('PEXPIRE', KEYS[3], delay_ttl)
end
return 0
