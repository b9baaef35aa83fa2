-- Stores a finding, or revises it, and says whether Splunk should hear of it.
-- KEYS  1 finding (hash)  2 all findings of the shard by first time  3 the same by expiry  4 the actor's findings by first time
--       5 what Splunk was last told of this detection and actor (hash)  6 the finding's trail of decisions (list)
--       7 deliveries due, 8 made and 9 given up (sorted sets)  10 and on: the delivery of each format (hash)
-- ARGV  id, content, distinct events, severity (number), first time (ms), retention (ms), now (ms), 1 if its hour was closed before,
--       throttle (ms, 0 for none), weight, first event's id, then the name of each delivery
-- Returns { content, revision, 1 if throttled, disposition, 1 if this call changed it }
-- Safe to repeat: the same content is no revision, and the finding itself is written last, after it was queued for Splunk. Content that was read earlier
-- than the stored one, by a slower replica, is let go: it weighs less, or as much with a later first event or fewer events.
local id, content, count, severity, first = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local retention, now, late, throttle = ARGV[6], tonumber(ARGV[7]), ARGV[8] == '1', tonumber(ARGV[9])
local weight, first_id = tonumber(ARGV[10]), ARGV[11]
local was = redis.call('HMGET', KEYS[1], 'content', 'revision', 'throttled', 'disposition', 'count', 'toldCount', 'toldSeverity', 'weight', 'first', 'firstId')
local disposition = was[4] or 'undecided'
local function is_older()
    local w, f, i = tonumber(was[8]), tonumber(was[9]), was[10]
    if w ~= weight then return weight < w end
    if f ~= first then return first > f end
    if i ~= first_id then return first_id > i end
    return count < tonumber(was[5])
end
if was[1] and (late or was[1] == content or is_older()) then
    return { was[1], tonumber(was[2]), tonumber(was[3]), disposition, 0 }
end

local revision, throttled = (tonumber(was[2] or nil) or 0) + 1, 0
local told_count, told_severity = tonumber(was[6] or nil), tonumber(was[7] or nil)
if not was[1] then
    local last = redis.call('HMGET', KEYS[5], 'id', 'time')
    local since = last[2] and math.abs(first - tonumber(last[2]))
    if throttle > 0 and since and since < throttle and last[1] ~= id then throttled = 1 end
    told_count, told_severity = count, severity
elseif severity > told_severity or count >= 10 * told_count then
    told_count, told_severity = count, severity
else
    throttled = 1
end
if throttled == 0 and throttle > 0 then
    redis.call('HSET', KEYS[5], 'id', id, 'time', string.format('%d', first))
    redis.call('PEXPIRE', KEYS[5], retention)
end

local gone = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', string.format('%d', now), 'LIMIT', 0, 100)
if #gone > 0 then
    redis.call('ZREM', KEYS[2], unpack(gone))
    redis.call('ZREM', KEYS[3], unpack(gone))
end
redis.call('ZADD', KEYS[2], string.format('%d', first), id)
redis.call('ZADD', KEYS[3], string.format('%d', now + tonumber(retention)), id)
redis.call('ZADD', KEYS[4], string.format('%d', first), id)
for i = 2, 4 do redis.call('PEXPIRE', KEYS[i], retention) end
if throttled == 0 then
    for i = 12, #ARGV do
        local delivery = KEYS[i - 2]
        if redis.call('HGET', delivery, 'state') ~= 'pending' then redis.call('DEL', delivery) end
        redis.call('HSET', delivery, 'state', 'pending', 'revision', string.format('%d', revision))
        redis.call('PEXPIRE', delivery, retention)
        redis.call('ZREM', KEYS[8], ARGV[i])
        redis.call('ZREM', KEYS[9], ARGV[i])
        redis.call('ZADD', KEYS[7], 'NX', string.format('%d', now), ARGV[i])
        redis.call('PEXPIRE', KEYS[7], retention)
    end
end
redis.call('HSET', KEYS[1], 'content', content, 'count', string.format('%d', count), 'revision', string.format('%d', revision),
    'weight', string.format('%d', weight), 'first', string.format('%d', first), 'firstId', first_id,
    'throttled', string.format('%d', throttled), 'toldCount', string.format('%d', told_count), 'toldSeverity', string.format('%d', told_severity))
redis.call('PEXPIRE', KEYS[6], retention)
redis.call('PEXPIRE', KEYS[1], retention)
return { content, revision, throttled, disposition, 1 }
