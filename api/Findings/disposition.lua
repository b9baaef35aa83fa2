-- Writes down what was decided of a finding, in its trail and then in the finding.
-- KEYS  1 finding (hash)  2 its trail (list, newest first)
-- ARGV  turn that the finding was at, disposition, the decision (JSON), its moment (JSON), 1 if the count is a point of the baseline,
--       entries that the trail keeps, retention (ms)
-- Returns 1, or 0 where the finding is gone or another decision has come in between: then nothing is written
-- Safe to repeat, also after half a run: the same decision as the newest is no new entry, and the finding is written last. A repeat
-- takes a turn too, for it has taught too.
local finding_key, trail_key = KEYS[1], KEYS[2]
local turn, disposition, decision, moment, counted = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5] == '1'
local was = redis.call('HMGET', finding_key, 'content', 'disposition', 'turn')
if not was[1] or (tonumber(was[3] or nil) or 0) ~= turn then return 0 end

local from = was[2] or 'undecided'
local newest = redis.call('LINDEX', trail_key, 0)
local again = newest and string.match(newest, '^[^\n]*\n([^\n]*)\n') == decision
if not again then
    redis.call('LPUSH', trail_key, from .. '\n' .. decision .. '\n' .. moment)
    redis.call('LTRIM', trail_key, 0, tonumber(ARGV[6]) - 1)
end
redis.call('PEXPIRE', trail_key, ARGV[7])
redis.call('HSET', finding_key, 'disposition', disposition, 'turn', string.format('%d', turn + 1))
if counted then redis.call('HSET', finding_key, 'counted', '1') end
return 1
