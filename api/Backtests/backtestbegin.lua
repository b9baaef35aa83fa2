-- Lets a backtest begin, if there is room for one more and none of its name.
-- KEYS  1 those at work (sorted set: name:token by last sign of life)  2 the report (hash)  3 all reports by creation (sorted set)
-- ARGV  name, token, now, oldest sign of life that counts, most at work, TTL (ms), most reports, report
-- Returns 'ok', 'exists', or the name:token of the one at work longest
-- A repeat answers 'exists'.
local name, token, now, alive, most, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5]), ARGV[6]
if redis.call('EXISTS', KEYS[2]) == 1 then return 'exists' end
local at_work = redis.call('ZRANGEBYSCORE', KEYS[1], alive, '+inf')
if #at_work >= most then return at_work[1] end
redis.call('ZADD', KEYS[1], now, name .. ':' .. token)
redis.call('PEXPIRE', KEYS[1], ttl)
redis.call('ZADD', KEYS[3], now, name)
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -1 - tonumber(ARGV[7]))
redis.call('PEXPIRE', KEYS[3], ttl)
redis.call('HSET', KEYS[2], 'token', token, 'beat', now, 'report', ARGV[8])
redis.call('PEXPIRE', KEYS[2], ttl)
return 'ok'
