-- Gives the next acknowledgement of a channel, which counts from 0, and forgets channels that are idle.
-- KEYS  1 channels by when last sent on (sorted set)  2 next number of each (hash)  3 numbers of this one not asked for yet (set)
-- ARGV  channel, now (ms), how long an idle channel is kept (ms), the most channels, the most numbers not asked for (0: they are not kept)
-- Returns the number; -1 where there are too many channels or numbers
-- A repeat gives another number: the one before was given to nobody, and nobody asks for it.
local channel, most = ARGV[1], tonumber(ARGV[5])
local before = string.format('%d', tonumber(ARGV[2]) - tonumber(ARGV[3]))
for _, idle in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', before, 'LIMIT', 0, 100)) do
  redis.call('HDEL', KEYS[2], idle)
  redis.call('ZREM', KEYS[1], idle)
end
if not redis.call('ZSCORE', KEYS[1], channel) and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then return -1 end
if most > 0 and redis.call('SCARD', KEYS[3]) >= most then return -1 end
redis.call('ZADD', KEYS[1], ARGV[2], channel)
local given = redis.call('HINCRBY', KEYS[2], channel, 1) - 1
if most > 0 then
  redis.call('SADD', KEYS[3], string.format('%d', given))
  redis.call('PEXPIRE', KEYS[3], ARGV[3])
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return given
