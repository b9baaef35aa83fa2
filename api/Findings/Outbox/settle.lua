-- Ends an attempt at a delivery.
-- KEYS  1 deliveries due, 2 made, 3 given up (sorted sets)  4 the delivery (hash)  5 the finding (hash), or the delivery again where it is an original
-- ARGV  name, how it ended (delivered, retry, dead, or release for not tried), lease, revision that was sent, now (ms), when to try again (ms), retention (ms),
--       endpoint, HTTP status, HEC code, reason ('' for none of each), 1 if Splunk may have taken it, now or before
-- Returns 1 if the delivery is at its end
-- Safe to repeat. What another process has taken up since is left to it, but what Splunk has taken is delivered, whoever sent it. The
-- name leaves the deliveries due last, so a half run is taken up again. Of an original that is delivered nothing is kept but that, for a day.
local name, ended, lease, revision, now = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local due, retention = ARGV[6], ARGV[7]
local was = redis.call('HMGET', KEYS[4], 'state', 'revision', 'lease')
if not was[1] then
    redis.call('ZREM', KEYS[1], name)
    return 1
end
if was[1] == 'pending' and ARGV[12] == '1' then redis.call('HSET', KEYS[4], 'ambiguous', '1') end
if was[1] == 'pending' and (was[3] == lease or ended == 'delivered') then
    redis.call('HSET', KEYS[4], 'endpoint', ARGV[8], 'status', ARGV[9], 'code', ARGV[10], 'reason', ARGV[11])
    if ended == 'retry' then
        redis.call('HDEL', KEYS[4], 'lease')
        redis.call('ZADD', KEYS[1], 'XX', due, name)
        return 0
    end
    if ended == 'release' then
        redis.call('HDEL', KEYS[4], 'lease', 'since')
        if redis.call('HINCRBY', KEYS[4], 'attempts', -1) <= 0 then redis.call('HDEL', KEYS[4], 'attempts', 'first') end
        redis.call('ZADD', KEYS[1], 'XX', due, name)
        return 0
    end
    -- A revision that was queued and not stored, by a run that broke off, comes again with its events.
    if tonumber(was[2]) > revision and tonumber(redis.call('HGET', KEYS[5], 'revision') or 0) > revision then
        if was[3] and was[3] ~= lease then return 0 end
        redis.call('HDEL', KEYS[4], 'ambiguous', 'first', 'since', 'attempts', 'lease')
        redis.call('ZADD', KEYS[1], 'XX', now, name)
        return 0
    end
    if ended == 'delivered' and redis.call('HEXISTS', KEYS[4], 'payload') == 1 then
        redis.call('HSET', KEYS[4], 'state', ended)
        redis.call('HDEL', KEYS[4], 'payload')
        redis.call('PEXPIRE', KEYS[4], 86400000)
        redis.call('ZREM', KEYS[1], name)
        return 1
    end
    local index = ended == 'delivered' and KEYS[2] or KEYS[3]
    redis.call('ZADD', index, now, name)
    redis.call('ZREMRANGEBYSCORE', index, '-inf', string.format('%d', tonumber(now) - tonumber(retention)))
    redis.call('PEXPIRE', index, retention)
    redis.call('HSET', KEYS[4], 'revision', string.format('%d', revision), 'state', ended)
    redis.call('HDEL', KEYS[4], 'lease')
elseif was[1] == 'pending' then
    return 0
end
redis.call('ZREM', KEYS[1], name)
return 1
