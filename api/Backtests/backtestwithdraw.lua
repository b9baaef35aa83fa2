-- Takes back a backtest that began without its sender hearing of it.
-- KEYS  1 those at work (sorted set)  2 the report (hash)  3 all reports (sorted set)     ARGV  name, token      Returns 1 if there was one
-- Safe to repeat: a report of another token is left alone.
if redis.call('HGET', KEYS[2], 'token') ~= ARGV[2] then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1] .. ':' .. ARGV[2])
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('DEL', KEYS[2])
return 1
