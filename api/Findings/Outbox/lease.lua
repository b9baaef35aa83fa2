-- Takes up deliveries that are due, those that are due longest first.
-- KEYS  1 deliveries due (sorted set)
-- ARGV  now (ms), when the lease ends (ms), the most
-- Returns their names
-- A repeat takes up others: these are not due before their lease ends.
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, name in ipairs(due) do redis.call('ZADD', KEYS[1], ARGV[2], name) end
return due
