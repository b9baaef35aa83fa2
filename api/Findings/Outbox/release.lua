-- Lets go of a delivery that was taken up and has nothing to send: its finding is gone, or it is at its end already.
-- KEYS  1 deliveries due (sorted set)  2 the delivery (hash)  3 the finding (hash), or the delivery again where it is an original
-- ARGV  name
-- Returns 1 if it was let go; 0 if the finding has come meanwhile
-- Safe to repeat.
local found = redis.call('EXISTS', KEYS[3]) == 1 and (KEYS[3] ~= KEYS[2] or redis.call('HEXISTS', KEYS[2], 'payload') == 1
    or redis.call('HGET', KEYS[2], 'state') ~= 'pending')
redis.call('HDEL', KEYS[2], 'lease')
if found and redis.call('HGET', KEYS[2], 'state') == 'pending' then return 0 end
if not found then redis.call('DEL', KEYS[2]) end
redis.call('ZREM', KEYS[1], ARGV[1])
return 1
