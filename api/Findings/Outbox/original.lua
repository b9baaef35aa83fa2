-- Queues events that are passed through as they came.
-- KEYS  1 deliveries due (sorted set)  2 the delivery (hash)
-- ARGV  name, envelopes, now (ms), retention (ms)
-- Returns 1
-- Safe to repeat: the name joins the deliveries due last.
redis.call('HSET', KEYS[2], 'payload', ARGV[2], 'revision', '1', 'state', 'pending')
redis.call('PEXPIRE', KEYS[2], ARGV[4])
redis.call('ZADD', KEYS[1], 'NX', ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
