-- Seeds what a role is known to call, from a lookup table.
-- KEYS  1 calls (hash, as calls.lua keeps it)      ARGV  TTL (ms), number of calls, then each: name, earliest, latest (ms)
-- Returns the number of calls
-- Safe to repeat: the earliest of the earliest and the latest of the latest stays.
local known = redis.call('HGET', KEYS[1], 'first')
local first = tonumber(known or nil)
for i = 1, tonumber(ARGV[2]) do
    local call, from, to = ARGV[3 * i], tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2])
    for a, b in string.gmatch(redis.call('HGET', KEYS[1], call) or '', '(%d+),(%d+)') do
        from, to = math.min(from, tonumber(a)), math.max(to, tonumber(b))
    end
    first = math.min(first or from, from)
    redis.call('HSET', KEYS[1], call, string.format('%d;%d,%d', from, from, to))
end
if first then redis.call('HSET', KEYS[1], 'first', string.format('%d', first)) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return tonumber(ARGV[2])
