-- Takes a backtest's sign of life and its report, and says whether it shall go on.
-- KEYS  1 those at work (sorted set: name:token by last sign of life)  2 the report (hash)
-- ARGV  name, token, now, TTL (ms), report, 1 if it is the last one
-- Returns 1 to go on, 0 where somebody has cancelled it, -1 where it was given up for lost: then nothing is written
-- Safe to repeat: the same report is written again.
local member, last = ARGV[1] .. ':' .. ARGV[2], ARGV[6] == '1'
if not redis.call('ZSCORE', KEYS[1], member) or redis.call('HGET', KEYS[2], 'token') ~= ARGV[2] then return -1 end
redis.call('HSET', KEYS[2], 'beat', ARGV[3], 'report', ARGV[5])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
if last then
    redis.call('ZREM', KEYS[1], member)
else
    redis.call('ZADD', KEYS[1], ARGV[3], member)
    redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
return redis.call('HEXISTS', KEYS[2], 'cancel') == 1 and 0 or 1
