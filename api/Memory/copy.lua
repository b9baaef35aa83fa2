-- Copies one key of a subject for a dry run.
-- KEYS  1 from (hash, set or sorted set)  2 to      ARGV  TTL (ms)      Returns: nothing of interest
local CHUNK = 1000
local kind = redis.call('TYPE', KEYS[1]).ok
local items, verb = {}, nil
if kind == 'hash' then
    items, verb = redis.call('HGETALL', KEYS[1]), 'HSET'
elseif kind == 'set' then
    items, verb = redis.call('SMEMBERS', KEYS[1]), 'SADD'
elseif kind == 'zset' then
    verb = 'ZADD'
    local pairs_of = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
    for i = 1, #pairs_of, 2 do items[i], items[i + 1] = pairs_of[i + 1], pairs_of[i] end
end
for i = 1, #items, CHUNK do
    redis.call(verb, KEYS[2], unpack(items, i, math.min(i + CHUNK - 1, #items)))
end
if verb then redis.call('PEXPIRE', KEYS[2], ARGV[1]) end
return 0
