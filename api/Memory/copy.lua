-- Copies one key of a subject to one place or several, but to none where something lies already.
-- KEYS  1 from (hash, set or sorted set)  then the places      ARGV  TTL (ms)      Returns: nothing of interest
-- Safe to repeat: what has been copied is left alone, whatever became of it since.
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
if not verb then return 0 end
for place = 2, #KEYS do
    if redis.call('EXISTS', KEYS[place]) == 0 then
        for i = 1, #items, CHUNK do
            redis.call(verb, KEYS[place], unpack(items, i, math.min(i + CHUNK - 1, #items)))
        end
        redis.call('PEXPIRE', KEYS[place], ARGV[1])
    end
end
return 0
