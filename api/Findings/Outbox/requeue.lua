-- Queues a delivery once more, whatever became of it before.
-- KEYS  1 deliveries due, 2 made, 3 given up (sorted sets)  4 the delivery (hash)  5 the finding (hash), or the delivery again where it is an original
-- ARGV  name, now (ms), retention (ms)
-- Returns 1 if it was queued; 0 if it is queued already, or its finding is gone
-- Safe to repeat: the name joins the deliveries due first. A half run is let go when it is taken up, and is still given up then, or it is sent.
local revision = redis.call('HGET', KEYS[5], 'revision')
local was = redis.call('HGET', KEYS[4], 'state')
local is_empty = KEYS[5] == KEYS[4] and redis.call('HEXISTS', KEYS[4], 'payload') == 0
if not revision or is_empty or (was == 'pending' and redis.call('ZSCORE', KEYS[1], ARGV[1])) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
if was == 'delivered' then redis.call('HSET', KEYS[4], 'ambiguous', '1') end
redis.call('HSET', KEYS[4], 'revision', revision, 'state', 'pending')
redis.call('HDEL', KEYS[4], 'first', 'since', 'attempts', 'lease', 'reason', 'status', 'code')
redis.call('PEXPIRE', KEYS[4], ARGV[3])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
return 1
