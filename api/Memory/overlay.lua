-- Puts a copy of a log where none lies.
-- KEYS  1 memory (list, a log: see MemoryLog.cs)      ARGV  TTL (ms), then the elements      Returns: nothing of interest
-- Safe to repeat: what lies there is left alone, whatever became of it since.
local CHUNK = 1000
if redis.call('EXISTS', KEYS[1]) == 0 then
    for i = 2, #ARGV, CHUNK do redis.call('RPUSH', KEYS[1], unpack(ARGV, i, math.min(i + CHUNK - 1, #ARGV))) end
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return 0
